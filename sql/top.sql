-- The top k percent of the final totals: rounded up to whole records, with all that share the last of these ranks.
-- Reads: subject, and parameter(name, value) with k, such as 30 or 12.5.
WITH share AS (
  SELECT CAST(value AS DECIMAL(18, 4)) AS k FROM parameter WHERE name = 'k'
),
ranked AS (
  SELECT
    rubric, period, rater, subject, record, score, maximum, grade,
    RANK() OVER (PARTITION BY rubric, period, rater ORDER BY score DESC) AS place,
    COUNT(*) OVER (PARTITION BY rubric, period, rater) AS finals
  FROM subject
  WHERE standing = 'final'
)
-- A place is within the share rounded up if the place before it is below the share: without a division.
SELECT
  ranked.rubric, ranked.period, ranked.rater, ranked.place, ranked.subject, ranked.record, ranked.score, ranked.maximum, ranked.grade
FROM ranked
CROSS JOIN share
WHERE 100 * (ranked.place - 1) < ranked.finals * share.k
ORDER BY ranked.rubric, ranked.period, ranked.rater, ranked.place, ranked.subject, ranked.record
