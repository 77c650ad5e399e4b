-- The mean of each subject over several periods, each with its weight, and its final total of each. A period without a final total is left out
-- of the mean with its weight.
-- Reads: subject, and weight(period, weight). How a quotient is rounded: see summary.sql.
--
-- Names are compared without spaces, full-width letters as half-width, and in lower case: what follows the letters of `wide` is removed,
-- the last of it U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F and U+3000.
WITH letter AS (
  SELECT
    '！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～'
      || CHR(9) || CHR(10) || CHR(11) || CHR(12) || CHR(13) || CHR(32) || CHR(133) || CHR(160)
      || '                　' AS wide,
    '!"#$%&''()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ['
      || CHR(92) || ']^_`abcdefghijklmnopqrstuvwxyz{|}~' AS narrow
),
weighing AS (
  SELECT
    weight.period,
    LOWER(TRANSLATE(weight.period, letter.wide, letter.narrow)) AS period_key,
    CAST(weight.weight AS DECIMAL(28, 4)) AS weight
  FROM weight
  CROSS JOIN letter
),
named AS (
  SELECT
    subject.rubric, subject.rater, subject.subject, subject.standing, subject.score,
    LOWER(TRANSLATE(subject.subject, letter.wide, letter.narrow)) AS subject_key,
    LOWER(TRANSLATE(subject.period, letter.wide, letter.narrow)) AS period_key
  FROM subject
  CROSS JOIN letter
),
known AS (
  SELECT named.rubric, named.subject_key, MIN(named.subject) AS subject
  FROM named
  JOIN weighing ON weighing.period_key = named.period_key
  WHERE named.subject_key <> ''
  GROUP BY named.rubric, named.subject_key
),
rater AS (
  SELECT DISTINCT rubric, rater FROM subject
),
total AS (
  SELECT rubric, rater, subject_key, period_key, MAX(score) AS score
  FROM named
  WHERE standing = 'final'
  GROUP BY rubric, rater, subject_key, period_key
),
cell AS (
  SELECT
    known.rubric, rater.rater, known.subject_key, known.subject, weighing.period, weighing.weight, total.score,
    CASE WHEN total.score IS NOT NULL THEN CAST(weighing.weight * 10000 AS DECIMAL(38, 0)) END AS share,
    CAST(CAST(total.score AS DECIMAL(28, 4)) * 10000 AS DECIMAL(38, 0)) AS units
  FROM known
  JOIN rater ON rater.rubric = known.rubric
  CROSS JOIN weighing
  LEFT JOIN total
    ON total.rubric = known.rubric AND total.rater = rater.rater
    AND total.subject_key = known.subject_key AND total.period_key = weighing.period_key
),
summed AS (
  SELECT
    rubric, rater, subject_key, subject, period, weight, score,
    SUM(units * share) OVER (PARTITION BY rubric, rater, subject_key) AS top,
    100 * SUM(share) OVER (PARTITION BY rubric, rater, subject_key) AS bottom
  FROM cell
),
doubled AS (
  SELECT
    rubric, rater, subject_key, subject, period, weight, score,
    2 * top + CASE WHEN top < 0 THEN -bottom ELSE bottom END AS x,
    CASE WHEN bottom > 0 THEN 2 * bottom END AS m
  FROM summed
)
SELECT
  rubric, rater, subject, period, weight, score,
  CAST(CAST((x - x % m) / m AS DECIMAL(18, 0)) * 0.01 AS DECIMAL(18, 2)) AS mean
FROM doubled
ORDER BY rubric, rater, subject_key, period
