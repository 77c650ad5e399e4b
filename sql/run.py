"""Runs the SQL of this folder on the tables of `ziping rollup`, in DuckDB or in Spark, and writes what it returns as CSV or JSON.

python run.py --engine duckdb --tables DIR/tables --sql sql/summary.sql -o summary.csv
python run.py --engine spark --master 'local[2]' --tables DIR/tables --sql sql/top.sql --parameter k=30

Decimals are written as text without zeros at the end, as `ziping` writes them.
"""

import argparse
import csv
import io
import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

HERE = Path(__file__).resolve().parent

Row = tuple[str | int | None, ...]


class Engine(Protocol):
    """A program that has the tables as views."""

    def table(self, name: str, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
        """Makes a small table of texts."""

    def select(self, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """The names of the columns and the rows that a text returns."""


class DuckDb:
    """DuckDB in this process. `settings` are its own, such as memory_limit."""

    def __init__(self, tables: str, settings: dict[str, str] | None = None) -> None:
        import duckdb

        self.connection = duckdb.connect(config=settings or {})
        self.connection.execute("SET VARIABLE tables = ?", [tables])
        self.connection.execute((HERE / "views.duckdb.sql").read_text("utf-8"))

    def table(self, name: str, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
        texts = ", ".join(f"{column} VARCHAR" for column in columns)
        self.connection.execute(f"CREATE OR REPLACE TEMPORARY TABLE {name} ({texts})")
        if rows:
            unnested = ", ".join("unnest(?)" for _ in columns)
            values = [list(column) for column in zip(*rows, strict=True)]
            self.connection.execute(f"INSERT INTO {name} SELECT {unnested}", values)

    def select(self, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        result = self.connection.execute(sql)
        return [column[0] for column in result.description], result.fetchall()


class Spark:
    """Spark, on the cluster that `master` or spark-submit names. `settings` are its own, such as spark.executor.memory."""

    def __init__(self, tables: str, settings: dict[str, str] | None = None, master: str | None = None) -> None:
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.appName("ziping")
        if master:
            builder = builder.master(master)
        for key, value in (settings or {}).items():
            builder = builder.config(key, value)
        self.session = builder.getOrCreate()
        self.session.conf.set("tables", tables)
        for statement in (HERE / "views.spark.sql").read_text("utf-8").split(";\n"):
            if statement.strip():
                self.session.sql(statement)

    def table(self, name: str, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
        schema = ", ".join(f"{column} STRING" for column in columns)
        self.session.createDataFrame(rows, schema).createOrReplaceTempView(name)

    def select(self, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        frame = self.session.sql(sql)
        return frame.columns, [tuple(row) for row in frame.collect()]


def plain(value: Any) -> str | int | None:
    """A value as it is written: a decimal without zeros at the end."""
    if isinstance(value, float):
        raise TypeError("a figure is floating point")
    if not isinstance(value, Decimal):
        return value
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def prepare(engine: Engine, parameters: dict[str, str], weights: dict[str, str], expected: list[str]) -> None:
    """Makes the views that are the reader's own."""
    engine.table("parameter", ("name", "value"), list(parameters.items()))
    engine.table("weight", ("period", "weight"), list(weights.items()))
    engine.table("expected", ("subject",), [(name,) for name in expected])


def run(engine: Engine, sql: Path) -> tuple[list[str], list[Row]]:
    """The columns and rows that a text returns, with decimals as text."""
    columns, rows = engine.select(sql.read_text("utf-8"))
    return columns, [tuple(plain(value) for value in row) for row in rows]


def as_csv(columns: list[str], rows: list[Row]) -> str:
    """Rows as CSV. A value that is not there is an empty field."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def as_json(columns: list[str], rows: list[Row]) -> str:
    """Rows as a list of objects. A value that is not there has no key."""
    objects = [{name: value for name, value in zip(columns, row, strict=True) if value is not None} for row in rows]
    return json.dumps(objects, ensure_ascii=False, indent=1) + "\n"


def pair(text: str) -> tuple[str, str]:
    name, found, value = text.partition("=")
    if not found:
        raise argparse.ArgumentTypeError(f"{text}: NAME=VALUE expected")
    return name, value


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=["duckdb", "spark"], default="duckdb")
    parser.add_argument("--tables", required=True, help="the folder of tables, or its address in a storage that the engine reads")
    parser.add_argument("--sql", required=True, type=Path, help="the text to run")
    parser.add_argument("--parameter", metavar="NAME=VALUE", type=pair, action="append", default=[], help="a row of the view `parameter`")
    parser.add_argument("--weight", metavar="PERIOD=WEIGHT", type=pair, action="append", default=[], help="a row of the view `weight`")
    parser.add_argument("--expected", metavar="FILE", type=Path, help="names for the view `expected`, one on each line")
    parser.add_argument("--set", metavar="KEY=VALUE", type=pair, action="append", default=[], help="a setting of the engine")
    parser.add_argument("--master", help="Spark's master, such as local[2] or spark://HOST:7077; spark-submit's if not given")
    parser.add_argument("-o", "--output", type=Path, help="a file that ends in .csv or .json; CSV on standard output if not given")
    options = parser.parse_args()

    settings = dict(options.set)
    engine: Engine
    if options.engine == "spark":
        engine = Spark(options.tables, settings, options.master)
    else:
        engine = DuckDb(options.tables, settings)
    expected = options.expected.read_text("utf-8").splitlines() if options.expected else []
    prepare(engine, dict(options.parameter), dict(options.weight), expected)
    columns, rows = run(engine, options.sql)
    if options.output and options.output.suffix == ".json":
        options.output.write_text(as_json(columns, rows), "utf-8")
    elif options.output:
        options.output.write_text(as_csv(columns, rows), "utf-8", newline="\n")
    else:
        sys.stdout.write(as_csv(columns, rows))


if __name__ == "__main__":
    main()
