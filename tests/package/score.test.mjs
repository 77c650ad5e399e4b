// The engine without a page, as a portal's server has it: run by `cargo xtask test` with the package that was built.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = new URL(".", import.meta.url);
const dist = pathToFileURL(`${process.env.ZIPING_DIST}/`);
const { check, open, score } = await import(new URL("package/score.js", dist));

const read = (path, base = here) => readFileSync(new URL(path, base), "utf8");
const rubric = (name) => read(`package/rubrics/${name}.json`, dist);
const record = (id, version, answers, more = {}) => ({
  format: 1, kind: "ziping-record", id: "x", revision: 1, rubric: { id, version }, answers: { self: answers }, ...more,
});
const points = (all) => Object.fromEntries(all.map((points, i) => [`pe-${String(i + 1).padStart(2, "0")}`, { answer: { kind: "points", points } }]));
const SCHOOL = [4, 2, 2, 6, 4, 2, 8, 3, 10, 5, 5, 1, 2, 5, 3, 3, 2, 15, 3, 2, 3];
const version = JSON.parse(rubric("school-pe")).version;

test("a school's own scores come to 90", () => {
  const { scores, notices } = score(rubric("school-pe"), record("school-pe", version, points(SCHOOL)));
  assert.deepEqual(Object.keys(scores), ["self"]);
  const { standing, total, maximum, grade, answered, criteria } = scores.self;
  assert.deepEqual({ standing, total, maximum, grade, answered, criteria }, { standing: "final", total: "90", maximum: "100", grade: "excellent", answered: 21, criteria: 21 });
  assert.deepEqual(notices, []);
});

test("nothing that a record says of itself is believed", () => {
  const claim = { scores: { self: { standing: "final", total: 100, maximum: 100, grade: "excellent" } } };
  const lost = [...SCHOOL.slice(0, -1), 2.5];
  const { scores, notices } = score(rubric("school-pe"), record("school-pe", version, points(lost), claim));
  assert.equal(scores.self.total, "89.5");
  assert.equal(scores.self.grade, "good");
  assert.deepEqual(notices, [{
    code: "differs", raters: [], criteria: [], dates: [],
    figures: [{ place: "total", record: "100", computed: "89.5" }, { place: "grade", record: "excellent", computed: "good" }],
  }]);
});

test("more than a criterion takes does not count", () => {
  const { scores, notices } = score(rubric("school-pe"), record("school-pe", version, points([5])));
  assert.equal(scores.self.answered, 0);
  assert.deepEqual(notices, [{ code: "unfit", raters: [], criteria: ["pe-01"], dates: [], figures: [] }]);
});

test("what overrides the grade, what is on top and what each section adds is said, and compared", () => {
  const sections = [
    { id: "s", title: "S", criteria: [{ id: "a", text: "A", scale: { kind: "points", max: 10 } }, { id: "v", text: "V", scale: { kind: "yes-no" } }] },
    { id: "b", title: "B", counts: "bonus", criteria: [{ id: "x", text: "X", scale: { kind: "points", max: 5 } }] },
  ];
  const own = {
    format: 1, id: "r", version: "1", status: "draft", title: "R", sections,
    rules: { claimedTotal: true, gates: [{ kind: "veto", criterion: "v", when: "yes", grade: "fail" }] },
    grades: { bands: [{ id: "pass", label: "P", atLeast: 6 }, { id: "fail", label: "F", atLeast: 0 }] },
  };
  const amount = (points) => ({ answer: { kind: "points", points } });
  const yes = { answer: { kind: "yes-no", value: "yes" } };
  const claim = { claimedTotal: 9, scores: { self: { standing: "final", total: 10, maximum: 10, grade: "pass", vetoes: [], sections: { s: { score: 7, maximum: 10 } } } } };
  const { scores, notices } = score(own, record("r", "1", { a: amount(7), v: yes, x: amount(3) }, claim));
  assert.deepEqual(scores.self, {
    standing: "final", total: "10", maximum: "10", grade: "fail", vetoes: ["v"], pending: [], extra: "3", answered: 1, criteria: 1, findings: 1,
    sections: { s: { score: "7", maximum: "10" }, b: { score: "0", maximum: "0" } },
  });
  assert.deepEqual(notices[0].figures, [
    { place: "extra", record: "—", computed: "3" },
    { place: "grade", record: "pass", computed: "fail" },
    { place: "vetoes", record: "—", computed: "v" },
    { place: "b", record: "—", computed: "0/0" },
  ]);
  const open = score(own, record("r", "1", { a: amount(7) }));
  assert.deepEqual([open.scores.self.grade, open.scores.self.pending, open.scores.self.vetoes], ["pass", ["v"], []]);
});

