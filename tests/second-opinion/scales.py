"""What one answer is, and what it earns, before any weight.

rubric-format.md, "Scales" and "Quantities and tables"; record-format.md, "Answers".
"""

from exact import HUNDRED, ZERO, bounded, is_step, number, round_to
from reading import places_of_quantity
from subject import MOST_SUBJECTS, accepted_number, limited

MOST_OF_AN_ENTRY = number(1_000_000)
MOST_WITHOUT_LIMIT = number(1_000_000)

UNANSWERED = "unanswered"
ANSWERED = "answered"
NOTHING_TO_SCORE = "nothing to score"
NOT_APPLICABLE = "not applicable"
DONT_KNOW = "don't know"
WAITING = "waits for all records"


def full_marks(scale):
    """The most points a scale gives, or None where it is not scored ("Scales")."""
    kind = scale["kind"]
    if kind == "points":
        return number(scale["max"])
    if kind == "deductions":
        return ZERO if _takes_from_pool(scale) else number(scale["max"])
    if kind == "levels":
        key = "to" if _has_ranges(scale) else "points"
        points = [number(level[key]) for level in scale["levels"] if key in level]
        if not points:
            return None
        return max(ZERO, number(scale["max"]) if "max" in scale else max(points))
    if kind == "yes-no":
        return number(scale["points"]) if "points" in scale else None
    if kind == "parts":
        return sum((number(part["max"]) for part in scale["parts"]), ZERO)
    if kind == "checklist":
        if _items_have_points(scale):
            return _most_of_items(scale)
        return max(number(step["points"]) for step in scale["steps"])
    if kind == "measure":
        return _full_marks_of_table(scale["table"])
    if kind == "tiers":
        return number(scale["tiers"][0]["points"])
    if kind == "entries":
        return number(scale["most"]) if "most" in scale else ZERO
    if kind == "each":
        return number(scale["most"]) if _adds_subjects(scale) else full_marks(scale["scale"])
    if kind == "comment":
        return None
    raise ValueError(f"scale is not defined: {kind}")


def _full_marks_of_table(table):
    """The full marks of a table ("Quantities and tables"): never below 0."""
    kind = table["kind"]
    if kind in ("steps", "lower-is-better"):
        return max(number(step["points"]) for step in table["steps"])
    if kind == "ranges":
        return max(number(entry["points"]) for entry in table["ranges"])
    if kind == "linear":
        return number(table["points"])
    if kind == "each":
        return number(table["most"])
    if kind == "target":
        return max(ZERO, _most_of_target(table))
    if kind == "knots":
        return max(ZERO, max(number(knot["points"]) for knot in table["knots"]))
    raise ValueError(f"table is not defined: {kind}")


class Outcome:
    """What was answered at one criterion.

    `state` is one of the six states above, `points` what was earned on the scale,
    `marks` the scale's full marks with the parts that apply (None where it is not
    scored), `word` the answer to a `yes-no`, or the id of the level of `levels` or of the
    tier of `tiers` that is reached (None where none is).
    """

    __slots__ = ("state", "points", "marks", "word")

    def __init__(self, state, points=ZERO, marks=None, word=None):
        self.state = state
        self.points = points
        self.marks = marks
        self.word = word


