"""What is known about the subject: the profile, and what follows from it.

Conditions and amounts may also read other criteria of the same sheet ("Other criteria").
"""

from fractions import Fraction

from exact import ZERO, is_step, number, round_to

_TOO_MANY_DIGITS = 10**38
MOST_SUBJECTS = 100


def read_profile(rubric, record):
    """The profile of one record, read through the fields of the rubric: what is not blank.

    The cells of a table are there by their own ids, and the sum of each column by the ids of
    the table and of the column together.
    """
    entered = record.get("profile")
    if not isinstance(entered, dict):
        entered = {}
    values = {}
    for field in rubric.get("profile", ()):
        if field["kind"] == "table":
            values.update(_read_table(field, entered))
            continue
        value = _accepted(field, entered.get(field["id"]))
        if value is not None:
            values[field["id"]] = value
    return values


def _read_table(table, entered):
    """The cells of a table that are not blank, and the sums of its columns ("The profile").

    Each cell is a `number` field of its own; it accepts what its column says. A column in which
    nothing is entered has no sum ("Amounts", `field`).
    """
    values = {}
    for column in table["columns"]:
        numbers = {}
        for row in table["rows"]:
            name = f"{table['id']}.{row['id']}.{column['id']}"
            value = accepted_number(column, entered.get(name), least=None, most=None)
            if value is not None:
                numbers[name] = value
        values.update(numbers)
        if numbers:
            values[table["id"], column["id"]] = sum(numbers.values(), ZERO)
    return values


class Subject:
    """The profile and the sheet of one rater, as conditions and amounts read them."""

    def __init__(self, profile, sheet):
        self._values = profile
        self._sheet = sheet

    def applies(self, thing):
        """Whether a section, criterion or part applies ("Conditions").

        What is not known applies: only a condition that is known not to hold leaves
        something out.
        """
        condition = thing.get("appliesIf")
        return condition is None or self.holds(condition) is not False

    def holds(self, condition):
        """A condition: True, False, or None where it is not known ("Conditions")."""
        kind = condition["kind"]
        if kind == "is":
            chosen = self._values.get(condition["field"])
            return None if chosen is None else chosen in condition["any"]
        if kind == "at-least":
            left = self.amount(condition["of"])
            right = self.amount(condition["atLeast"])
            return None if left is None or right is None else left >= right
        if kind == "all":
            results = [self.holds(inner) for inner in condition["of"]]
            return False if False in results else None if None in results else True
        if kind == "any":
            results = [self.holds(inner) for inner in condition["of"]]
            return True if True in results else None if None in results else False
        if kind == "not":
            result = self.holds(condition["of"])
            return None if result is None else not result
        if kind == "answer":
            return self._sheet.has_answer(condition["criterion"], condition["any"])
        if kind == "answered":
            return self._sheet.is_answered(condition["criterion"])
        raise ValueError(f"condition is not defined: {kind}")

    def subjects(self, field):
        """The numbers of the subjects of a list; none while it is blank ("The profile")."""
        return self._values.get(field, [])

    def amount(self, amount):
        """An amount as a fraction, or None where it is not known ("Amounts")."""
        kind = amount["kind"]
        if kind == "number":
            return number(amount["value"])
        if kind == "field":
            if "column" in amount:
                return self._values.get((amount["field"], amount["column"]))
            return self._values.get(amount["field"])
        if kind == "if":
            condition = self.holds(amount["if"])
            if condition is None:
                return None
            return self.amount(amount["then"] if condition else amount["else"])
        if kind == "rounded":
            value = self.amount(amount["of"])
            if value is None:
                return None
            return limited(round_to(value, int(amount.get("places", 0)), amount["to"]))
        if kind == "difference":
            return _combined("difference", [amount["of"], amount["less"]], self)
        if kind == "quotient":
            return _combined("quotient", [amount["of"], amount["by"]], self)
        if kind in _STEPS:
            return _combined(kind, amount["of"], self)
        if kind == "earned":
            if "criterion" in amount:
                return self._sheet.earned_by_criterion(amount["criterion"])
            return self._sheet.earned_by_section(amount["section"])
        if kind == "entered":
            return self._sheet.entered(amount["criterion"], amount["amount"])
        if kind == "share":
            return self._sheet.share_of_answers(amount["criteria"], amount["any"])
        raise ValueError(f"amount is not defined: {kind}")


def _accepted(field, value):
    """What a field accepts of what was entered, or None: it is blank ("The profile").

    Only `choice` and `number` fields, and tables, are read by conditions and amounts, and
    `subjects` by the scale `each`.
    """
    kind = field["kind"]
    if kind == "choice":
        if isinstance(value, str) and any(option["id"] == value for option in field["options"]):
            return value
        return None
    if kind == "number":
        return accepted_number(field, value, least=None, most=None)
    if kind == "subjects":
        return _numbers_of_subjects(value)
    return None


def _numbers_of_subjects(names):
    """The places, from 1, of the names that are not empty, or None ("The profile").

    Only the first 100 places count. White space is a name. A list with anything but texts is blank.
    """
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return None
    places = enumerate(names[:MOST_SUBJECTS], start=1)
    return [place for place, name in places if name] or None


def accepted_number(place, value, least, most):
    """A number that the keys `min`, `max` and `step` of its place accept, or None.

    `least` and `most` are the defaults of `min` and `max`; None is no bound. Steps are
    counted from `min`, or from 0 where there is none.
    """
    value = number(value)
    if value is None:
        return None
    least = number(place["min"]) if "min" in place else least
    most = number(place["max"]) if "max" in place else most
    step = number(place.get("step", 1))
    if least is not None and value < least:
        return None
    if most is not None and value > most:
        return None
    return value if is_step(value, ZERO if least is None else least, step) else None


_STEPS = {
    "sum": lambda a, b: a + b,
    "product": lambda a, b: a * b,
    "greatest": max,
    "least": min,
    "difference": lambda a, b: a - b,
    "quotient": lambda a, b: a / b if b else None,
}


def _combined(kind, amounts, subject):
    """The amounts of a list taken together from the first to the last."""
    values = [subject.amount(amount) for amount in amounts]
    if not values or None in values:
        return None
    result = values[0]
    for value in values[1:]:
        result = _STEPS[kind](result, value)
        if result is None or limited(result) is None:
            return None
    return result


def limited(value: Fraction):
    """The value, or None where it would need more than 38 digits ("Amounts")."""
    if abs(value.numerator) >= _TOO_MANY_DIGITS or value.denominator >= _TOO_MANY_DIGITS:
        return None
    return value
