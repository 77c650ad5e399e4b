"""A second scorer for the rubric format, written from its documents alone.

As a program: one JSON object a line, `{"rubric": ..., "record": ..., "today": ...}`, is
read from the standard input, and one line of JSON with the scores is written for each.
"""

import json
import sys
from decimal import Decimal

from combined import Combined
from sheet import Form, Sheet
from subject import read_profile


def sheets(rubric, record):
    """One sheet for each rater of the rubric, by id (rubric-format.md, "The top level").

    All sheets share the profile. A rubric without raters has one, `self`; raters that
    the rubric does not have are not scored. A rater other than the first who entered
    nothing is left out (record-format.md, "Checking a record"). Last comes `combined`, if the
    rubric has it; for that the sheets of all raters are needed.
    """
    record = record if isinstance(record, dict) else {}
    form = Form(rubric)
    profile = read_profile(rubric, record)
    answers = record.get("answers")
    answers = answers if isinstance(answers, dict) else {}
    result = {}
    rated = {}
    for place, rater in enumerate(rubric.get("raters") or [{"id": "self"}]):
        entries = answers.get(rater["id"])
        entries = entries if isinstance(entries, dict) else {}
        shown = place == 0 or any(_has_content(entries.get(name)) for name in form.criterion_full)
        if shown or "combined" in rubric:
            sheet = rated[rater["id"]] = Sheet(form, profile, entries)
            if shown:
                result[rater["id"]] = sheet
    if "combined" in rubric:
        result["combined"] = Combined(form, rated)
    return result


# What an entry has besides what was entered (record-format.md, "An entry").
_STAMPS = {"carriedFrom", "counter", "replica", "time", "by"}


def _has_content(entry):
    """Whether somebody entered something: an entry of stamps alone was cleared."""
    return isinstance(entry, dict) and any(entry[key] for key in entry if key not in _STAMPS)


def score(rubric: dict, record: dict | None, today: str) -> dict:
    """The figures of each rater, and of the combined score (record-format.md, "Checking a record").

    No figure depends on the present day; only findings do, and they are left out.
    """
    return {rater: sheet.figures() for rater, sheet in sheets(rubric, record).items()}


def read_json(content):
    """JSON with exact numbers."""
    return json.loads(content, parse_float=Decimal)


def main():
    for line in sys.stdin.buffer:
        if line.strip():
            case = read_json(line.decode("utf-8"))
            result = score(case["rubric"], case.get("record"), case.get("today"))
            print(json.dumps(result, ensure_ascii=True))


if __name__ == "__main__":
    main()