def read_answer(scale, marks, offered, dont_know, entry, subject):
    """The outcome of an entry at a criterion ("An entry", "Answers").

    `offered` tells whether "not applicable" is offered, `dont_know` whether "don't know" is:
    both go before what the amounts beside them would give ("A criterion"). What the criterion
    does not accept does not count.
    """
    answer = _object(entry.get("answer"))
    amounts = _object(entry.get("amounts"))
    kind = scale["kind"]
    if kind == "parts":
        parts = [part for part in scale["parts"] if subject.applies(part)]
        marks = sum((number(part["max"]) for part in parts), ZERO)
    if offered and answer.get("kind") == "not-applicable":
        return Outcome(NOT_APPLICABLE, ZERO, marks)
    if dont_know and answer.get("kind") == "dont-know":
        return Outcome(DONT_KNOW, ZERO, marks)

    word = None
    state = ANSWERED
    if kind == "points":
        points = _typed_points(scale, answer)
    elif kind == "levels":
        points, word = _in_a_range(scale, answer) if _has_ranges(scale) else _level(scale, answer)
    elif kind == "yes-no":
        points, word = _yes_no(scale, answer)
    elif kind == "comment":
        points = _comment(answer)
    elif kind == "parts":
        points = _parts(parts, amounts)
        if not parts:
            state = NOTHING_TO_SCORE
    elif kind == "checklist":
        points = _checklist(scale, amounts)
    elif kind == "deductions":
        points = _deductions(scale, amounts)
    elif kind == "tiers":
        points, word = _tiers(scale, amounts)
    elif kind == "entries":
        points = _entries(scale, amounts, _object(entry.get("texts")))
    elif kind == "each":
        points = _each_subject(scale, entry, subject)
    else:
        state, points = _measure(scale, amounts, subject)
    if points is None:
        return Outcome(UNANSWERED, ZERO, marks)
    return Outcome(state, points, marks, word)


def _object(value):
    return value if isinstance(value, dict) else {}


def _typed_points(scale, answer):
    """Points that are typed ("points")."""
    if answer.get("kind") != "points":
        return None
    return accepted_number(scale, answer.get("points"), least=ZERO, most=None)


def _level(scale, answer):
    """The points of the level that was chosen, and its id ("levels").

    On a scale without points they are 0.
    """
    if answer.get("kind") != "level":
        return None, None
    for level in scale["levels"]:
        if level["id"] == answer.get("level"):
            return number(level.get("points", 0)), level["id"]
    return None, None


def _has_ranges(scale):
    """Whether the levels have ranges of points: all of them or none ("levels")."""
    return any("from" in level for level in scale["levels"])


def _in_a_range(scale, answer):
    """Points that are typed and that the range of a level accepts, and its id ("levels")."""
    points = number(answer.get("points"))
    if answer.get("kind") != "points" or points is None:
        return None, None
    step = number(scale.get("step", 1))
    for level in scale["levels"]:
        least, most = number(level["from"]), number(level["to"])
        if least <= points <= most and is_step(points, least, step):
            return points, level["id"]
    return None, None


def _yes_no(scale, answer):
    """The points of a yes, partly or no, and the word itself ("yes-no")."""
    word = answer.get("value")
    if answer.get("kind") != "yes-no":
        return None, None
    if word == "partial" and "partial" in scale:
        return number(scale["partial"]), word
    if word in ("yes", "no"):
        right = word == scale.get("right", "yes")
        return number(scale.get("points", 0)) if right else ZERO, word
    return None, None


def _comment(answer):
    """A text is answered once it is not empty ("comment")."""
    written = answer.get("text")
    if answer.get("kind") == "comment" and isinstance(written, str) and written:
        return ZERO
    return None


def _parts(parts, amounts):
    """The points of the parts that apply, once all of them have an amount ("parts")."""
    total = ZERO
    for part in parts:
        points = accepted_number(part, amounts.get(part["id"]), least=ZERO, most=None)
        if points is None:
            return None
        total += points
    return total


def _checklist(scale, amounts):
    """The points for the items that hold, or for so many of them ("checklist").

    An exclusive item holds only where no other than exclusive ones are ticked, and of these
    the first; it is never counted for `steps`.
    """
    ticks = [(item, _tick(amounts.get(item["id"]))) for item in scale["items"]]
    ticks = [(item, tick) for item, tick in ticks if tick is not None]
    if not ticks:
        return None
    ticked = [item for item, tick in ticks if tick == 1]
    others = [item for item in ticked if not _is_exclusive(item)]
    if _items_have_points(scale):
        return _points_of_items(scale, others or ticked[:1])
    for step in scale["steps"]:
        if len(others) >= step["atLeast"]:
            return number(step["points"])
    return ZERO


def _tick(entered):
    """1 of a ticked item, 0 of an unticked one, or None ("checklist")."""
    tick = number(entered)
    return tick if tick in (0, 1) else None


