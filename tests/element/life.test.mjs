// The state machine of an element's life, by itself.
import assert from "node:assert/strict";
import { test } from "node:test";
import { names } from "./kit.mjs";

const { zipingLife, zipingNext, zipingRequest, zipingOpen, zipingDrawn, zipingOnce } = names(["src/element/life.js"], [
  "zipingLife", "zipingNext", "zipingRequest", "zipingOpen", "zipingDrawn", "zipingOnce",
]);

// All transitions: state, event, next state, tasks. Written again here, so that a change in one place alone is noticed.
const TRANSITIONS = `
  idle       far       far        watch
  idle       asked     asked
  idle       awaited   waiting    fetch
  idle       drawable  drawing    draw
  far        far       far        watch
  far        asked     asked      unwatch
  far        awaited   waiting    unwatch fetch
  far        drawable  drawing    unwatch draw
  far        removed   idle       unwatch
  asked      far       asked      request
  asked      awaited   waiting    fetch
  asked      drawable  drawing    draw
  asked      failed    asked      fail
  waiting    far       waiting    request
  waiting    awaited   waiting    fetch
  waiting    drawable  drawing    draw
  waiting    missed    asked
  waiting    late      waiting    late
  waiting    failed    waiting    fail
  waiting    removed   asked      unlist
  drawing    drawable  drawing    draw
  drawing    styled    blank      mount
  drawing    unstyled  unstyled   refuse
  drawing    removed   asked
  unstyled   drawable  drawing    draw
  unstyled   failed    unstyled   fail
  unstyled   removed   asked
  blank      set       opening    cancel read
  blank      opened    open
  blank      failed    blank      fail
  blank      removed   asked      cancel unmount
  opening    set       opening    cancel read
  opening    read      blank      open
  opening    opened    reopening
  opening    failed    opening    fail
  opening    removed   asked      cancel unmount
  open       set       reopening  cancel read
  open       failed    open       fail
  open       removed   asked      cancel keep unmount
  reopening  set       reopening  cancel read
  reopening  read      open       open
  reopening  failed    reopening  fail
  reopening  removed   asked      cancel keep unmount
`.trim().split("\n").map((line) => {
  const [state, event, next, ...tasks] = line.trim().split(/\s+/);
  return { state, event, next, tasks };
});

const EVENTS = ["far", "asked", "awaited", "drawable", "missed", "late", "failed", "styled", "unstyled", "set", "read", "opened", "removed"];
const STATES = ["idle", "far", "asked", "waiting", "drawing", "unstyled", "blank", "opening", "open", "reopening"];

// Plain objects: those of the scripts are of another realm.
const next = (state, event) => {
  const { state: after, tasks } = zipingNext(state, event);
  return { next: after, tasks: [...tasks] };
};

// The last state and all tasks of these events in a row.
const live = (events, state = "idle") => {
  const tasks = [];
  for (const event of events.split(" ")) {
    const step = next(state, event);
    state = step.next;
    tasks.push(...step.tasks);
  }
  return `${state}: ${tasks.join(" ")}`;
};

test("each event leads from each state to the next, and others are ignored", () => {
  assert.deepEqual(Object.keys(zipingLife), STATES);
  const listed = new Map(TRANSITIONS.map(({ state, event, next, tasks }) => [`${state} ${event}`, { next, tasks }]));
  for (const state of STATES) {
    for (const event of EVENTS) {
      assert.deepEqual(next(state, event), listed.get(`${state} ${event}`) ?? { next: state, tasks: [] }, `${event} in ${state}`);
    }
  }
  const known = STATES.flatMap((state) => Object.keys(zipingLife[state]));
  assert.deepEqual([...new Set(known)].filter((event) => !EVENTS.includes(event)), []);
});

test("every state can be reached, and every state but the first can be left", () => {
  const reached = new Set(["idle"]);
  for (const state of reached) for (const event of EVENTS) reached.add(next(state, event).next);
  assert.deepEqual([...reached].sort(), [...STATES].sort());
  for (const state of STATES) assert.ok(EVENTS.some((event) => next(state, event).next !== state), state);
});

