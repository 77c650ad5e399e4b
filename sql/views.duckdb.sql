-- The tables of `ziping rollup` as views, in DuckDB. Before: `SET VARIABLE tables = 'DIR/tables'`
-- The values of the partitions, rubric and period, stay text: DuckDB would read the period 2025 as a number. No period is an empty text.
CREATE OR REPLACE TEMPORARY VIEW subject AS
SELECT * REPLACE (COALESCE(period, '') AS period)
FROM read_parquet(getvariable('tables') || '/subject/**/*.parquet', hive_partitioning = true, hive_types_autocast = false);
CREATE OR REPLACE TEMPORARY VIEW section AS
SELECT * REPLACE (COALESCE(period, '') AS period)
FROM read_parquet(getvariable('tables') || '/section/**/*.parquet', hive_partitioning = true, hive_types_autocast = false);
CREATE OR REPLACE TEMPORARY VIEW criterion AS
SELECT * REPLACE (COALESCE(period, '') AS period)
FROM read_parquet(getvariable('tables') || '/criterion/**/*.parquet', hive_partitioning = true, hive_types_autocast = false);
CREATE OR REPLACE TEMPORARY VIEW finding AS
SELECT * REPLACE (COALESCE(period, '') AS period)
FROM read_parquet(getvariable('tables') || '/finding/**/*.parquet', hive_partitioning = true, hive_types_autocast = false);
CREATE OR REPLACE TEMPORARY VIEW problem AS
SELECT * REPLACE (COALESCE(period, '') AS period)
FROM read_parquet(getvariable('tables') || '/problem/**/*.parquet', hive_partitioning = true, hive_types_autocast = false);
CREATE OR REPLACE TEMPORARY VIEW profile AS
SELECT * REPLACE (COALESCE(period, '') AS period)
FROM read_parquet(getvariable('tables') || '/profile/**/*.parquet', hive_partitioning = true, hive_types_autocast = false);
CREATE OR REPLACE TEMPORARY VIEW party AS
SELECT * REPLACE (COALESCE(period, '') AS period)
FROM read_parquet(getvariable('tables') || '/party/**/*.parquet', hive_partitioning = true, hive_types_autocast = false);
