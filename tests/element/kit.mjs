// Loads the scripts of the element as they are inlined, one after the other; and a stand-in for the browser, just enough to run the class
// without one. What the class does to it is noted in `notes`.
import { readFileSync } from "node:fs";
import vm from "node:vm";

const root = new URL("../../", import.meta.url);
const read = (part) => readFileSync(new URL(part, root), "utf8");

export const PARTS = ["life", "given", "source", "reflect", "print"].map((name) => `src/element/${name}.js`);
export const HOST = ["src/locale/element.js", "src/package/submission.js", "src/package/mirror.js", "src/package/control.js", "src/package/placeholder.js", "src/package/host.js"];

// The values of these names in the scripts.
export const names = (parts, names, context = vm.createContext({ DOMException, queueMicrotask })) => {
  const text = parts.map(read).join("\n");
  return vm.runInContext(`(() => {\n${text}\nreturn { ${names.join(", ")} };\n})()`, context);
};

class Node extends EventTarget {
  attributes = new Map();
  children = [];
  style = { removeProperty() {} };
  parent = null;
  offsetHeight = 0;

  getAttribute(name) { return this.attributes.get(name) ?? null; }
  hasAttribute(name) { return this.attributes.has(name); }
  setAttribute(name, value) { this.change(name, String(value)); }
  removeAttribute(name) { this.change(name, null); }
  toggleAttribute(name, on) { this.change(name, on ? "" : null); }
  change(name, after) {
    const before = this.getAttribute(name);
    if (after === null) this.attributes.delete(name);
    else this.attributes.set(name, after);
    if (this.constructor.observedAttributes?.includes(name)) this.attributeChangedCallback(name, before, after);
  }

  get firstChild() { return this.children[0]; }
  get lastElementChild() { return this.children.at(-1) ?? null; }
  get childElementCount() { return this.children.length; }
  insert(at, nodes) {
    for (const node of nodes) node.parent = this;
    this.children.splice(at, 0, ...nodes);
  }
  append(...nodes) { this.insert(this.children.length, nodes.filter((node) => node instanceof Node)); }
  prepend(...nodes) { this.insert(0, nodes); }
  replaceChildren() { this.children = []; }
  remove() { this.parent.children = this.parent.children.filter((one) => one !== this); }
  contains() { return false; }
  querySelector(selector) {
    const part = selector.match(/part="(\w+)"/)?.[1];
    return this.children.find((one) => part && one.getAttribute("part") === part) ?? null;
  }
}