def _items_have_points(scale):
    """Whether the items have points: all of them or none ("checklist")."""
    return any("points" in item for item in scale["items"])


def _is_exclusive(item):
    return item.get("exclusive", False)


def _most_of_items(scale):
    """The full marks of items with points ("checklist").

    Those of the items that are not exclusive, or of one exclusive item where that is more.
    """
    items = scale["items"]
    most = _points_of_items(scale, [item for item in items if not _is_exclusive(item)])
    for item in items:
        if _is_exclusive(item):
            most = max(most, _points_of_items(scale, [item]))
    return most


def _points_of_items(scale, items):
    """The sum or the most of the points of these items, at most `most` ("checklist")."""
    points = [number(item["points"]) for item in items]
    if scale.get("combine", "sum") == "max":
        result = max(points, default=ZERO)
    else:
        result = sum(points, ZERO)
    return min(result, number(scale["most"])) if "most" in scale else result


def _deductions(scale, amounts):
    """Full marks less so much for each thing found ("deductions").

    Without full marks it is what is taken from a pool ("A section that begins full").
    """
    counts = [(finding, _count(amounts.get(finding["id"]))) for finding in scale["findings"]]
    counts = [(finding, count) for finding, count in counts if count is not None]
    if not counts:
        return None
    if _takes_from_pool(scale):
        return bounded(-_taken_off(counts, "each"))
    floor = number(scale.get("floor", 0))
    left = max(floor, number(scale["max"]) - _taken_off(counts, "each"))
    if any(finding.get("all", False) and count > 0 for finding, count in counts):
        left = floor
    score = left - _taken_off(counts, "beyond")
    if left == floor:
        score -= number(scale.get("exhausted", 0))
    return bounded(score)


def _takes_from_pool(scale):
    """Whether `deductions` stand in a section that begins full: only there without `max`."""
    return "max" not in scale


def _count(entered):
    """A whole number from 0 to 1,000,000, or None ("deductions")."""
    count = number(entered)
    return None if count is None or count < 0 or count.denominator != 1 else count


def _taken_off(counts, key):
    """The sum of `each` or `beyond` times the count; each product is bounded by itself."""
    return sum((bounded(number(finding.get(key, 0)) * count) for finding, count in counts), ZERO)


def _tiers(scale, amounts):
    """The points of the tier that is reached, and its id ("tiers").

    It is the best one that is met together with all tiers after it; without one it is 0 points
    and no id. One clause that was touched is an answer.
    """
    ticks = {clause["id"]: _tick(amounts.get(clause["id"])) for clause in _clauses(scale["tiers"])}
    if all(tick is None for tick in ticks.values()):
        return None, None
    points, reached = ZERO, None
    for tier in reversed(scale["tiers"]):
        if any(ticks[clause["id"]] != 1 for clause in tier["clauses"]):
            break
        points, reached = number(tier["points"]), tier["id"]
    return points, reached


def _clauses(things):
    """The clauses of all tiers, or of all levels, in their order ("tiers", "levels")."""
    return [clause for thing in things for clause in thing.get("clauses", ())]


def _entries(scale, amounts, texts):
    """The points of all entries of an open list, or of the best ones ("entries").

    It is answered once the number of entries is known and each has a value for every factor.
    What has a higher number is not read. Without `most` the points have a limit all the same.
    """
    count = _count_of_entries(scale, amounts.get("count"))
    if count is None:
        return None
    points = []
    for place in range(1, int(count) + 1):
        earned = _points_of_an_entry(scale, place, amounts, texts)
        if earned is None:
            return None
        points.append(earned)
    points.sort(reverse=True)
    if "best" in scale:
        points = points[: int(scale["best"])]
    most = number(scale["most"]) if "most" in scale else MOST_WITHOUT_LIMIT
    return min(most, sum(points, ZERO))


def _count_of_entries(scale, entered):
    """A whole number from 0 to `limit`, or None ("entries")."""
    count = _count(entered)
    return None if count is None or count > int(scale.get("limit", 100)) else count


