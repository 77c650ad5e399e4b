-- Where points are lost: each criterion over the final totals, the greatest loss first. How many answers with points, their mean, their
-- points in percent of what could be earned, the points lost, how many lost any, and how many have no points by their answer.
-- Reads: subject, criterion. How a quotient is rounded: see summary.sql.
WITH final AS (
  SELECT rubric, period, record, rater FROM subject WHERE standing = 'final'
),
item AS (
  SELECT
    criterion.rubric, criterion.period, criterion.rater, criterion.section, criterion.criterion, criterion.criterion_place, criterion.state,
    CASE WHEN criterion.state = 'answered' THEN criterion.score END AS score,
    CASE WHEN criterion.state = 'answered' THEN criterion.maximum END AS maximum
  FROM criterion
  JOIN final
    ON final.rubric = criterion.rubric AND final.period = criterion.period
    AND final.record = criterion.record AND final.rater = criterion.rater
),
total AS (
  SELECT
    rubric, period, rater, section, criterion, criterion_place,
    COUNT(score) AS answered,
    CAST(COALESCE(SUM(score), 0) * 10000 AS DECIMAL(38, 0)) AS units,
    CAST(COALESCE(SUM(maximum), 0) * 10000 AS DECIMAL(38, 0)) AS most,
    COALESCE(SUM(maximum), 0) - COALESCE(SUM(score), 0) AS lost,
    COUNT(CASE WHEN maximum > score THEN 1 END) AS losing,
    COUNT(CASE WHEN state = 'not-applicable' THEN 1 END) AS not_applicable,
    COUNT(CASE WHEN state = 'dont-know' THEN 1 END) AS dont_know,
    COUNT(CASE WHEN state = 'open' THEN 1 END) AS unanswered
  FROM item
  GROUP BY rubric, period, rater, section, criterion, criterion_place
),
doubled AS (
  SELECT
    rubric, period, rater, section, criterion, criterion_place, answered, lost, losing, not_applicable, dont_know, unanswered,
    2 * units + CASE WHEN units < 0 THEN -100 ELSE 100 END * CAST(answered AS DECIMAL(38, 0)) AS mean_x,
    CASE WHEN answered > 0 THEN 200 * CAST(answered AS DECIMAL(38, 0)) END AS mean_m,
    2 * 10000 * units + CASE WHEN units < 0 THEN -most ELSE most END AS rate_x,
    CASE WHEN most > 0 THEN 2 * most END AS rate_m
  FROM total
)
SELECT
  rubric, period, rater, section, criterion, criterion_place, answered,
  CAST(CAST((mean_x - mean_x % mean_m) / mean_m AS DECIMAL(18, 0)) * 0.01 AS DECIMAL(18, 2)) AS mean,
  CAST(CAST((rate_x - rate_x % rate_m) / rate_m AS DECIMAL(18, 0)) * 0.01 AS DECIMAL(18, 2)) AS rate,
  CAST(lost AS DECIMAL(28, 4)) AS lost,
  losing, not_applicable, dont_know, unanswered
FROM doubled
ORDER BY rubric, period, rater, lost DESC, criterion_place
