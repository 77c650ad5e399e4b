"""Runs the example pipeline, and compares its workbook with the command line.

pipeline.py ZIPING RUBRIC INBOX OUT ROLLUPS    ROLLUPS is the folder that check.py has written
"""

import json
import subprocess
import sys
from pathlib import Path

import check
import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

PIPELINE = check.SQL.parent / "examples/pipeline/pipeline.py"


def rows(sheet: Worksheet) -> list[dict[str, object]]:
    names, *values = sheet.iter_rows(values_only=True)
    return [dict(zip(names, row, strict=True)) for row in values]


def main() -> None:
    ziping, rubric, inbox, out, rollups = sys.argv[1:]
    last, this = check.PERIODS
    options = ["--this", this, "--last", last, "--top", check.TOP, "--expected", Path(rollups) / "names.txt"]
    for period, weight in check.PERIODS.items():
        options += ["--weight", f"{period}={weight}"]
    command = [sys.executable, "-B", PIPELINE, "--ziping", ziping, "--rubric", rubric, "--records", inbox, "--out", out, *options]
    # The second time it replaces what it has written.
    for _ in range(2):
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)

    book = openpyxl.load_workbook(Path(out) / "workbook.xlsx", read_only=True)
    assert book.sheetnames == ["summary", "grades", "ranks", "top", "sections", "criteria", "periods", "changes", "missing", "problems"], book.sheetnames
    for number, period in enumerate(check.PERIODS):
        summary = json.loads((Path(rollups) / f"period-{number}/summary.json").read_text("utf-8"))
        [row] = [row for row in rows(book["summary"]) if row["period"] == period]
        for name in ["mean", "median", "deviation", "rate"]:
            assert row[name] == float(summary["figures"]["totals"][name]), (name, row, summary["figures"]["totals"])
        best = check.table(Path(rollups) / f"period-{number}/top.csv")
        assert len([row for row in rows(book["top"]) if row["period"] == period]) == len(best)
    for name in book.sheetnames:
        assert rows(book[name]), f"the sheet {name} is empty"
    print("the workbook of the pipeline has the figures of the command line")


if __name__ == "__main__":
    main()