def _points_of_an_entry(scale, place, amounts, texts):
    """The rate times the values of the factors, rounded once, or None ("entries").

    Without factors it is the rate alone, rounded as well.
    """
    points = number(scale.get("each", 1))
    for factor in scale.get("factors", ()):
        name = _name_in_entry(place, factor)
        if "options" in factor:
            value = _value_of_choice(factor, texts.get(name))
        else:
            value = _value_of_number(factor, amounts.get(name))
        if value is None:
            return None
        points *= value
    return round_to(points, int(scale.get("places", 2)), "half")


def _name_in_entry(place, factor):
    """The name under which an entry has the value of a factor ("entries")."""
    return f"{place}.{factor['id']}"


def _value_of_choice(factor, chosen):
    """The value of the option that was chosen, or None ("entries")."""
    option = _by_id(factor["options"], chosen)
    return None if option is None else number(option["value"])


def _value_of_number(factor, entered):
    """The number of a factor that was entered and is accepted, or None ("entries")."""
    return accepted_number(factor, entered, least=ZERO, most=None)


def _each_subject(scale, entry, subject):
    """The points of all subjects made one, once each has an answer and there is one ("`each`")."""
    points = points_of_subjects(scale, entry, subject)
    if not points or None in points:
        return None
    return one_of_subjects(scale, points, full_marks(scale["scale"]))


def points_of_subjects(scale, entry, subject):
    """The points of each subject in their order, None of one without an answer ("`each`").

    Answers for what is no subject are not read.
    """
    amounts, texts = _object(entry.get("amounts")), _object(entry.get("texts"))
    return [
        _points_of_a_subject(scale["scale"], place, amounts, texts)
        for place in subject.subjects(scale["of"])
    ]


def _points_of_a_subject(scale, place, amounts, texts):
    """The points of one subject, or None (record-format.md, "Answers", `each`)."""
    if scale["kind"] == "points":
        return _typed_points(scale, {"kind": "points", "points": amounts.get(f"{place}.points")})
    word = texts.get(f"{place}.answer")
    if scale["kind"] == "levels":
        return _level(scale, {"kind": "level", "level": word})[0]
    return _yes_no(scale, {"kind": "yes-no", "value": word})[0]


def one_of_subjects(rule, points, marks):
    """The points of the subjects made one ("`each`").

    `rule` is the scale or the `each` of a section, `marks` the full marks of one subject.
    """
    combine = rule.get("combine", "mean")
    if combine == "sum":
        return min(number(rule["most"]), sum(points, ZERO))
    places = int(rule.get("places", 2))
    if combine == "least":
        exact, places = min(points), 4
    elif combine == "passing":
        bound = number(rule.get("pass", 100)) * marks
        exact = marks * sum(own * HUNDRED >= bound for own in points) / len(points)
    elif combine == "mean":
        exact = sum(points, ZERO) / len(points)
    else:
        raise ValueError(f"combine is not defined: {combine}")
    return marks if exact == marks else _rounded_below(exact, marks, places)


def _adds_subjects(scale):
    """Whether the points of the subjects add up: only then `most` is the full marks ("`each`")."""
    return scale.get("combine", "mean") == "sum"


