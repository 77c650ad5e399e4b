"""Runs the SQL of `sql/` in one engine, and compares every figure.

check.py ENGINE ZIPING RUBRIC RECORDS WORK

ENGINE   duckdb or spark
ZIPING   the command line: its figures must be those of the SQL, digit by digit
RUBRIC   the rubric of RECORDS, lines of invented records
WORK     a folder that may be emptied
"""

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import cases

SQL = Path(__file__).resolve().parent.parent.parent / "sql"
sys.path.insert(0, str(SQL))

import run  # noqa: E402

# The periods of the invented records, the earlier first, with weights.
PERIODS = {"2024—2025学年": "40", "2025—2026学年": "60"}
TOP = "12.5"
# A record that was replaced makes the command line return 3: a person must look.
DONE = (0, 3)

Object = dict[str, Any]


class Comparison:
    """Counts figures, and keeps those that differ."""

    def __init__(self) -> None:
        self.figures = 0
        self.wrong: list[str] = []

    def equal(self, name: str, expected: Any, actual: Any) -> None:
        """Compares a figure as text. A figure that is not there is None."""
        self.figures += 1
        if expected is not None:
            expected = str(expected)
        if actual is not None:
            actual = str(actual)
        if expected != actual:
            self.wrong.append(f"{name}: {expected} expected, {actual} in SQL")

    def rows(self, name: str, expected: Iterable[tuple[Any, ...]], actual: Iterable[tuple[Any, ...]]) -> None:
        """Compares rows in any order."""
        expected, actual = sorted(map(str, expected)), sorted(map(str, actual))
        self.figures += len(expected)
        if expected != actual:
            missing = list(set(expected) - set(actual))[:3]
            other = list(set(actual) - set(expected))[:3]
            self.wrong.append(f"{name}: {len(expected)} rows expected, {len(actual)} in SQL; not there {missing}; instead {other}")


def roll_up(ziping: str, rubric: str, records: str | Path, out: Path, *options: str) -> Object:
    """Runs `ziping rollup`, and returns its summary."""
    command = [ziping, "rollup", rubric, records, "-o", out, *options]
    status = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8")
    if status.returncode not in DONE:
        sys.exit(f"ziping rollup: exit code {status.returncode}\n{status.stderr[-2000:]}")
    return json.loads((out / "summary.json").read_text("utf-8"))


def apart(records: str, work: Path) -> dict[str, Path]:
    """Writes the lines of each period into a file of its own."""
    files = {period: work / f"period-{number}.ndjson" for number, period in enumerate(PERIODS)}
    outs = {period: file.open("w", encoding="utf-8") for period, file in files.items()}
    with open(records, encoding="utf-8") as text:
        for line in text:
            outs[json.loads(line)["period"]].write(line)
    for out in outs.values():
        out.close()
    return files


def lines(file: Path) -> list[Object]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def table(file: Path) -> list[dict[str, str | None]]:
    """The rows of a CSV file of the command line; an empty field is None."""
    with file.open(encoding="utf-8-sig", newline="") as text:
        return [{name: value or None for name, value in row.items()} for row in csv.DictReader(text)]


def select(engine: run.Engine, text: str) -> list[Object]:
    columns, rows = run.run(engine, SQL / f"{text}.sql")
    return [dict(zip(columns, row, strict=True)) for row in rows]


def figures(found: Comparison, summary: Object, period: str, sql: dict[str, list[Object]]) -> None:
    """Compares the figures of the command line over the records of a period."""
    expected = summary["figures"]

    def own(text: str) -> list[Object]:
        key = (summary["rubric"]["id"], period, summary["rater"])
        return [row for row in sql[text] if (row["rubric"], row["period"], row["rater"]) == key]

    [row] = own("summary")
    totals = expected["totals"]
    for name in ["records", "findings"]:
        found.equal(f"{period} {name}", expected[name], row[name])
    found.equal(f"{period} finals", totals["count"], row["finals"])
    for name in ["mean", "median", "deviation", "highest", "lowest", "rate"]:
        found.equal(f"{period} {name}", totals[name], row[name])

    parts = {"count": "records", "mean": "mean", "rate": "rate", "lost": "lost"}
    answers = parts | {"count": "answered", "losing": "losing", "notApplicable": "not_applicable", "dontKnow": "dont_know", "open": "unanswered"}
    for text, key, names in [("sections", "section", parts), ("criteria", "criterion", answers)]:
        rows = {row[key]: row for row in own(text)}
        # A part that no record has is in no table.
        there = [part for part in expected[text] if part["id"] in rows or part["count"]]
        found.equal(f"{period} {text}", len(rows), len(there))
        for part in there:
            for name, column in names.items():
                found.equal(f"{period} {part['id']} {name}", part[name], rows.get(part["id"], {}).get(column))

    grades = [(grade["id"], grade["count"], grade["percent"]) for grade in expected["grades"]]
    grades.append((None, expected["withoutGrade"]["count"], expected["withoutGrade"]["percent"]))
    shares = [(row["grade"], row["finals"], row["percent"]) for row in own("grades")]
    found.rows(f"{period} grades", [grade for grade in grades if grade[1]], shares)

    listed = [(kind, subject) for kind in ["missing", "unexpected", "repeated"] for subject in summary["list"][kind]]
    missing = [(row["finding"], row["subject"]) for row in sql["missing"] if row["period"] == period]
    found.rows(f"{period} list", listed, missing)


