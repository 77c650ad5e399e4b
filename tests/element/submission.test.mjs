// What an element submits, and its validity.
import assert from "node:assert/strict";
import { test } from "node:test";
import { names } from "./kit.mjs";

const { zipingEntries, zipingReplace, zipingFigures, ZipingSubmission } = names(["src/package/submission.js"], [
  "zipingEntries", "zipingReplace", "zipingFigures", "ZipingSubmission",
]);
const plain = (value) => JSON.parse(JSON.stringify(value));

test("the record is submitted, and the further entries that are wanted", () => {
  const value = { record: "r", total: "4", grade: "good" };
  assert.deepEqual(plain(zipingEntries("a", "", value)), [["a", "r"]]);
  assert.deepEqual(plain(zipingEntries("a", "grade total record toString", value)), [["a", "r"], ["a.grade", "good"], ["a.total", "4"]]);
});

test("entries of the same name stay beside each other", () => {
  const all = [["a", "mine"], ["a", "old"], ["b", "x"], ["a.total", "1"]];
  const replaced = zipingReplace(all, [["a", "old"], ["a.total", "1"]], [["a", "new"], ["a.total", "2"]]);
  assert.deepEqual(plain(replaced), [["a", "mine"], ["a", "new"], ["b", "x"], ["a.total", "2"]]);
  // An entry that is not there is not added.
  assert.deepEqual(plain(zipingReplace([["b", "x"]], [["a", "old"]], [["a", "new"]])), [["b", "x"]]);
});

test("validity is what the program reported, and before that what the page requires", () => {
  const of = (required, invalid, custom) => plain(Object.assign(new ZipingSubmission(), { invalid, custom }).validity(required, "unfilled"));
  assert.deepEqual(of(false, null, ""), { flags: { customError: false }, message: "" });
  assert.deepEqual(of(true, null, ""), { flags: { valueMissing: true, customError: false }, message: "unfilled" });
  assert.deepEqual(of(true, { kind: "", message: "" }, ""), { flags: { customError: false }, message: "" });
  assert.deepEqual(of(false, { kind: "badInput", message: "one" }, ""), { flags: { badInput: true, customError: false }, message: "one" });
  assert.deepEqual(of(false, { kind: "badInput", message: "one" }, "own"), { flags: { badInput: true, customError: true }, message: "own" });
  assert.deepEqual(of(false, null, "own"), { flags: { customError: true }, message: "own" });
});

test("the browser stores the record unless a draft has it", () => {
  const submission = new ZipingSubmission();
  assert.equal(submission.stored, null);
  submission.value = { record: "r", total: "1", grade: "" };
  assert.equal(submission.stored, "r");
  submission.kept = true;
  assert.equal(submission.stored, null);
  assert.deepEqual(plain(submission.entries("a", "total")), [["a", "r"], ["a.total", "1"]]);
});

test("a waiting record is submitted with its own figures", () => {
  const record = JSON.stringify({ scores: { head: { total: 3 }, self: { total: 4, grade: "good" } } });
  assert.deepEqual(plain(zipingFigures(record, "self")), { record, total: "4", grade: "good" });
  assert.deepEqual(plain(zipingFigures(record, "")), { record, total: "3", grade: "" });
  for (const record of ["", "{", "{}", '{"scores":{}}']) assert.deepEqual(plain(zipingFigures(record, "")), { record, total: "", grade: "" });
});