// `parts` are the scripts, first those that only a host page needs; without a `host` these are left out, as in the one-file page.
export const browser = ({ parts = [...HOST, ...PARTS, "src/element.js"].map(read), host = true } = {}) => {
  const notes = [];
  const note = (...what) => notes.push(what.map((one) => (typeof one === "string" ? one : JSON.stringify(one))).join(" "));
  const world = { notes, takesStyle: true, timers: [], requests: [], loads: [], observers: [], forms: new Map(), disabled: false };

  class HTMLElement extends Node {
    isConnected = false;
    scripts = [];
    lang = "en";
    attachInternals() {
      return {
        shadowRoot: null,
        form: null,
        labels: [],
        validity: { valid: true },
        states: new Set(),
        setFormValue: (data, state) => note("form value", data && [...data], state ?? "-"),
        setValidity: (flags, message) => note("validity", flags, message ?? ""),
        checkValidity: () => true,
        reportValidity: () => true,
      };
    }
    attachShadow() { return (this.inner = new Node()); }
    closest() { return this; }
    matches() { return world.disabled; }
    querySelectorAll(selector) {
      const kind = selector.match(/data-ziping="(\w+)"/)[1];
      if (kind === "mirror") return this.children.filter((one) => one.getAttribute("data-ziping") === kind);
      return this.scripts.filter((one) => one.kind === kind).map(({ text, part }) => ({ textContent: text, dataset: { part } }));
    }
    // What a document does with an element.
    connect() {
      this.isConnected = true;
      this.connectedCallback();
    }
    disconnect() {
      this.isConnected = false;
      this.disconnectedCallback();
    }
  }

  class IntersectionObserver {
    constructor(seen) {
      this.seen = seen;
      this.on = false;
      world.observers.push(this);
    }
    observe() { this.on = true; }
    disconnect() { this.on = false; }
  }

  const document = Object.assign(new EventTarget(), {
    readyState: "complete",
    baseURI: "https://portal.example/form",
    createElement: () => new Node(),
    querySelectorAll: () => [],
  });
  const defined = new Map();
  const context = vm.createContext({
    HTMLElement, IntersectionObserver, EventTarget, Event, CustomEvent, AbortController, DOMException, URL, queueMicrotask, document,
    FormData: class extends Map { append(name, value) { this.set(name, value); } },
    WebAssembly: { instantiate: async () => ({}) },
    customElements: { get: (name) => defined.get(name), define: (name, one) => defined.set(name, one) },
    matchMedia: () => Object.assign(new EventTarget(), { matches: false }),
    getComputedStyle: () => ({ colorScheme: "light" }),
    navigator: { language: "en" },
    location: { protocol: "https:" },
    console: { error: () => note("console"), warn: () => note("warning") },
    setTimeout: (work, time) => world.timers.push({ work, time }),
    clearTimeout: (id) => { if (world.timers[id - 1]) world.timers[id - 1].work = null; },
    addEventListener() {},
    // As `fetch`, `zipingLoad`, `zipingPage` and `zipingStyle`.
    fetch: (address, { signal }) => new Promise((resolve, reject) => {
      note("fetch", String(address));
      signal.addEventListener("abort", () => {
        note("fetch cancelled", String(address));
        reject(new DOMException("cancelled", "AbortError"));
      });
      world.requests.push({ address: String(address), resolve: (text, status = 200) => resolve({ ok: status === 200, status, statusText: "", headers: new Headers(), text: async () => text }), reject });
    }),
    zipingLoad: (signal, times) => new Promise((resolve, reject) => {
      note("program", times);
      world.loads.push({ resolve, reject });
    }),
    zipingPage: () => "ziping.html",
    zipingStyle: () => (world.takesStyle ? () => {} : null),
  });
  context.window = Object.assign(new EventTarget(), { addEventListener() {}, removeEventListener() {} });
  context.globalThis = context;
  const used = host ? parts : parts.slice(HOST.length);
  world.Form = vm.runInContext(`(() => {\n${used.join("\n")}\nreturn ZipingForm;\n})()`, context);
  world.document = document;

  // An element whose events are noted by this name.
  world.create = (name, attributes = {}) => {
    const form = new world.Form();
    form.label = name;
    for (const event of ["ready", "input", "save", "problem"]) {
      form.addEventListener(event, ({ detail }) => note(name, event, detail?.problems?.map(({ code }) => code) ?? ""));
    }
    for (const [key, value] of Object.entries(attributes)) form.setAttribute(key, value);
    return form;
  };

  // A program that refuses a text with `bad` in it.
  world.engine = {
    style: "",
    mount(form, root, notify) {
      note(form.label, "mount");
      root.append(new Node());
      world.forms.set(form, { notify, rubric: null, record: null });
    },
    unmount(form) {
      note(form.label, "unmount");
      form.inner.replaceChildren();
      world.forms.delete(form);
    },
    call(form, what, value) {
      note(form.label, "call", what, value ?? "");
      const own = world.forms.get(form);
      const problems = (text) => (text?.includes("bad") ? [{ code: "bad", message: text }] : null);
      if (what === "rubric") {
        const wrong = problems(value);
        if (wrong) return wrong;
        own.rubric = value;
        own.notify("ready", { rubric: { title: value } });
        return null;
      }
      if (what === "record") {
        const wrong = problems(value);
        if (!wrong) own.record = value;
        return wrong;
      }
      if (what === "join") return value.map(([, text]) => text).join("");
      if (what === "text") return own.record;
      if (what === "value") return { record: own.record ?? "", total: "1", grade: "" };
      if (what === "forget") return Promise.resolve();
      return undefined;
    },
  };
  world.start = () => world.Form.start(world.engine);
  world.near = () => { for (const one of world.observers) if (one.on) one.seen([{ isIntersecting: true }]); };
  // Lets this much time pass.
  world.pass = (time) => {
    for (const timer of world.timers) {
      if (timer.time > time) continue;
      timer.work?.();
      timer.work = null;
    }
  };
  // Promises that can settle have settled afterwards.
  world.rest = () => new Promise((done) => setImmediate(done));
  // The notes since the last call that contain this.
  world.take = (sign = "") => notes.splice(0).filter((one) => one.includes(sign));
  return world;
};