def _measure(scale, amounts, subject):
    """The state of the answer, and the points that follow from the quantity.

    "Quantities and tables": a quantity is known once all its entries are; a ratio is
    out of nothing once both are known and the denominator is 0 or less, a change in percent
    once both are known and `before` is 0 or less. `reached` counts the numbers that are not
    less than their own `atLeast`. Without points it is unanswered.
    """
    quantity = scale["quantity"]
    places = places_of_quantity(quantity)
    values = {
        name: _entry_of_quantity(place, amounts.get(name), subject)
        for name, place in places.items()
    }
    if None in values.values():
        return UNANSWERED, None
    kind = quantity["kind"]
    if kind == "number":
        value = values["value"]
    elif kind == "compared":
        other = _compared_with(quantity, amounts.get(quantity["to"]))
        if other is None:
            return WAITING, ZERO
        if quantity["to"] == "rank":
            value = other
        else:
            part, whole = _parts_of_comparison(quantity, values["value"], other)
            if whole <= 0:
                return NOTHING_TO_SCORE, ZERO
            value = _percent(part, whole)
    elif kind == "ratio":
        if values["denominator"] <= 0:
            return NOTHING_TO_SCORE, ZERO
        value = _percent(values["numerator"], values["denominator"])
    elif kind == "reached":
        rows = quantity["rows"]
        value = number(sum(values[row["id"]] >= number(row["atLeast"]) for row in rows))
        if quantity.get("percent", False):
            value = _percent(value, len(rows))
    else:
        in_percent = quantity.get("percent", False)
        if in_percent and values["before"] <= 0:
            return NOTHING_TO_SCORE, ZERO
        value = limited(values["now"] - values["before"])
        if in_percent and value is not None:
            value = _percent(value, values["before"])
    if value is None:
        return UNANSWERED, None
    return ANSWERED, points_of_table(scale["table"], value)


def _compared_with(quantity, entered):
    """What the number of `compared` is compared with, or None ("All records").

    A rank is a whole number from 1; the best and the mean are any number.
    """
    other = number(entered)
    if other is None or quantity["to"] != "rank":
        return other
    return other if other >= 1 and other.denominator == 1 else None


def _parts_of_comparison(quantity, value, other):
    """What is divided, and by what ("All records"): `less` turns it round for `best` alone."""
    if quantity["to"] == "best" and quantity.get("less", False):
        return other, value
    return value, other


def _percent(part, whole):
    """The percent, or None where it would need more than 38 digits ("Amounts")."""
    return limited(part * HUNDRED / whole)


def _entry_of_quantity(place, entered, subject):
    """The number of one entry: asked for, or an amount that nothing limits."""
    if "from" in place:
        return subject.amount(place["from"])
    return accepted_number(place, entered, least=ZERO, most=MOST_OF_AN_ENTRY)


def entered_amount(scale, entry, name):
    """The amount of this name that was entered and is accepted, or None ("Amounts", `entered`).

    A part that does not apply keeps its own, and so does an entry of a list with a higher number
    than there are entries. A quantity that is made `from` something else has none; that with which
    a number is compared is entered all the same.
    """
    kind = scale["kind"]
    entered = _object(entry.get("amounts")).get(name)
    if kind == "parts":
        part = _by_id(scale["parts"], name)
        if part is None:
            return None
        return accepted_number(part, entered, least=ZERO, most=None)
    if kind == "checklist":
        return None if _by_id(scale["items"], name) is None else _tick(entered)
    if kind == "deductions":
        return None if _by_id(scale["findings"], name) is None else _count(entered)
    if kind in ("tiers", "levels"):
        return None if _by_id(_clauses(scale[kind]), name) is None else _tick(entered)
    if kind == "entries":
        if name == "count":
            return _count_of_entries(scale, entered)
        factor = _factor_of_amount(scale, name)
        return None if factor is None else _value_of_number(factor, entered)
    if kind == "each":
        return _entered_of_a_subject(scale["scale"], name, entered)
    quantity = _quantity_of(scale)
    if quantity is None:
        return None
    if quantity["kind"] == "compared" and name == quantity["to"]:
        return _compared_with(quantity, entered)
    place = places_of_quantity(quantity).get(name)
    if place is None or "from" in place:
        return None
    return accepted_number(place, entered, least=ZERO, most=MOST_OF_AN_ENTRY)


def _entered_of_a_subject(scale, name, entered):
    """The points under the number of a subject, also of one that is no longer there ("Amounts")."""
    places = range(1, MOST_SUBJECTS + 1)
    if scale["kind"] != "points" or all(name != f"{place}.points" for place in places):
        return None
    return _typed_points(scale, {"kind": "points", "points": entered})


def _by_id(things, name):
    return next((thing for thing in things if thing["id"] == name), None)


def _factor_of_amount(scale, name):
    """The factor with `number` whose amount in one of the entries has this name, or None."""
    for factor in scale.get("factors", ()):
        if "options" not in factor:
            for place in range(1, int(scale.get("limit", 100)) + 1):
                if name == _name_in_entry(place, factor):
                    return factor
    return None


