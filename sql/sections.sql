-- Each section over the final totals to which it applies: how many, the mean, its points in percent of what could be earned, the points lost.
-- Reads: subject, section. How a quotient is rounded: see summary.sql.
WITH final AS (
  SELECT rubric, period, record, rater FROM subject WHERE standing = 'final'
),
total AS (
  SELECT
    section.rubric, section.period, section.rater, section.section_place, section.section, section.depth, section.counts,
    COUNT(*) AS records,
    CAST(SUM(section.score) * 10000 AS DECIMAL(38, 0)) AS units,
    CAST(SUM(section.maximum) * 10000 AS DECIMAL(38, 0)) AS most,
    SUM(section.maximum) - SUM(section.score) AS lost
  FROM section
  JOIN final
    ON final.rubric = section.rubric AND final.period = section.period
    AND final.record = section.record AND final.rater = section.rater
  GROUP BY
    section.rubric, section.period, section.rater, section.section_place, section.section, section.depth, section.counts
),
doubled AS (
  SELECT
    rubric, period, rater, section_place, section, depth, counts, records, lost,
    2 * units + CASE WHEN units < 0 THEN -100 ELSE 100 END * CAST(records AS DECIMAL(38, 0)) AS mean_x,
    200 * CAST(records AS DECIMAL(38, 0)) AS mean_m,
    2 * 10000 * units + CASE WHEN units < 0 THEN -most ELSE most END AS rate_x,
    CASE WHEN most > 0 THEN 2 * most END AS rate_m
  FROM total
)
SELECT
  rubric, period, rater, section_place, section, depth, counts, records,
  CAST(CAST((mean_x - mean_x % mean_m) / mean_m AS DECIMAL(18, 0)) * 0.01 AS DECIMAL(18, 2)) AS mean,
  CAST(CAST((rate_x - rate_x % rate_m) / rate_m AS DECIMAL(18, 0)) * 0.01 AS DECIMAL(18, 2)) AS rate,
  CAST(lost AS DECIMAL(28, 4)) AS lost
FROM doubled
ORDER BY rubric, period, rater, section_place
