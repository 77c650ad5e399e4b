-- What the final totals of each rater amount to: how many, mean, median, standard deviation, highest, lowest, and all points earned in percent
-- of all that could be.
-- Reads: subject.
--
-- Points are whole numbers of ten-thousandths here, and decimals of 38 digits. A quotient x / m is rounded half away from zero without a
-- fraction: x is doubled and shifted by half of m, the remainder is taken off, and what is left is a whole multiple of m. Some engines divide
-- that in floating point; the cast rounds to the nearest whole number, which is the exact quotient below 2^50.
WITH final AS (
  SELECT
    rubric, period, rater, score,
    CAST(CAST(score AS DECIMAL(28, 4)) * 10000 AS DECIMAL(38, 0)) AS units,
    CAST(CAST(maximum AS DECIMAL(28, 4)) * 10000 AS DECIMAL(38, 0)) AS most
  FROM subject
  WHERE standing = 'final'
),
total AS (
  SELECT
    rubric, period, rater,
    COUNT(*) AS finals,
    CAST(COUNT(*) AS DECIMAL(38, 0)) AS n,
    SUM(units) AS units,
    SUM(most) AS most,
    SUM(units * units) AS squares,
    MAX(score) AS highest,
    MIN(score) AS lowest
  FROM final
  GROUP BY rubric, period, rater
),
-- The row in the middle, or the two of an even number: those whose doubled place is the count, one more or two more.
placed AS (
  SELECT
    rubric, period, rater, units,
    2 * ROW_NUMBER() OVER (PARTITION BY rubric, period, rater ORDER BY units)
      - COUNT(*) OVER (PARTITION BY rubric, period, rater) AS place
  FROM final
),
middle AS (
  SELECT rubric, period, rater, SUM(units) AS units, CAST(COUNT(*) AS DECIMAL(38, 0)) AS n
  FROM placed
  WHERE place IN (0, 1, 2)
  GROUP BY rubric, period, rater
),
-- In hundredths of a point or of a percent.
fraction AS (
  SELECT rubric, period, rater, 'mean' AS name, units AS top, 100 * n AS bottom FROM total
  UNION ALL
  SELECT rubric, period, rater, 'median' AS name, units AS top, 100 * n AS bottom FROM middle
  UNION ALL
  SELECT rubric, period, rater, 'rate' AS name, 10000 * units AS top, most AS bottom FROM total
),
doubled AS (
  SELECT rubric, period, rater, name, 2 * top + CASE WHEN top < 0 THEN -bottom ELSE bottom END AS x, 2 * bottom AS m
  FROM fraction
  WHERE bottom > 0
),
rounded AS (
  SELECT
    rubric, period, rater, name,
    CAST(CAST((x - x % m) / m AS DECIMAL(18, 0)) * 0.01 AS DECIMAL(18, 2)) AS figure
  FROM doubled
),
quotient AS (
  SELECT
    rubric, period, rater,
    MAX(CASE WHEN name = 'mean' THEN figure END) AS mean,
    MAX(CASE WHEN name = 'median' THEN figure END) AS median,
    MAX(CASE WHEN name = 'rate' THEN figure END) AS rate
  FROM rounded
  GROUP BY rubric, period, rater
),
-- The deviation times the count is the root of this fourfold radicand, halved. The root in floating point is a guess of the hundredths only:
-- the result is the largest q whose (2q - 1) * step, squared, is not above the fourfold radicand, by whole numbers.
radicand AS (
  SELECT rubric, period, rater, 4 * (n * squares - units * units) AS fourfold, 100 * n AS step FROM total
),
guess AS (
  SELECT
    rubric, period, rater, fourfold, step,
    CAST(FLOOR(SQRT(CAST(fourfold AS DOUBLE)) / CAST(2 * step AS DOUBLE) + 0.5) AS DECIMAL(38, 0)) AS q
  FROM radicand
),
deviation AS (
  SELECT
    rubric, period, rater,
    q + CASE
      WHEN (2 * q + 1) * step * ((2 * q + 1) * step) <= fourfold THEN 1
      WHEN q > 0 AND (2 * q - 1) * step * ((2 * q - 1) * step) > fourfold THEN -1
      ELSE 0
    END AS q
  FROM guess
),
-- A rater without answers in a record has no row of it, but the record counts.
record_count AS (
  SELECT rubric, period, COUNT(DISTINCT record) AS records FROM subject GROUP BY rubric, period
),
rater AS (
  SELECT rubric, period, rater, SUM(findings) AS findings FROM subject GROUP BY rubric, period, rater
)
SELECT
  rater.rubric, rater.period, rater.rater,
  record_count.records,
  COALESCE(total.finals, 0) AS finals,
  quotient.mean, quotient.median,
  CAST(CAST(deviation.q AS DECIMAL(18, 0)) * 0.01 AS DECIMAL(18, 2)) AS deviation,
  total.highest, total.lowest,
  quotient.rate,
  CAST(rater.findings AS BIGINT) AS findings
FROM rater
JOIN record_count ON record_count.rubric = rater.rubric AND record_count.period = rater.period
LEFT JOIN total ON total.rubric = rater.rubric AND total.period = rater.period AND total.rater = rater.rater
LEFT JOIN quotient ON quotient.rubric = rater.rubric AND quotient.period = rater.period AND quotient.rater = rater.rater
LEFT JOIN deviation ON deviation.rubric = rater.rubric AND deviation.period = rater.period AND deviation.rater = rater.rater
ORDER BY rater.rubric, rater.period, rater.rater
