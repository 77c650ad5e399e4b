"""Runs the project's worked cases and frozen records through the second scorer.

Fails, with the names of those that differ, where a figure is not the same.
"""

import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from scorer import read_json, score, sheets

TESTS = Path(__file__).resolve().parents[2] / "crates" / "assessment" / "tests"
FROZEN_TODAY = "2026-11-27"


def read(path):
    return read_json(path.read_text(encoding="utf-8-sig"))


def differences_of_frozen(folder):
    """What differs between a frozen verdict and the scorer's; findings are not compared."""
    computed = score(read(folder / "rubric.json"), read(folder / "record.json"), FROZEN_TODAY)
    expected = read(folder / "verdict.json")["scores"]
    result = []
    for rater in sorted(set(expected) | set(computed)):
        wanted = dict(expected.get(rater, {}))
        wanted.pop("findings", None)
        found = computed.get(rater, {})
        result += [
            f"{rater} {key}: {found.get(key)}, expected {wanted.get(key)}"
            for key in sorted(set(wanted) | set(found))
            if wanted.get(key) != found.get(key)
        ]
    return result


def as_entry(answer):
    """A value with a `kind` is an answer alone; without one it is an entry."""
    return {"answer": answer} if "kind" in answer else answer


def as_entries(answers):
    return {name: as_entry(answer) for name, answer in answers.items()}


def differences_of_case(rubric, case):
    """What differs between the expected figures of a worked case and the scorer's."""
    rubric = {**rubric, **case.get("with", {})}
    raters = rubric.get("raters") or [{"id": "self"}]
    first = raters[0]["id"]
    answers = {first: as_entries(case.get("answers", {}))}
    for rater, entered in case.get("raters", {}).items():
        answers[rater] = as_entries(entered)
    record = {"profile": case.get("profile", {}), "answers": answers}
    sheet = sheets(rubric, record)["combined" if "raters" in case else first]
    computed = figures_of_case(sheet)
    return [
        f"{key}: {shown(computed[key])}, expected {shown(exact(value))}"
        for key, value in case["expected"].items()
        if key in computed and computed[key] != exact(value)
    ]


def figures_of_case(sheet):
    """The figures of a sheet under the names that the worked cases use."""
    figures = sheet.figures()
    base = [line for line in sheet.lines.values() if line.scored and line.counts == "base"]
    return {
        "score": fraction(figures.get("total")),
        "max": fraction(figures.get("maximum")),
        "standing": figures["standing"],
        "grade": figures.get("grade"),
        "vetoes": figures.get("vetoes", []),
        "pending": figures.get("pending", []),
        "sections": {
            name: [fraction(figure["score"]), fraction(figure["maximum"])]
            for name, figure in figures["sections"].items()
        },
        "open": Fraction(sum(not line.answered for line in base)),
        "lost": Fraction(sum(line.complete and line.score < line.maximum for line in base)),
        "full": sheet.form.full,
        "extra": fraction(figures["extra"]),
        "mean": fraction(figures.get("mean")),
        "means": {
            name: fraction(figure.get("mean")) for name, figure in figures["sections"].items()
        },
        "dontKnow": Fraction(figures.get("dontKnow", 0)),
        "weakest": part_of(figures.get("weakest")),
    }


def part_of(weakest):
    """The weakest part as a list of its id, score and maximum."""
    if weakest is None:
        return None
    return [weakest["part"], fraction(weakest["score"]), fraction(weakest["maximum"])]


def fraction(figure):
    return None if figure is None else Fraction(figure)


def exact(value):
    """Numbers as fractions, at any depth: `8` and `8.0` are the same."""
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, list):
        return [exact(inner) for inner in value]
    if isinstance(value, dict):
        return {key: exact(inner) for key, inner in value.items()}
    return value


def shown(value):
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, list):
        return "[" + ", ".join(shown(inner) for inner in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {shown(inner)}" for key, inner in value.items()) + "}"
    return str(value)


def all_checks():
    """The name of each frozen record and each worked case, with what differs."""
    for verdict in sorted(TESTS.glob("frozen/*/verdict.json")):
        yield f"frozen/{verdict.parent.name}", differences_of_frozen(verdict.parent)
    for path in sorted(TESTS.glob("cases/*.json")):
        content = read(path)
        for number, case in enumerate(content["cases"], start=1):
            name = f"cases/{path.name} {number} ({case.get('about', '')})"
            yield name, differences_of_case(content["rubric"], case)


def main():
    count = failed = 0
    for name, differences in all_checks():
        count += 1
        if differences:
            failed += 1
            print(f"DIFFERS {name}")
            for difference in differences:
                print(f"    {difference}")
    if count == 0:
        print(f"nothing to check in {TESTS}")
        return 1
    print(f"{count - failed} of {count} agree")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
