"""Records that arrive in a folder become one workbook.

python pipeline.py --rubric RUBRIC --records FOLDER --out FOLDER [--ziping PROGRAM] [--engine duckdb|spark] [--expected schools.txt]
                   [--top 30] [--this 2025 --last 2024] [--weight 2024=40 --weight 2025=60]

1. `ziping rollup` scores every record of the folder again, and writes tables in partitions by rubric and period.
2. Each text of `sql/` runs on the tables.
3. What they return becomes a workbook, one sheet for each text.

Run it again whenever records have arrived, for example from cron or the task scheduler: it makes everything again.
"""

import argparse
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

SQL = Path(__file__).resolve().parent.parent.parent / "sql"
sys.path.insert(0, str(SQL))

import run  # noqa: E402

# The texts in the order of the sheets. Some need an answer of the reader's own.
TEXTS = ["summary", "grades", "ranks", "top", "sections", "criteria", "periods", "changes", "missing", "problems"]


def roll_up(ziping: str, rubric: Path, records: Path, out: Path) -> Path:
    """Writes the tables, and returns their folder. What a person must look at is on standard error."""
    command = [ziping, "rollup", rubric, records, "-o", out, "--replace", "--formats", "parquet"]
    status = subprocess.run(command, check=False).returncode
    # A record that cannot be read or was replaced has an exit code of its own, but the others are done. The summary is written last.
    if not (out / "summary.json").is_file():
        sys.exit(status)
    return out / "tables"


def add_sheet(workbook: Workbook, name: str, columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    """Adds a sheet with a row of names above the rows."""
    sheet = workbook.create_sheet(name)
    sheet.append(columns)
    for at in sheet[1]:
        at.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append(row)
        for at in sheet[sheet.max_row]:
            if isinstance(at.value, str):
                # A name that begins with an equals sign is no formula.
                at.data_type = "s"
            elif isinstance(at.value, Decimal):
                at.number_format = "0.####"
    if rows:
        sheet.auto_filter.ref = sheet.dimensions


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rubric", required=True, type=Path, help="the rubric that the records answer")
    parser.add_argument("--records", required=True, type=Path, help="the folder in which records arrive")
    parser.add_argument("--out", required=True, type=Path, help="the folder for the tables and the workbook")
    parser.add_argument("--ziping", default="ziping", help="the program, if it is not on the path")
    parser.add_argument("--engine", choices=["duckdb", "spark"], default="duckdb")
    parser.add_argument("--master", help="Spark's master, such as local[2]")
    parser.add_argument("--top", default="30", help="the percentage of the sheet `top`")
    parser.add_argument("--this", default="", help="this period, for the sheet `changes`")
    parser.add_argument("--last", default="", help="the period that it is compared with")
    parser.add_argument("--weight", metavar="PERIOD=WEIGHT", type=run.pair, action="append", default=[], help="for the sheet `periods`")
    parser.add_argument("--expected", type=Path, help="names for the sheet `missing`, one on each line")
    options = parser.parse_args()

    tables = str(roll_up(options.ziping, options.rubric, options.records, options.out))
    engine = run.Spark(tables, master=options.master) if options.engine == "spark" else run.DuckDb(tables)
    run.prepare(
        engine,
        {"k": options.top, "this": options.this, "last": options.last},
        dict(options.weight),
        options.expected.read_text("utf-8").splitlines() if options.expected else [],
    )
    asked = {"periods": options.weight, "changes": options.this and options.last, "missing": options.expected}
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name in TEXTS:
        if asked.get(name, True):
            add_sheet(workbook, name, *engine.select((SQL / f"{name}.sql").read_text("utf-8")))
    file = options.out / "workbook.xlsx"
    workbook.save(file)
    print(file)


if __name__ == "__main__":
    main()
