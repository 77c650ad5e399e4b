-- This year against last: the final total of each subject that has a record in both periods, then and now, and how much it has risen; and
-- the same of each section, where both totals are final and both have it. The rows of the total have no section.
-- Reads: subject, section, and parameter(name, value) with this and last, two periods.
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
chosen AS (
  SELECT
    parameter.name AS side,
    LOWER(TRANSLATE(parameter.value, letter.wide, letter.narrow)) AS period_key
  FROM parameter
  CROSS JOIN letter
  WHERE parameter.name IN ('this', 'last')
),
named AS (
  SELECT
    subject.rubric, subject.period, subject.record, subject.subject, subject.date,
    LOWER(TRANSLATE(subject.subject, letter.wide, letter.narrow)) AS subject_key,
    LOWER(TRANSLATE(subject.period, letter.wide, letter.narrow)) AS period_key
  FROM (SELECT DISTINCT rubric, period, record, subject, date FROM subject) AS subject
  CROSS JOIN letter
),
-- Of several earlier records of a subject the last dated one is taken.
side AS (
  SELECT
    chosen.side, named.rubric, named.period, named.record, named.subject, named.subject_key,
    ROW_NUMBER() OVER (
      PARTITION BY chosen.side, named.rubric, named.subject_key
      ORDER BY named.date DESC, named.period, named.record
    ) AS place
  FROM named
  JOIN chosen ON chosen.period_key = named.period_key
  WHERE named.subject_key <> ''
),
pair AS (
  SELECT
    now.rubric, now.subject, now.subject_key, now.record, now.period,
    old.record AS record_before, old.period AS period_before
  FROM (SELECT * FROM side WHERE side = 'this') AS now
  JOIN (SELECT * FROM side WHERE side = 'last' AND place = 1) AS old
    ON old.rubric = now.rubric AND old.subject_key = now.subject_key
),
final AS (
  SELECT rubric, period, record, rater, score FROM subject WHERE standing = 'final'
),
rater AS (
  SELECT DISTINCT rubric, rater FROM subject
),
total AS (
  SELECT
    pair.rubric, rater.rater, pair.subject, pair.subject_key, pair.record, pair.period, pair.record_before, pair.period_before,
    earlier.score AS score_before, now.score AS score
  FROM pair
  JOIN rater ON rater.rubric = pair.rubric
  LEFT JOIN final AS now
    ON now.rubric = pair.rubric AND now.period = pair.period AND now.record = pair.record AND now.rater = rater.rater
  LEFT JOIN final AS earlier
    ON earlier.rubric = pair.rubric AND earlier.period = pair.period_before AND earlier.record = pair.record_before
    AND earlier.rater = rater.rater
),
part AS (
  SELECT
    total.rubric, total.rater, total.subject, total.subject_key, total.record,
    now.section_place, now.section, earlier.score AS score_before, now.score
  FROM total
  JOIN section AS now
    ON now.rubric = total.rubric AND now.period = total.period AND now.record = total.record AND now.rater = total.rater
  JOIN section AS earlier
    ON earlier.rubric = total.rubric AND earlier.period = total.period_before AND earlier.record = total.record_before
    AND earlier.rater = total.rater AND earlier.section = now.section
  WHERE total.score IS NOT NULL AND total.score_before IS NOT NULL
),
line AS (
  SELECT rubric, rater, subject, subject_key, record, NULL AS section_place, NULL AS section, score_before, score FROM total
  UNION ALL
  SELECT rubric, rater, subject, subject_key, record, section_place, section, score_before, score FROM part
)
SELECT
  rubric, rater, subject, record, section_place, section, score_before, score,
  CAST(score - score_before AS DECIMAL(19, 4)) AS risen
FROM line
ORDER BY rubric, rater, subject_key, record, section_place NULLS FIRST