test("a date that is none is noticed and not taken as one", () => {
  const entry = { answer: { kind: "points", points: 3 }, problems: [{ text: "场地小", measure: { text: "扩建", owner: "总务处", due: "0026-03-01" } }] };
  const { notices } = score(rubric("school-pe"), record("school-pe", version, { "pe-01": entry }, { date: "99999-99-99" }), { today: "2026-11-24" });
  assert.deepEqual(notices, [{ code: "odd-dates", raters: [], criteria: [], figures: [], dates: [{ place: "date", text: "99999-99-99" }, { place: "pe-01", text: "0026-03-01" }] }]);
});

const totals = new URL("../../crates/assessment/tests/totals/", here);
for (const file of readdirSync(totals)) {
  test(`${file} has the figures computed by hand`, () => {
    const { rubric: name, answers, profile, expected } = JSON.parse(read(file, totals));
    const text = rubric(name);
    const entries = Object.fromEntries(Object.entries(answers).map(([id, given]) => [id, given.kind ? { answer: given } : given]));
    const { scores, notices } = score(text, record(name, JSON.parse(text).version, entries, { profile }));
    assert.deepEqual(notices, []);
    const [own] = Object.values(scores);
    const amount = (value) => (typeof value === "number" ? String(value) : undefined);
    assert.deepEqual([own.total, own.maximum, own.grade], [amount(expected.score), amount(expected.max), expected.grade ?? undefined]);
  });
}

test("what is wrong is said, and thrown where there is no score", () => {
  assert.deepEqual(check(rubric("school-pe")), []);
  assert.deepEqual(check(JSON.parse(rubric("school-pe"))), []);
  const broken = { ...JSON.parse(rubric("school-pe")), version: 7 };
  const [problem, ...others] = check(broken);
  assert.deepEqual([problem.code, problem.path, others.length], ["wrong-type", "version", 0]);
  assert.match(problem.message, /^Expected a text in quotes, found 7/);
  for (const [given, sent] of [[broken, record("school-pe", version, {})], [rubric("school-pe"), "{"], [rubric("school-pe"), undefined]]) {
    assert.throws(() => score(given, sent), (error) => error instanceof Error && error.problems.length > 0 && error.message === error.problems[0].message);
  }
});

test("answers of somebody else do not count and are named", () => {
  const own = record("school-pe", version, {});
  const sent = { ...own, answers: { self: {}, friend: points(SCHOOL) }, sections: { nowhere: "全部达标" } };
  const { scores, notices } = score(rubric("school-pe"), sent);
  assert.deepEqual([Object.keys(scores), scores.self.answered], [["self"], 0]);
  assert.deepEqual(notices, [
    { code: "other-raters", raters: ["friend"], criteria: [], dates: [], figures: [] },
    { code: "unplaced", raters: [], criteria: ["nowhere"], dates: [], figures: [] },
  ]);
});

test("another rubric and another version are named", () => {
  const { notices } = score(rubric("school-pe"), record("class-stars", "1", {}));
  assert.deepEqual(notices[0], { code: "other-rubric", theirs: "class-stars", raters: [], criteria: [], dates: [], figures: [] });
  const other = score(rubric("school-pe"), record("school-pe", "0", {}));
  assert.deepEqual(other.notices[0], { code: "other-version", theirs: "0", raters: [], criteria: [], dates: [], figures: [] });
});

test("the day decides what is overdue", () => {
  const entry = { answer: { kind: "points", points: 3 }, problems: [{ text: "场地小", measure: { text: "扩建", owner: "总务处", due: "2026-11-23" } }] };
  const sent = record("school-pe", version, { "pe-01": entry });
  const findings = (today) => score(rubric("school-pe"), sent, today && { today }).scores.self.findings;
  assert.equal(findings("2026-11-24") - findings("2026-11-23"), 1);
  assert.equal(findings(undefined), findings("2026-11-23"));
});

test("a form in which nothing was entered is an answer", () => {
  for (const nothing of ["", null]) {
    const { scores, notices } = score(rubric("school-pe"), nothing);
    assert.deepEqual([scores.self.standing, scores.self.answered, scores.self.total, notices], ["empty", 0, undefined, []]);
  }
});

test("a rubric is opened once for many records", () => {
  const text = rubric("school-pe");
  const scorer = open(text);
  for (const given of [SCHOOL, SCHOOL.slice(0, 5), []]) {
    const sent = record("school-pe", version, points(given));
    assert.deepEqual(scorer.score(sent), score(text, sent));
  }
  assert.throws(() => scorer.score("{"), ({ problems }) => problems[0].code === "cut-short");
  assert.equal(scorer.score(record("school-pe", version, points(SCHOOL))).scores.self.total, "90");
  scorer.close();
  scorer.close();
  assert.throws(() => scorer.score(""), /closed/);
  assert.throws(() => open("{"), ({ problems }) => problems[0].code === "cut-short");
});

