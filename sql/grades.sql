-- How many final totals have each grade, the best first, and in percent of all final totals. Final totals without a grade come last, with no
-- grade. A grade that nobody has is not listed.
-- Reads: subject. How a quotient is rounded: see summary.sql.
WITH each AS (
  SELECT rubric, period, rater, grade_place, grade, COUNT(*) AS finals
  FROM subject
  WHERE standing = 'final'
  GROUP BY rubric, period, rater, grade_place, grade
),
doubled AS (
  SELECT
    rubric, period, rater, grade_place, grade, finals,
    20000 * CAST(finals AS DECIMAL(38, 0)) AS x,
    CAST(SUM(finals) OVER (PARTITION BY rubric, period, rater) AS DECIMAL(38, 0)) AS n
  FROM each
),
shifted AS (
  SELECT rubric, period, rater, grade_place, grade, finals, x + n AS x, 2 * n AS m FROM doubled
)
SELECT
  rubric, period, rater, grade_place, grade, finals,
  CAST(CAST((x - x % m) / m AS DECIMAL(18, 0)) * 0.01 AS DECIMAL(18, 2)) AS percent
FROM shifted
ORDER BY rubric, period, rater, grade_place NULLS LAST
