// The class with its state machine, in a stand-in for a browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser } from "./kit.mjs";

const A = "https://portal.example/a.json";
const B = "https://portal.example/b.json";
const code = (promise) => promise.then(() => "opened", (error) => error.problems?.[0].code ?? error.name);

// An element with an open form.
const opened = async (attributes = {}) => {
  const page = browser();
  page.start();
  const form = page.create("a", { rubric: "a.json", name: "a", ...attributes });
  form.connect();
  await page.rest();
  page.requests[0].resolve("rubric a");
  await page.rest();
  assert.equal(page.take("ready").length, 1);
  return { page, form, own: page.forms.get(form) };
};

test("the program is requested once, when the first element is near, and draws those that wait", async () => {
  const page = browser();
  const forms = ["a", "b"].map((name) => page.create(name));
  for (const form of forms) form.connect();
  assert.deepEqual(page.take("program"), []);
  page.near();
  assert.deepEqual(page.take("program"), ["program 0"]);
  assert.ok(page.observers.every(({ on }) => !on));
  page.start();
  assert.deepEqual(page.take("mount"), ["a mount", "b mount"]);
  page.start();
  page.near();
  assert.deepEqual(page.take("mount"), []);
});

test("a program that is late and then fails may still arrive", async () => {
  const page = browser();
  const form = page.create("a", { loading: "eager" });
  form.connect();
  page.pass(3000);
  page.pass(9000);
  const box = form.inner.children[0].querySelector('[part="waiting"]');
  assert.ok(box);
  box.children.find((one) => one.onclick).onclick();
  assert.deepEqual(page.take("program"), ["program 0", "program 1"]);
  const waiting = form.load({ record: "r" });
  page.loads[1].reject(new Error("gone"));
  await assert.rejects(waiting, ({ problems }) => problems[0].code === "missing");
  assert.deepEqual(page.take("problem"), ['a problem ["missing"]']);
  page.start();
  assert.deepEqual(page.take("mount"), ["a mount"]);
});

test("an element that left before the program arrived is drawn when it returns", async () => {
  const page = browser();
  const form = page.create("a", { loading: "eager" });
  form.connect();
  form.disconnect();
  page.start();
  await page.rest();
  assert.deepEqual(page.take("mount"), []);
  form.connect();
  assert.deepEqual(page.take("mount"), ["a mount"]);
});

test("a move keeps the form, and a removal keeps its content", async () => {
  const { page, form, own } = await opened();
  own.record = "typed";
  form.disconnect();
  form.connect();
  await page.rest();
  assert.deepEqual(page.take("mount"), []);
  form.disconnect();
  await page.rest();
  assert.deepEqual(page.take("mount"), ["a unmount"]);
  assert.equal(form.value, "typed");
  form.connect();
  await page.rest();
  page.requests.at(-1).resolve("rubric a");
  await page.rest();
  assert.equal(form.value, "typed");
  assert.deepEqual(page.take("call record"), ["a call record typed"]);
});

test("a removal while a rubric is read cancels it, and its calls wait for the return", async () => {
  const page = browser();
  page.start();
  const form = page.create("a");
  form.connect();
  const call = code(form.load({ rubric: "a.json", record: "r" }));
  await page.rest();
  form.disconnect();
  await page.rest();
  assert.deepEqual(page.take("fetch"), [`fetch ${A}`, `fetch cancelled ${A}`]);
  form.connect();
  await page.rest();
  page.requests.at(-1).resolve("rubric a");
  assert.equal(await call, "opened");
  assert.equal(form.value, "r");
});

test("a rubric that is set twice in a row is read once more, and the first is cancelled", async () => {
  const { page, form } = await opened();
  form.rubric = "b.json";
  form.rubric = "a.json";
  await page.rest();
  // Also what was left of the read that has ended.
  assert.deepEqual(page.take("fetch"), [`fetch cancelled ${A}`, `fetch ${B}`, `fetch cancelled ${B}`, `fetch ${A}`]);
  page.requests.at(-1).resolve("rubric a");
  await page.rest();
  // The same text keeps the form.
  assert.deepEqual(page.take("call rubric"), []);
});

test("a rubric is requested together with the program, once, and again only if that failed", async () => {
  for (const [end, requests] of [[(early) => early.resolve("rubric a"), 1], [(early) => early.reject(new TypeError("offline")), 2]]) {
    const page = browser();
    const form = page.create("a", { rubric: "a.json", loading: "eager" });
    form.connect();
    assert.equal(page.loads.length, 1);
    assert.deepEqual(page.take("fetch"), [`fetch ${A}`]);
    end(page.requests[0]);
    page.start();
    await page.rest();
    assert.equal(page.requests.length, requests);
    page.requests.at(-1).resolve("rubric a");
    await page.rest();
    assert.equal(page.take("ready").length, 1);
  }
});

test("an element that is removed before the program is there abandons its rubric", async () => {
  const page = browser();
  const form = page.create("a", { rubric: "a.json", loading: "eager" });
  form.connect();
  form.disconnect();
  await page.rest();
  assert.deepEqual(page.take("fetch"), [`fetch ${A}`, `fetch cancelled ${A}`]);
});