def ranked(found: Comparison, name: str, best: list[dict[str, str | None]], rows: list[Object]) -> None:
    expected = [(row["rank"], row["score"], row["period"], row["grade"], row["record"]) for row in best]
    found.rows(name, expected, [(str(row["place"]), row["score"], row["period"], row["grade"], row["record"]) for row in rows])


def changed(found: Comparison, ziping: str, work: Path, rater: str, rows: list[Object]) -> None:
    """Compares changes with those of `ziping compare`."""
    command = [ziping, "compare", work / "period-0", work / "period-1", "--json"]
    text = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8").stdout
    expected = []
    for change in map(json.loads, text.splitlines()):
        if "difference" in change:
            expected.append((change["subject"], None, change["before"], change["now"], change["difference"]))
            sections = change["sections"].items()
            expected += [(change["subject"], section, risen) for section, risen in sections if risen is not None]
    own = [row for row in rows if row["rater"] == rater]
    totals = [(row["subject"], None, row["score_before"], row["score"], row["risen"]) for row in own if row["section"] is None]
    sections = [(row["subject"], row["section"], row["risen"]) for row in own if row["section"] is not None]
    found.rows("changes", expected, totals + sections)


def compare(name: str, ziping: str, rubric: str, records: str, work: Path) -> Comparison:
    """Compares every figure over the records with the command line's."""
    found = Comparison()
    last, this = PERIODS
    weights = ",".join(f"{period}={weight}" for period, weight in PERIODS.items())
    whole = roll_up(ziping, rubric, records, work / "all", "--formats", "parquet,ndjson", "--weights", weights)
    assert {one["period"] for one in whole["periods"]} == set(PERIODS), whole["periods"]
    rater = whole["rater"]
    subjects = lines(work / "all/subject.ndjson")

    # Every other name, one that nobody has, and one twice.
    names = sorted({row["subject"] for row in subjects})[::2]
    names += ["无此学校", names[0]]
    listed = work / "names.txt"
    listed.write_text("\n".join(names), "utf-8")

    engine = cases.engine_of(name, work / "all/tables")
    run.prepare(engine, {"k": TOP, "this": this, "last": last}, PERIODS, names)
    sql = {text: select(engine, text) for text in cases.TEXTS}

    for period, own in apart(records, work).items():
        out = own.with_suffix("")
        summary = roll_up(ziping, rubric, own, out, "--formats", "ndjson", "--list", str(listed), "--top", TOP)
        figures(found, summary, period, sql)
        for text, folder in [("top", out), ("ranks", work / "ranks")]:
            if text == "ranks":
                # The top 100 percent are all ranks.
                roll_up(ziping, rubric, own, folder, "--replace", "--formats", "ndjson", "--top", "100")
            ranked(found, f"{period} {text}", table(folder / "top.csv"), [row for row in sql[text] if row["period"] == period])

    means = [(row["subject"], period, row[period], row["mean"]) for row in table(work / "all/periods.csv") for period in PERIODS]
    own = [row for row in sql["periods"] if row["rater"] == rater]
    found.rows("periods", means, [(row["subject"], row["period"], row["score"], row["mean"]) for row in own])
    changed(found, ziping, work, rater, sql["changes"])

    columns = ["period", "record", "rater", "criterion", "text", "category", "severity", "measure", "owner", "due", "status", "done"]
    named = {(row["period"], row["record"]): row["subject"] for row in subjects}
    problems = [(named[row["period"], row["record"]], *(row[column] for column in columns)) for row in lines(work / "all/problem.ndjson")]
    found.rows("problems", problems, [tuple(row[column] for column in ["subject", *columns]) for row in sql["problems"]])
    for text, rows in whole["rows"].items():
        _, [(count,)] = engine.select(f"SELECT COUNT(*) FROM {text}")
        found.equal(f"rows of {text}", rows, count)
    return found


def main() -> None:
    name, ziping, rubric, records, work = sys.argv[1:]
    shutil.rmtree(work, ignore_errors=True)
    found = compare(name, ziping, rubric, records, Path(work))
    worked_out = cases.check(name, Path(work) / "all/tables", Path(work) / "cases")
    if found.wrong or worked_out:
        sys.exit("\n".join([*found.wrong[:100], *worked_out[:200]]))
    print(f"{name}: {found.figures} figures are those of the command line, and every case is as it was worked out by hand")


if __name__ == "__main__":
    main()
