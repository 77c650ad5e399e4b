-- A list of names against the subjects of each rubric and period: `missing` names have no record, `unexpected` records have a name that the
-- list lacks (none if the list is empty), and `repeated` names are in the list more than once (one row for each time after the first).
-- Reads: subject, and expected(subject).
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
listed AS (
  SELECT
    TRIM(expected.subject) AS subject,
    LOWER(TRANSLATE(expected.subject, letter.wide, letter.narrow)) AS subject_key
  FROM expected
  CROSS JOIN letter
),
wanted AS (
  SELECT
    subject, subject_key,
    ROW_NUMBER() OVER (PARTITION BY subject_key ORDER BY subject) AS time
  FROM listed
  WHERE subject_key <> ''
),
present AS (
  SELECT DISTINCT
    subject.rubric, subject.period, subject.subject, subject.record,
    LOWER(TRANSLATE(subject.subject, letter.wide, letter.narrow)) AS subject_key
  FROM subject
  CROSS JOIN letter
),
partition_of AS (
  SELECT DISTINCT rubric, period FROM subject
),
line AS (
  SELECT partition_of.rubric, partition_of.period, 'missing' AS finding, wanted.subject, NULL AS record
  FROM partition_of
  CROSS JOIN wanted
  LEFT JOIN present
    ON present.rubric = partition_of.rubric AND present.period = partition_of.period AND present.subject_key = wanted.subject_key
  WHERE wanted.time = 1 AND present.record IS NULL
  UNION ALL
  SELECT present.rubric, present.period, 'unexpected' AS finding, present.subject, present.record
  FROM present
  LEFT JOIN wanted ON wanted.subject_key = present.subject_key
  WHERE wanted.subject_key IS NULL AND EXISTS (SELECT 1 FROM wanted)
  UNION ALL
  SELECT partition_of.rubric, partition_of.period, 'repeated' AS finding, wanted.subject, NULL AS record
  FROM partition_of
  CROSS JOIN wanted
  WHERE wanted.time > 1
)
SELECT rubric, period, finding, subject, record
FROM line
ORDER BY rubric, period, finding, subject, record NULLS LAST
