"""The cases that were worked out by hand: rows of the tables, and what every text returns of them."""

import difflib
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SQL = HERE.parent.parent / "sql"
sys.path.insert(0, str(SQL))

import run  # noqa: E402

TEXTS = ["changes", "criteria", "grades", "missing", "periods", "problems", "ranks", "sections", "summary", "top"]
TABLES = ["subject", "section", "criterion", "finding", "problem", "profile", "party"]

def escaped(value: str) -> str:
    """The value of a partition in a path, as Hive writes it: signs of ASCII that mean something in a path are escaped, letters are not."""
    text = "".join(f"%{ord(c):02X}" if c < " " or c in "\"#%'*/:=?\\\x7f{[]^" else c for c in value)
    return text or "__HIVE_DEFAULT_PARTITION__"


def write_tables(case: Path, like: str, out: Path) -> None:
    """Writes the rows of a case, with the columns of other tables, in the layout of `ziping rollup`."""
    connection = run.DuckDb(like).connection
    for name in TABLES:
        source = case / f"{name}.ndjson"
        rows = [json.loads(line) for line in source.read_text("utf-8").splitlines()] if source.exists() else []
        connection.execute(f"CREATE OR REPLACE TEMPORARY TABLE rows AS SELECT * FROM {name} WHERE FALSE")
        for row in rows:
            columns, marks = ", ".join(row), ", ".join("?" for _ in row)
            connection.execute(f"INSERT INTO rows ({columns}) VALUES ({marks})", list(row.values()))
        # A table without rows has a part all the same: its columns are known then.
        for rubric, period in sorted({(row["rubric"], row["period"]) for row in rows}) or [("r", "2025")]:
            part = out / name / f"rubric={escaped(rubric)}" / f"period={escaped(period)}"
            part.mkdir(parents=True)
            own = connection.sql("SELECT * EXCLUDE (rubric, period) FROM rows WHERE rubric = ? AND period = ?", params=[rubric, period])
            own.write_parquet(str(part / "part-0000.parquet"))


def engine_of(name: str, tables: Path) -> run.Engine:
    if name == "duckdb":
        return run.DuckDb(str(tables))
    # Few rows: more parts than processors only cost time.
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.host": "localhost",
    }
    engine = run.Spark(str(tables), settings, "local[2]")
    engine.session.sparkContext.setLogLevel("ERROR")
    return engine


def check(name: str, like: Path, work: Path) -> list[str]:
    """The lines in which a text returns something else."""
    wrong = []
    for case in sorted((HERE / "cases").iterdir()):
        write_tables(case, str(like), work / case.name)
        given = json.loads((case / "given.json").read_text("utf-8"))
        engine = engine_of(name, work / case.name)
        run.prepare(engine, **given)
        for text in TEXTS:
            file = case / "expected" / f"{text}.csv"
            columns, rows = run.run(engine, SQL / f"{text}.sql")
            # Without a file, no rows are expected.
            expected = file.read_text("utf-8") if file.exists() else run.as_csv(columns, [])
            wrong += different(f"{case.name}/{text}", expected, run.as_csv(columns, rows))
    return wrong


def different(name: str, expected: str, actual: str) -> list[str]:
    """The lines in which two texts differ."""
    if expected == actual:
        return []
    return [name, *difflib.unified_diff(expected.splitlines(), actual.splitlines(), "expected", "actual", lineterm="", n=0)]
