-- The rank of each final total from 1, the highest first. Equal totals share a rank, and the next is counted from all before it: 1, 2, 2, 4.
-- Reads: subject.
SELECT
  rubric, period, rater,
  RANK() OVER (PARTITION BY rubric, period, rater ORDER BY score DESC) AS place,
  subject, record, score, maximum, grade
FROM subject
WHERE standing = 'final'
ORDER BY rubric, period, rater, place, subject, record
