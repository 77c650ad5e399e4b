"""Runs the example pipeline on a few of the records, and compares its workbook with the command line.

pipeline.py ZIPING RUBRIC RECORDS WORK
"""

import shutil
import subprocess
import sys
from itertools import islice
from pathlib import Path

import check
import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

PIPELINE = check.SQL.parent / "examples/pipeline/pipeline.py"
SHEETS = ["summary", "grades", "ranks", "top", "sections", "criteria", "periods", "changes", "missing", "problems"]
# The most records of a period.
COUNT = 60


def rows(sheet: Worksheet) -> list[dict[str, object]]:
    names, *values = sheet.iter_rows(values_only=True)
    return [dict(zip(names, row, strict=True)) for row in values]


def main() -> None:
    ziping, rubric, records, folder = sys.argv[1:]
    work = Path(folder)
    shutil.rmtree(work, ignore_errors=True)
    inbox = work / "inbox"
    inbox.mkdir(parents=True)
    last, this = check.PERIODS
    options = ["--this", this, "--last", last, "--top", check.TOP]
    for period, weight in check.PERIODS.items():
        options += ["--weight", f"{period}={weight}"]
    for file in check.apart(records, work).values():
        with file.open(encoding="utf-8") as all_lines, (inbox / file.name).open("w", encoding="utf-8") as some:
            some.writelines(islice(all_lines, COUNT))
    expected = work / "expected.txt"
    expected.write_text("无此学校\n", "utf-8")
    command = [sys.executable, "-B", PIPELINE, "--ziping", ziping, "--rubric", rubric, "--records", inbox, "--out", work / "out"]
    # The second time it replaces what it has written.
    for _ in range(2):
        subprocess.run([*command, *options, "--expected", expected], check=True, stderr=subprocess.DEVNULL)

    book = openpyxl.load_workbook(work / "out/workbook.xlsx", read_only=True)
    assert book.sheetnames == SHEETS, book.sheetnames
    for number, period in enumerate(check.PERIODS):
        out = work / f"rollup-{number}"
        summary = check.roll_up(ziping, rubric, inbox / f"period-{number}.ndjson", out, "--formats", "ndjson", "--top", check.TOP)
        [row] = [row for row in rows(book["summary"]) if row["period"] == period]
        for name in ["mean", "median", "deviation", "rate"]:
            # A workbook has floating point, the command line text.
            assert row[name] == float(summary["figures"]["totals"][name]), (name, row, summary["figures"]["totals"])
        best = check.table(out / "top.csv")
        assert len([row for row in rows(book["top"]) if row["period"] == period]) == len(best)
    for name in SHEETS:
        assert rows(book[name]), f"the sheet {name} is empty"
    print("the workbook of the pipeline has the figures of the command line")


if __name__ == "__main__":
    main()
