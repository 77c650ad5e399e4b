"""What conditions and amounts read of other criteria ("Other criteria").

What is read is named by a pair: the kind, `criterion` or `section`, and the id.
"""

from graphlib import TopologicalSorter

CRITERION = "criterion"
SECTION = "section"


def of_condition(condition):
    """What a condition reads, in the order of its keys in the table of "Conditions"."""
    kind = condition["kind"]
    if kind in ("answer", "answered"):
        yield CRITERION, condition["criterion"]
    elif kind == "at-least":
        yield from of_amount(condition["of"])
        yield from of_amount(condition["atLeast"])
    elif kind in ("all", "any"):
        for inner in condition["of"]:
            yield from of_condition(inner)
    elif kind == "not":
        yield from of_condition(condition["of"])


def of_amount(amount):
    """What an amount reads, in the order of its keys in the table of "Amounts"."""
    kind = amount["kind"]
    if kind == "entered":
        yield CRITERION, amount["criterion"]
    elif kind == "earned":
        if "criterion" in amount:
            yield CRITERION, amount["criterion"]
        else:
            yield SECTION, amount["section"]
    elif kind == "if":
        yield from of_condition(amount["if"])
        yield from of_amount(amount["then"])
        yield from of_amount(amount["else"])
    elif kind == "rounded":
        yield from of_amount(amount["of"])
    elif kind in ("difference", "quotient"):
        yield from of_amount(amount["of"])
        yield from of_amount(amount["less" if kind == "difference" else "by"])
    elif kind == "share":
        for criterion in amount["criteria"]:
            yield CRITERION, criterion
    elif kind in ("sum", "product", "greatest", "least"):
        for inner in amount["of"]:
            yield from of_amount(inner)


def of_scale(scale):
    """What a scale reads: the conditions of its parts, and what its quantity is made `from`."""
    for part in scale.get("parts", ()):
        yield from _of_applies_if(part)
    quantity = scale.get("quantity") or scale.get("measured", {}).get("quantity")
    if quantity is not None:
        for place in places_of_quantity(quantity).values():
            if "from" in place:
                yield from of_amount(place["from"])


def places_of_quantity(quantity):
    """The entries of a quantity by the names of their amounts ("Quantities and tables").

    What the number of `compared` is compared with is not among them: nobody is asked for it.
    """
    kind = quantity["kind"]
    if kind == "number":
        return {"value": quantity}
    if kind == "ratio":
        return {name: quantity[name] for name in ("numerator", "denominator")}
    if kind == "change":
        return {name: quantity[name] for name in ("now", "before")}
    if kind == "reached":
        return {row["id"]: row["number"] for row in quantity["rows"]}
    if kind == "compared":
        return {"value": quantity["number"]}
    raise ValueError(f"quantity is not defined: {kind}")


def _of_applies_if(thing):
    if "appliesIf" in thing:
        yield from of_condition(thing["appliesIf"])


def order(rubric):
    """All that is read, each after all that it depends on itself."""
    dependences = {}
    read = set()
    for section in rubric["sections"]:
        read |= _dependences(section, frozenset(), dependences)
    return list(TopologicalSorter({thing: dependences[thing] for thing in read}).static_order())


def _dependences(section, around, dependences):
    """What a section depends on; it and what is in it are added to `dependences`.

    A criterion depends on all that its condition, the conditions of the sections around it
    and its scale read, and a section on all in it.
    """
    around = around.union(_of_applies_if(section))
    result = around
    for criterion in section.get("criteria", ()):
        own = set(_of_applies_if(criterion))
        own.update(of_scale(criterion["scale"]))
        dependences[CRITERION, criterion["id"]] = around | own if own else around
        result |= own
    for inner in section.get("sections", ()):
        result |= _dependences(inner, around, dependences)
    dependences[SECTION, section["id"]] = result
    return result