def _quantity_of(scale):
    """The quantity of a scale, or None: also that of the `measured` of `points`."""
    return scale.get("quantity") or scale.get("measured", {}).get("quantity")


def points_of_table(table, value):
    """The points that a table makes of a value ("Quantities and tables")."""
    kind = table["kind"]
    if kind == "steps":
        for step in table["steps"]:
            if value >= number(step["atLeast"]):
                return number(step["points"])
        return ZERO
    if kind == "lower-is-better":
        for step in table["steps"]:
            if value <= number(step["atMost"]):
                return number(step["points"])
        return ZERO
    if kind == "ranges":
        for entry in table["ranges"]:
            above = "from" not in entry or value >= number(entry["from"])
            below = "to" not in entry or value <= number(entry["to"])
            if above and below:
                return number(entry["points"])
        return ZERO
    if kind == "linear":
        return _linear(table, value)
    if kind == "each":
        return _each(table, value)
    if kind == "target":
        return _target(table, value)
    if kind == "knots":
        return _knots(table, value)
    raise ValueError(f"table is not defined: {kind}")


def _linear(table, value):
    """A share of the points between `from` and `to` ("Quantities and tables")."""
    start, end, points = number(table["from"]), number(table["to"]), number(table["points"])
    way = (value - start) / (end - start)
    if way <= 0:
        return ZERO
    if way >= 1:
        return points
    return _rounded_below(way * points, points, int(table.get("places", 2)))


def _each(table, value):
    """So much for each, up to the most ("Quantities and tables")."""
    most = number(table["most"])
    places = int(table.get("places", 2))
    exact = value * number(table["each"])
    if exact >= most:
        return most
    return max(ZERO, _rounded_below(exact, most, places))


def _most_of_target(table):
    return number(table["most"] if "most" in table else table["points"])


def _target(table, value):
    """Points at the target, and a rate on each side of it ("A target")."""
    points, distance = number(table["points"]), value - number(table["target"])
    side = table.get("above" if distance > 0 else "below")
    if distance == 0 or side is None:
        return points
    units = _units(side, abs(distance))
    if units == 0:
        return points
    exact = points + units * number(side["each"])
    most, least = _most_of_target(table), number(table.get("least", 0))
    if exact >= most:
        return most
    if exact <= least:
        return least
    return max(least, _rounded_below(exact, most, int(table.get("places", 2))))


def _units(side, distance):
    """The number of units on one side of a target ("A target", `part`)."""
    units = distance / number(side.get("per", 1))
    part = side.get("part", "share")
    if part == "share":
        return units
    if part == "none":
        return round_to(units, 0, "down")
    if part == "whole":
        return round_to(units, 0, "up")
    raise ValueError(f"part is not defined: {part}")


def _knots(table, value):
    """The points of a knot, or on the straight line between two ("Quantities and tables").

    At a knot they are its own, not rounded. Between two they are rounded and stay below the
    larger of their points, and not below the smaller.
    """
    knots = [(number(knot["at"]), number(knot["points"])) for knot in table["knots"]]
    if value <= knots[0][0]:
        return knots[0][1]
    for (start, first), (end, second) in zip(knots, knots[1:]):
        if value == end:
            return second
        if value < end:
            exact = first + (value - start) * (second - first) / (end - start)
            return _between(exact, first, second, int(table.get("places", 2)))
    return knots[-1][1]


def _between(exact, first, second, places):
    """What lies between the points of two knots, rounded ("Quantities and tables")."""
    if first == second:
        return first
    larger, smaller = max(first, second), min(first, second)
    return max(smaller, _rounded_below(exact, larger, places))


def _rounded_below(exact, limit, places):
    """Rounded half away from zero; what would reach the limit is rounded down instead.

    Of what is below the limit, that is the next value of `places` places below it.
    """
    rounded = round_to(exact, places, "half")
    return rounded if rounded < limit else round_to(exact, places, "down")