test("what was begun is ended: observers, lists, reads and drawings", () => {
  // From every state, removal leads to a state that holds nothing.
  for (const state of STATES) {
    const { next: after, tasks } = next(state, "removed");
    assert.ok(["idle", "asked"].includes(after), state);
    assert.equal(tasks.includes("unwatch"), state === "far", state);
    assert.equal(tasks.includes("unlist"), state === "waiting", state);
    assert.equal(tasks.includes("unmount"), zipingDrawn(state), state);
    assert.equal(tasks.includes("cancel"), zipingDrawn(state), state);
    assert.equal(tasks.includes("keep"), zipingOpen(state), state);
    // The content is asked for while the form is still drawn.
    if (zipingOpen(state)) assert.deepEqual(tasks, ["cancel", "keep", "unmount"]);
  }
  // The observer is stopped by whatever makes the form needed.
  for (const event of ["asked", "awaited", "drawable"]) assert.equal(next("far", event).tasks[0], "unwatch");
});

test("an element outside a document draws nothing, and what was asked for is drawn once it is in one", () => {
  assert.equal(live("asked set removed"), "asked: ");
  assert.equal(live("asked far"), "asked: request");
  assert.equal(live("asked awaited drawable styled set"), "opening: fetch draw mount cancel read");
});

test("a program that is late or fails may still arrive", () => {
  assert.equal(live("awaited late late failed drawable styled"), "blank: fetch late late fail draw mount");
  assert.equal(live("awaited removed late"), "asked: fetch unlist");
  assert.equal(live("awaited missed far"), "asked: fetch request");
  // It was late for nobody else.
  for (const state of STATES) if (state !== "waiting") assert.deepEqual(next(state, "late").tasks, [], state);
});

test("a program that fails later leaves the form, and all else, as it is", () => {
  for (const state of ["blank", "opening", "open", "reopening"]) assert.deepEqual(next(state, "failed"), { next: state, tasks: ["fail"] });
  for (const state of ["idle", "far"]) assert.deepEqual(next(state, "failed"), { next: state, tasks: [] });
});

test("a program that starts a second time draws nothing twice", () => {
  for (const state of STATES.filter((state) => zipingDrawn(state))) {
    for (const event of ["far", "asked", "awaited", "drawable", "missed", "styled", "unstyled"]) {
      assert.deepEqual(next(state, event), { next: state, tasks: [] }, `${event} in ${state}`);
    }
  }
});

test("a style sheet that was refused is tried again at each request", () => {
  assert.equal(live("drawable unstyled drawable unstyled drawable styled"), "blank: draw refuse draw refuse draw mount");
});

test("a rubric that is set again cancels the one before", () => {
  assert.equal(live("set set read opened", "blank"), "open: cancel read cancel read open");
  assert.equal(live("set set read", "open"), "open: cancel read cancel read open");
});

test("a rubric that is set by a listener while another is opened does not undo that", () => {
  assert.equal(live("set read set opened", "blank"), "reopening: cancel read open cancel read");
  assert.equal(live("set read set opened read opened", "blank"), "open: cancel read open cancel read open");
});

test("what cannot be opened leaves what is open", () => {
  assert.equal(live("set read", "blank"), "blank: cancel read open");
  assert.equal(live("set read", "open"), "open: cancel read open");
});

test("a rubric that arrives after the removal is ignored", () => {
  assert.equal(live("set removed read opened", "blank"), "asked: cancel read cancel unmount");
  assert.equal(live("set removed read opened", "open"), "asked: cancel read cancel keep unmount");
});

test("the form counts as open while another rubric is read", () => {
  assert.deepEqual(STATES.filter((state) => zipingOpen(state)), ["open", "reopening"]);
  assert.deepEqual(STATES.filter((state) => zipingDrawn(state)), ["blank", "opening", "open", "reopening"]);
});

test("a request depends on the document and the program", () => {
  assert.equal(zipingRequest(false, null), "asked");
  assert.equal(zipingRequest(false, {}), "asked");
  assert.equal(zipingRequest(true, null), "awaited");
  assert.equal(zipingRequest(true, {}), "drawable");
});

test("work is done once for all calls of a task, and again for later ones", async () => {
  let done = 0;
  const schedule = zipingOnce(() => {
    done += 1;
    // A call from within the work counts.
    if (done === 1) schedule();
  });
  schedule();
  schedule();
  assert.equal(done, 0);
  await null;
  assert.equal(done, 1);
  await null;
  assert.equal(done, 2);
  await null;
  schedule();
  await null;
  assert.equal(done, 3);
});
