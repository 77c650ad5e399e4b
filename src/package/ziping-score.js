#!/usr/bin/env node
// What records come to, on a command line: `ziping-score RUBRIC < RECORD`, or `ziping-score RUBRIC RECORD…`.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { open } from "ziping/score";

const USAGE = `ziping-score [--today YYYY-MM-DD] RUBRIC [RECORD…]

Prints what records come to on a rubric, as JSON: one line for each record. Without a record
it reads one from standard input. Exit codes: 0 if every record could be read, 1 if one could
not or the rubric has problems, 2 if the command is wrong.`;

// Prints problems with the name of the file.
const complain = (file, { problems, message }) => {
  for (const { line, column, message: text } of problems ?? [{ message }]) {
    console.error(line ? `${file}:${line}:${column}: ${text}` : `${file}: ${text}`);
  }
  process.exitCode = 1;
};

const main = () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { today: { type: "string" }, help: { type: "boolean", short: "h" } },
  });
  const [rubric, ...records] = positionals;
  if (values.help) return console.log(USAGE);
  if (!rubric) throw new Error("name a rubric");
  let scorer;
  try {
    scorer = open(readFileSync(rubric, "utf8"));
  } catch (error) {
    return complain(rubric, error);
  }
  for (const record of records.length ? records : [0]) {
    try {
      console.log(JSON.stringify(scorer.score(readFileSync(record, "utf8"), { today: values.today })));
    } catch (error) {
      complain(record || "standard input", error);
    }
  }
};

try {
  main();
} catch (error) {
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}
