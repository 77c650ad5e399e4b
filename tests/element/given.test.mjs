// What an element was given, and who waits for it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { names } from "./kit.mjs";

const { ZipingGiven, ZipingCalls } = names(["src/element/given.js"], ["ZipingGiven", "ZipingCalls"]);
const own = () => "own";
const none = () => null;

test("the record in the page counts until a record was taken", () => {
  const given = new ZipingGiven();
  assert.equal(given.pending(own), "own");
  assert.equal(given.take(own), "own");
  assert.equal(given.pending(own), null);
  assert.equal(given.take(own), null);
});

test("a record that was set precedes the one in the page, and a restored one precedes both", () => {
  const given = new ZipingGiven();
  given.set("set");
  assert.equal(given.pending(own), "set");
  given.restore("restored");
  assert.equal(given.pending(own), "restored");
  assert.equal(given.take(own), "restored");
  assert.equal(given.pending(own), null);
});

test("a record that is set later replaces the restored one", () => {
  const given = new ZipingGiven();
  given.restore("restored");
  given.set("");
  assert.equal(given.take(own), "");
});

test("a reset restores what the page came with", () => {
  const inPage = new ZipingGiven();
  assert.equal(inPage.initial(own), "own");
  inPage.restore("restored");
  inPage.take(own);
  inPage.set("later");
  inPage.take(own);
  assert.equal(inPage.initial(none), "own");
  assert.equal(inPage.text, "own");

  const set = new ZipingGiven();
  set.set("set");
  assert.equal(set.initial(own), "set");
  set.take(own);
  assert.equal(set.initial(own), "set");

  const blank = new ZipingGiven();
  assert.equal(blank.initial(none), "");
  blank.take(none);
  blank.set("later");
  assert.equal(blank.initial(none), "");
  assert.equal(blank.text, null);
});

test("the parts of a saved page are no text", () => {
  const parts = [["a", "1"], ["b", "2"]];
  const given = new ZipingGiven();
  assert.equal(given.text, null);
  assert.equal(given.take(() => parts), parts);
  assert.equal(given.initial(none), parts);
  assert.equal(given.text, null);
});

test("a rubric that cannot be opened does not count", () => {
  const given = new ZipingGiven();
  given.rubric = "a";
  given.accept();
  given.rubric = "b";
  given.refuse();
  assert.equal(given.rubric, "a");
  given.rubric = "c";
  given.accept();
  given.refuse();
  assert.equal(given.rubric, "c");
});

test("all pending calls settle together, once", async () => {
  const calls = new ZipingCalls();
  const first = [calls.add(), calls.add()];
  calls.settle(null);
  assert.deepEqual(await Promise.all(first), [undefined, undefined]);
  const refused = calls.add();
  const problems = [{ code: "a", message: "the first" }, { code: "b", message: "the second" }];
  calls.settle(problems);
  calls.settle(null);
  await assert.rejects(refused, (error) => error.message === "the first" && error.problems === problems);
});

test("of several calls the last one counts", async () => {
  const calls = new ZipingCalls();
  const first = calls.add();
  calls.supersede();
  const last = calls.add();
  calls.settle(null);
  await assert.rejects(first, { name: "AbortError" });
  await last;
});