test("many records take no more memory than some", async () => {
  const { instance } = await WebAssembly.instantiate(readFileSync(new URL("package/score.wasm", dist)));
  const engine = instance.exports;
  const put = (text) => {
    const bytes = new TextEncoder().encode(text);
    const start = engine.ziping_input(bytes.length) >>> 0;
    new Uint8Array(engine.memory.buffer, start, bytes.length).set(bytes);
    return bytes.length;
  };
  const number = engine.ziping_open(put(rubric("school-pe")));
  const sent = JSON.stringify(record("school-pe", version, points(SCHOOL)));
  const scored = (count) => {
    for (let i = 0; i < count; i++) assert.equal(engine.ziping_score(number, put(sent), 0), 1);
    return engine.memory.buffer.byteLength;
  };
  const some = scored(100);
  assert.equal(scored(2000), some);
  // Rubrics that are closed leave nothing.
  const opened = (count) => {
    for (let i = 0; i < count; i++) engine.ziping_close(engine.ziping_open(put(rubric("school-pe"))));
    return engine.memory.buffer.byteLength;
  };
  const few = opened(5);
  assert.equal(opened(50), few);
});

test("CommonJS has the same", () => {
  const common = createRequire(import.meta.url)(fileURLToPath(new URL("package/score.cjs", dist)));
  const sent = record("school-pe", version, points(SCHOOL));
  assert.deepEqual(Object.keys(common), ["check", "open", "score"]);
  assert.deepEqual(common.score(rubric("school-pe"), sent), score(rubric("school-pe"), sent));
  assert.deepEqual(common.check("{"), check("{"));
});

// A project that has the package installed.
const project = () => {
  const folder = mkdtempSync(join(tmpdir(), "ziping-"));
  cpSync(new URL("package", dist), join(folder, "node_modules/ziping"), { recursive: true });
  return folder;
};

test("on a command line", () => {
  const folder = project();
  const file = (name, content) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const sent = JSON.stringify(record("school-pe", version, points(SCHOOL)));
  const own = file("rubric.json", rubric("school-pe"));
  const run = (args, input = "") => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, "node_modules/ziping/ziping-score.js"), ...args], { input, encoding: "utf8" });
    return { status, stderr, verdicts: stdout.startsWith("{") ? stdout.trim().split("\n").map((line) => JSON.parse(line)) : stdout };
  };
  const whole = score(rubric("school-pe"), sent, { today: "2026-11-24" });
  assert.deepEqual(run(["--today", "2026-11-24", own], sent), { status: 0, stderr: "", verdicts: [whole] });
  const [good, cut] = [file("good.json", sent), file("cut.json", sent.slice(0, -1))];
  const several = run([own, cut, good]);
  assert.deepEqual([several.status, several.verdicts], [1, [whole]]);
  assert.ok(several.stderr.startsWith(`${cut}:1:`), several.stderr);
  assert.equal(run([cut]).status, 1);
  assert.equal(run([join(folder, "missing.json")]).status, 1);
  for (const wrong of [[], ["--wrong"]]) assert.equal(run(wrong).status, 2);
  assert.match(run(["--help"]).verdicts, /^ziping-score /);
});

test("the documented lines take an untouched form and refuse other figures", () => {
  const guide = read("package/docs/embedding/server.md", dist);
  const [, lines] = guide.match(/## JavaScript[^]*?```js\n([^]*?)```/);
  const verify = new Function("open", "readFileSync", `${lines.replace(/^import .*$/gm, "")}\nreturn verify;`)(open, () => rubric("school-pe"));
  const refused = (sent) => {
    try {
      verify(new URLSearchParams(sent));
      return false;
    } catch {
      return true;
    }
  };
  assert.equal(refused({ assessment: "", "assessment.total": "", "assessment.grade": "" }), false);
  const whole = JSON.stringify(record("school-pe", version, points(SCHOOL)));
  const entries = (total, grade) => ({ assessment: whole, "assessment.total": total, "assessment.grade": grade });
  assert.equal(refused(entries("90", "excellent")), false);
  assert.equal(refused(entries("100", "excellent")), true);
  assert.equal(refused(entries("90", "good")), true);
  assert.equal(refused({ "assessment.total": "", "assessment.grade": "" }), true);
  assert.equal(refused({ assessment: "{", "assessment.total": "", "assessment.grade": "" }), true);
  assert.equal(refused({ assessment: "", "assessment.total": "100", "assessment.grade": "" }), true);
});