test("of several loads the last counts, before the program as after it", async () => {
  const page = browser();
  const form = page.create("a", { loading: "eager" });
  const calls = ["a.json", "b.json"].map((rubric) => code(form.load({ rubric })));
  form.connect();
  page.start();
  calls.push(code(form.load({ rubric: "a.json" })));
  await page.rest();
  page.requests.at(-1).resolve("rubric a");
  assert.deepEqual(await Promise.all(calls), ["AbortError", "AbortError", "opened"]);
});

test("a rubric or a record that cannot be opened leaves the form", async () => {
  const { page, form, own } = await opened();
  own.record = "typed";
  assert.equal(await code(form.load({ rubric: '{"bad": 1}' })), "bad");
  assert.equal(form.rubric, "a.json");
  assert.equal(await code(form.load({ record: "bad" })), "bad");
  const missing = code(form.load({ rubric: "none.json" }));
  await page.rest();
  page.requests.at(-1).resolve("", 404);
  assert.equal(await missing, "rubric");
  assert.equal(form.value, "typed");
});

test("a record that the browser restored before the program precedes the page's, and a reset undoes it", async () => {
  const page = browser();
  const form = page.create("a", { rubric: "a.json", name: "a", loading: "eager" });
  form.scripts = [{ kind: "record", text: "own" }];
  form.connect();
  form.formStateRestoreCallback("restored");
  assert.equal(form.value, "restored");
  page.start();
  await page.rest();
  page.requests[0].resolve("rubric a");
  await page.rest();
  assert.deepEqual(page.take("call record"), ["a call record restored"]);
  form.formResetCallback();
  assert.deepEqual(page.take("call record"), ["a call record own"]);
});

test("a disabled form is fixed; several changes reach the program once", async () => {
  const { page, form } = await opened();
  await page.rest();
  page.take();
  form.formDisabledCallback(true);
  form.required = true;
  form.rater = "head";
  await page.rest();
  const [settings, ...more] = page.take("call set").map((one) => JSON.parse(one.slice("a call set ".length)));
  assert.deepEqual(more, []);
  const { fixed, required, rater } = settings;
  assert.deepEqual({ fixed, required, rater }, { fixed: true, required: true, rater: "head" });
  form.formDisabledCallback(false);
  await page.rest();
  assert.equal(JSON.parse(page.take("call set")[0].slice("a call set ".length)).fixed, false);
});

test("a style sheet that was refused is tried again when the form is needed", async () => {
  const page = browser();
  page.takesStyle = false;
  page.start();
  const form = page.create("a");
  form.connect();
  assert.deepEqual(page.take("problem"), ['a problem ["style"]']);
  form.focus();
  assert.deepEqual(page.take("problem"), ['a problem ["style"]']);
  page.takesStyle = true;
  form.focus();
  assert.deepEqual(page.take("mount"), ["a mount"]);
});

test("a draft that has everything leaves nothing for the browser to restore", async () => {
  const { page, own } = await opened();
  own.notify("value", { record: "typed", total: "", grade: "" });
  assert.deepEqual(page.take("form value"), ['form value [["a","typed"]] typed']);
  own.notify("save", {});
  assert.deepEqual(page.take("form value"), ['form value [["a","typed"]] -']);
  own.notify("input", {});
  own.notify("value", { record: "more", total: "", grade: "" });
  assert.deepEqual(page.take("form value"), ['form value [["a","more"]] more']);
});

test("drafts are removed once a form is open, and are unknown where none is", async () => {
  const page = browser();
  const form = page.create("a", { rubric: "a.json", "draft-key": "anna" });
  assert.equal(await code(form.removeDrafts()), "InvalidStateError");
  form.connect();
  const removed = code(form.removeDrafts());
  page.start();
  await page.rest();
  page.requests[0].resolve("rubric a");
  assert.equal(await removed, "opened");
  assert.deepEqual(page.take("forget"), ["a call forget anna"]);
});

test("the one-file page draws at once, without a host", () => {
  const page = browser({ host: false });
  const form = page.create("a");
  form.connect();
  page.start();
  assert.deepEqual(page.take("mount"), ["a mount"]);
  page.takesStyle = false;
  const other = page.create("b");
  assert.throws(() => other.connect(), /lets no style in/);
});

test("an element that no rubric was set for says so, and opens one that is set later", async () => {
  const page = browser();
  page.start();
  const form = page.create("a", { loading: "eager", required: "" });
  form.connect();
  await page.rest();
  page.pass(2999);
  assert.deepEqual(page.take("problem"), []);
  page.pass(3000);
  assert.ok(page.notes.includes("warning"));
  assert.deepEqual(page.take("problem"), ['a problem ["unset"]']);
  form.setAttribute("rubric", "a.json");
  await page.rest();
  page.requests[0].resolve("rubric a");
  await page.rest();
  assert.equal(page.take("ready").length, 1);
  // A rubric that comes in time, and an element that has left: nothing is said.
  for (const leave of [false, true]) {
    const other = page.create("b", { loading: "eager" });
    other.connect();
    await page.rest();
    if (leave) other.disconnect();
    else other.rubric = { id: "b" };
    await page.rest();
    page.pass(9000);
    assert.deepEqual(page.take("problem"), []);
  }
});
