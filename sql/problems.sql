-- Every problem of every record as one ledger: the subject, the criterion, the problem, and the measure against it.
-- Reads: subject, problem.
SELECT
  problem.rubric, problem.period, subject.subject, problem.record, problem.rater, problem.criterion,
  problem.text, problem.category, problem.severity,
  problem.measure, problem.owner, problem.due, problem.status, problem.done
FROM problem
JOIN subject
  ON subject.rubric = problem.rubric AND subject.period = problem.period
  AND subject.record = problem.record AND subject.rater = problem.rater
ORDER BY
  problem.rubric, problem.period, subject.subject, problem.record, problem.rater, problem.criterion,
  problem.text, problem.category, problem.severity, problem.measure, problem.owner, problem.due, problem.status, problem.done
