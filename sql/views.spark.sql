-- The tables of `ziping rollup` as views, in Spark. Before: `SET tables = DIR/tables`
-- The values of the partitions, rubric and period, stay text: Spark would read the period 2025 as a number. No period is an empty text.
SET spark.sql.sources.partitionColumnTypeInference.enabled = false;
CREATE OR REPLACE TEMPORARY VIEW subject AS
SELECT * EXCEPT (period), COALESCE(period, '') AS period FROM parquet.`${tables}/subject`;
CREATE OR REPLACE TEMPORARY VIEW section AS
SELECT * EXCEPT (period), COALESCE(period, '') AS period FROM parquet.`${tables}/section`;
CREATE OR REPLACE TEMPORARY VIEW criterion AS
SELECT * EXCEPT (period), COALESCE(period, '') AS period FROM parquet.`${tables}/criterion`;
CREATE OR REPLACE TEMPORARY VIEW finding AS
SELECT * EXCEPT (period), COALESCE(period, '') AS period FROM parquet.`${tables}/finding`;
CREATE OR REPLACE TEMPORARY VIEW problem AS
SELECT * EXCEPT (period), COALESCE(period, '') AS period FROM parquet.`${tables}/problem`;
CREATE OR REPLACE TEMPORARY VIEW profile AS
SELECT * EXCEPT (period), COALESCE(period, '') AS period FROM parquet.`${tables}/profile`;
CREATE OR REPLACE TEMPORARY VIEW party AS
SELECT * EXCEPT (period), COALESCE(period, '') AS period FROM parquet.`${tables}/party`;
