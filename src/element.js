// <ziping-form>: the custom element. JavaScript, because only a class can extend HTMLElement. It is the HTML interface of a form: its
// attributes, its value, its events. The engine gives them their meaning and draws the form into the shadow root. Inlined into the one-file
// page, so it imports nothing; what only a host page needs is in `src/package`.
class ZipingForm extends (globalThis.HTMLElement ?? class {}) {
  static formAssociated = true;
  static observedAttributes = [
    "rubric", "name", "entries", "lang", "rater", "readonly", "required", "theme", "autosave", "draft-key", "light-copy",
  ];

  // { style, mount(element, root, tell), unmount(element), call(element, what, with) }, once the program has started.
  static engine = null;
  // The parts that only a host page needs (`package/host.js`, which precedes this). The one-file page has none: it starts itself, fetches
  // nothing, and is not a form control.
  static host = typeof zipingHost === "undefined" ? null : zipingHost;
  static #waiting = new Set();
  static #drawn = new Set();
  static #dark = globalThis.matchMedia?.("(prefers-color-scheme: dark)");

  #internals = this.attachInternals();
  #root = null;
  #mounted = false;
  // Set by the page: a rubric, and a record to open with it.
  #given = {};
  // The record that the browser restored, and the one in the page: a text, or the parts of a saved page.
  #restored;
  #initial;
  #begun = false;
  // The open in progress, so that it can be cancelled; the text of the open form's rubric, and what had been set when it was opened.
  #opening = null;
  #opened = null;
  #stood;
  // Pending calls of `load`.
  #loads = [];
  #asked = false;
  #seen = null;
  #disabled = false;
  #setting = false;
  #control = ZipingForm.host?.control(this, this.#internals, {
    now: () => this.#now(),
    unfilled: () => ZipingForm.host.unfilled(this.#tongue()),
    begin: () => this.#start(),
    lead: () => this.#call("focus"),
    root: () => this.#root,
  });

  // Called by the program. Mounts waiting elements. If the program was requested twice because the first was late, the first to start draws
  // all forms.
  static start(engine) {
    if (ZipingForm.engine) return;
    ZipingForm.engine = engine;
    for (const form of ZipingForm.#waiting) {
      try {
        form.#mount();
      } catch (error) {
        // A failure of one element does not affect the others.
        if (!ZipingForm.host) throw error;
        form.#fail("program", String(error));
      }
    }
    ZipingForm.#waiting.clear();
  }

  // The program cannot start or continue: each element shows that.
  static failed(detail, fault = "program") {
    if (!ZipingForm.host) return;
    for (const form of [...ZipingForm.#drawn, ...ZipingForm.#waiting]) form.#fail(fault, detail);
  }

  // The program has not arrived yet: each waiting element shows that.
  static late(again) {
    for (const form of ZipingForm.#waiting) form.#late(again);
  }

  // Gives a document or a root its style; returns whether it has it now. The one-file page has a <style> that its policy allows.
  static dress(root, style) {
    const styles = ZipingForm.host ? [] : [...document.querySelectorAll("head > style")];
    return zipingStyle(root, style, styles.find((one) => one.textContent.includes("#ziping-words"))) !== null;
  }

  connectedCallback() {
    // Open, so that axe, test tools and assistive add-ons can look inside. A page that is a Yew app itself asks for a closed one.
    const mode = this.getAttribute("shadow") === "closed" ? "closed" : "open";
    this.#root ??= this.#internals.shadowRoot ?? this.attachShadow({ mode });
    if (this.#mounted) {
      // In another document adopted sheets no longer apply, and a move removes the rules that were added to a <style>.
      ZipingForm.dress(this.#root, ZipingForm.engine.style);
      return;
    }
    if (ZipingForm.host) this.#settle();
    const now = ZipingForm.engine || !ZipingForm.host || this.loading === "eager" || this.#asked || Array.isArray(this.#own());
    if (now) this.#start();
    else this.#wait();
  }

  disconnectedCallback() {
    // A mere move disconnects and reconnects at once: the entries must survive it.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#control?.leave();
      this.#seen?.disconnect();
      ZipingForm.#waiting.delete(this);
      this.#opening?.abort();
      if (!this.#mounted) return;
      // An element that is inserted again continues with its content.
      if (this.#opened !== null) this.#given.record = this.#call("text") ?? "";
      this.#mounted = false;
      this.#opened = null;
      this.#control?.judge(null);
      ZipingForm.#drawn.delete(this);
      ZipingForm.#dark.removeEventListener("change", this.#dress);
      ZipingForm.engine.unmount(this);
    });
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || !ZipingForm.host) return;
    if (name === "rubric") this.#reopen();
    else if (name === "name" || name === "entries") this.#control.update();
    else if (name === "theme") this.#dress();
    else this.#set();
  }

  // State before the program runs: a control that can be labelled, submitted and checked.
  #settle() {
    // A property that was set before this class was defined hides the class's own.
    for (const name of Object.getOwnPropertyNames(this).filter((name) => name in ZipingForm.prototype)) {
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this.addEventListener("click", this.#clicked);
    for (const name of ["dragover", "drop"]) this.addEventListener(name, this.#unopened);
    this.#control.arrive();
    if (this.#root.childElementCount === 0) this.#placeholder();
  }

  // As tall as the screen by default, so that content below does not jump when the form appears. The program brings the form's own sheet;
  // until then the element is a block all the same.
  #placeholder() {
    // Without a style the words are still readable.
    zipingStyle(this.#root, `:host { display: block; }
      [part="fault"], [part="waiting"] {
        padding: 12px 16px; border-inline-start: 3px solid var(--ziping-fault, #a3341f); background: var(--ziping-fault-tint, #fbeae6);
        color: var(--ziping-ink, #1b1f23); font: 16px/1.7 var(--ziping-font, system-ui, sans-serif); text-align: start; overflow-wrap: anywhere;
      }
      [part="waiting"] { border-color: var(--ziping-edge, #7b838a); background: var(--ziping-raised, #ffffff); }
      [part="fault"] a { color: inherit; }
      [part="waiting"] button { min-height: 44px; padding: 0 16px; font: inherit; }
      [data-theme="dark"]:is([part="fault"], [part="waiting"]) { background: var(--ziping-fault-tint, #3a1d17); color: var(--ziping-ink, #e6e8e6); }
      [data-theme="dark"][part="waiting"] { background: var(--ziping-raised, #1c2125); }`);
    const place = document.createElement("div");
    place.setAttribute("part", "placeholder");
    place.style.minHeight = "var(--ziping-height, 100vh)";
    this.#root.append(place);
  }

  // Light or dark: by the element's attribute, otherwise the host page, otherwise the reader's system.
  #dress = () => {
    const { theme } = this;
    const scheme = getComputedStyle(this).colorScheme;
    const [light, dark] = ["light", "dark"].map((one) => theme === one || (theme === "auto" && scheme.includes(one)));
    const wanted = dark && (!light || ZipingForm.#dark.matches) ? "dark" : "light";
    for (const one of this.#root?.children ?? []) one.setAttribute("data-theme", wanted);
  };

  // Browsers open a dropped file that nobody handles in place of the page. Until the program can accept or refuse it, the pointer shows
  // that it cannot be dropped.
  #unopened = (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    if (!this.#mounted) event.dataTransfer.dropEffect = "none";
  };

  #wait() {
    this.#seen = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) this.#start();
    }, { rootMargin: "600px" });
    this.#seen.observe(this);
  }

  #start() {
    this.#seen?.disconnect();
    if (this.#mounted) return;
    // Outside a document nothing is drawn: requests wait until the element is in one.
    this.#asked = true;
    if (!this.isConnected) return;
    if (ZipingForm.engine) return this.#mount();
    ZipingForm.#waiting.add(this);
    ZipingForm.host?.start();
  }

  #mount() {
    if (this.#mounted || !this.isConnected) return;
    // Chromium saves a shadow root with the page, as it looked: its content is drawn anew.
    if (!ZipingForm.host) this.#root.replaceChildren();
    if (!ZipingForm.dress(this.#root, ZipingForm.engine.style)) {
      if (!ZipingForm.host) throw new Error("this browser lets no style in");
      return this.#fail("style");
    }
    this.#mounted = true;
    ZipingForm.#drawn.add(this);
    // Native events of the fields stay inside: a page receives each change once, from the element.
    if (ZipingForm.host) for (const name of ["input", "change"]) this.#root.addEventListener(name, this.#keep);
    ZipingForm.engine.mount(this, this.#root, this.#tell);
    if (!ZipingForm.host) return;
    ZipingForm.#dark.addEventListener("change", this.#dress);
    this.#dress();
    this.#set();
    this.#reopen();
  }

  #keep = (event) => event.stopPropagation();

  #call(what, value = null) {
    return this.#mounted ? ZipingForm.engine.call(this, what, value) : undefined;
  }

  // Opens what was set last: the rubric, from its source, and then the waiting record.
  async #reopen() {
    if (!this.#mounted) return;
    this.#opening?.abort();
    const opening = (this.#opening = new AbortController());
    const { signal } = opening;
    if (document.readyState === "loading") await new Promise((ready) => document.addEventListener("DOMContentLoaded", ready, { once: true }));
    const source = await ZipingForm.host.wait(this.#rubric(signal), signal, (long) => this.#late(long && (() => this.#reopen())));
    // Something else was set while this was read, or the element was removed.
    if (!signal.aborted && this.#mounted) this.#settled(this.#open(source));
  }

  // Shows that the form is still loading. After a longer time `again` offers to retry.
  #late(again) {
    const { host } = ZipingForm;
    const known = this.#root.querySelector('[part="waiting"]');
    const box = known ?? host.waiting();
    // In place of the placeholder, so that nothing moves.
    if (!known) (this.#root.querySelector('[part="placeholder"]') ?? this.#root).prepend(box);
    this.#dress();
    host.late(box, again, this.#tongue());
  }

  // The problems, if there are any.
  #open({ text, unread }) {
    const wrong = unread ? this.#fail("rubric", unread) : text !== null && text !== this.#opened ? this.#call("rubric", text) : null;
    if (wrong) {
      if (!unread) this.#clear();
      // The open form continues as if nothing had been set.
      if (this.#opened !== null) this.#given.rubric = this.#stood;
      return wrong;
    }
    // Frameworks set a property again when they render: the same rubric keeps the form, and typing continues.
    if (text === this.#opened) this.#clear();
    this.#opened = text ?? this.#opened;
    this.#stood = this.#given.rubric;
    return this.#opened === null ? null : this.#take();
  }

  // Opens the waiting record; returns its problems, if there are any.
  #take() {
    const record = this.#pending();
    this.#initial ??= this.#given.record ?? this.#own() ?? "";
    this.#begun = true;
    this.#given.record = this.#restored = undefined;
    this.#set();
    if (record === null) return null;
    // No text means a blank form.
    return this.#call("record", (Array.isArray(record) ? this.#call("join", record) : record) || null);
  }

  #give(record) {
    this.#restored = undefined;
    this.#given.record = record;
    if (this.#opened !== null) this.#take();
    this.#control?.update();
  }

  // The record to open: a text, or the parts of a saved page; null if there is none.
  #pending() { return this.#restored ?? this.#given.record ?? (this.#begun ? null : this.#own()); }

  #children(kind) {
    return [...this.querySelectorAll(`:scope > script[type="application/json"][data-ziping="${kind}"]`)];
  }

  #own() {
    const all = this.#children("record");
    if (all.length < 2 && !all[0]?.dataset.part) return all[0]?.textContent ?? null;
    return all.map((one) => [one.dataset.part ?? "", one.textContent]);
  }

  async #rubric(signal) {
    const given = this.#given.rubric;
    const own = given !== undefined && (typeof given !== "string" || given.trimStart().startsWith("{"));
    const child = given === undefined ? this.#children("rubric")[0] : undefined;
    if (child) return { text: child.textContent };
    const address = given ?? this.getAttribute("rubric");
    if (!address) return { text: null };
    try {
      return { text: own ? ZipingForm.#text(given) : await ZipingForm.host.read(new URL(address, document.baseURI), signal) };
    } catch (error) {
      return { unread: own ? error : Object.assign(error, { address }) };
    }
  }

  // Removes the placeholder; returns whether the focus was in it. The element keeps its height until the form is drawn completely, some
  // frames later.
  #clear() {
    const gone = [...this.#root.children].filter((one) => ["placeholder", "fault", "waiting"].includes(one.getAttribute("part")));
    const height = gone.reduce((sum, one) => sum + one.offsetHeight, 0);
    const held = gone.some((one) => one.contains(this.#root.activeElement));
    for (const one of gone) one.remove();
    const form = this.#root.lastElementChild;
    if (!height || !form) return held;
    form.style.minHeight = `${height}px`;
    setTimeout(() => form.style.removeProperty("min-height"), 1000);
    return held;
  }

  // Says why there is no form, and what to do.
  #fail(fault, detail) {
    const page = this.getAttribute("page");
    const { box, message } = ZipingForm.host.words(fault, detail, page, this.#tongue());
    this.#clear();
    this.#root?.prepend(box);
    this.#dress();
    const problems = [{ code: fault, path: "", line: 0, column: 0, message }];
    this.#event("problem", { problems });
    if (fault !== "rubric") this.#settled(problems);
    return problems;
  }

  #set() {
    if (!this.#mounted || this.#setting) return;
    this.#setting = true;
    queueMicrotask(() => {
      this.#setting = false;
      this.#call("set", {
        lang: this.#tongue(),
        rater: this.getAttribute("rater"),
        fixed: this.readOnly || this.#disabled,
        required: this.required,
        autosave: this.autosave,
        draftKey: this.draftKey,
        initial: typeof this.#initial === "string" ? this.#initial || null : null,
        lightCopy: this.lightCopy,
      });
    });
  }

  // The language around the element, unless it has one of its own.
  #tongue() {
    return this.closest('[lang]:not([lang=""])')?.lang ?? navigator.language;
  }

  #event(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  // Messages of the program: `value` and `validity` are for the form around the element, all others for listeners.
  #tell = (what, detail) => {
    if (what === "value") return this.#control.submit(detail);
    if (what === "validity") return this.#control.judge(detail);
    // A person who retried continues in the form.
    if (what === "ready" && this.#clear()) this.#call("focus");
    if (what === "input" || what === "save" || what === "kept") this.#control.keep(what !== "input");
    if (what === "kept") return;
    this.#event(what, detail);
  };

  // The value that would be submitted now. Until a form is open it is the waiting record, with the record's own figures.
  #now() {
    if (this.#opened !== null) return this.#call("value");
    const record = this.#waits();
    try {
      const { scores } = JSON.parse(record);
      const { total = "", grade = "" } = scores[this.rater] ?? Object.values(scores)[0];
      return { record, total: String(total), grade };
    } catch {
      return { record, total: "", grade: "" };
    }
  }

  #waits() {
    const record = this.#pending();
    return typeof record === "string" ? record : "";
  }

  // A click on the element's label.
  #clicked = (event) => {
    if (event.composedPath()[0] === this) this.focus();
  };

  formAssociatedCallback(form) {
    this.#control?.stand(form);
  }

  formDisabledCallback(disabled) {
    this.#disabled = disabled;
    this.#set();
  }

  formResetCallback() {
    this.#give(this.#initial ?? this.#given.record ?? this.#own() ?? "");
  }

  formStateRestoreCallback(state) {
    if (typeof state !== "string") return;
    this.#restored = state;
    if (this.#opened !== null) this.#take();
    this.#control?.update();
  }

  get form() { return this.#internals.form; }
  // Frameworks set any property that an element has; a property for an attribute-only setting sets the attribute.
  set form(id) { zipingWrite(this, "form", id); }
  get labels() { return this.#internals.labels; }
  get validity() { return this.#internals.validity; }
  get validationMessage() { return this.#internals.validationMessage; }
  get willValidate() { return this.#internals.willValidate; }
  get type() { return "ziping-form"; }
  checkValidity() { return this.#internals.checkValidity(); }
  reportValidity() { return this.#internals.reportValidity(); }
  setCustomValidity(message) { this.#control?.say(message); }

  focus() {
    this.#start();
    this.#call("focus");
  }

  // Input and output.

  get value() { return this.#opened === null ? this.#waits() : (this.#call("text") ?? ""); }
  set value(record) { this.#give(ZipingForm.#text(record)); }

  get rubric() { return this.#given.rubric ?? this.getAttribute("rubric"); }
  set rubric(rubric) {
    this.#superseded();
    this.#given.rubric = rubric ?? undefined;
    this.#reopen();
  }

  async load({ rubric, record } = {}) {
    const text = record === undefined ? undefined : ZipingForm.#text(record);
    this.#superseded();
    if (rubric !== undefined) this.#given.rubric = rubric ?? undefined;
    if (record !== undefined) [this.#restored, this.#given.record] = [undefined, text];
    const opened = this.#opens();
    if (rubric === undefined && this.#opened !== null) this.#settled(this.#take());
    else if (this.#mounted) this.#reopen();
    else this.#start();
    this.#control?.update();
    return opened;
  }

  // Resolves once a form is open; rejects if it cannot be.
  #opens() {
    return new Promise((resolve, reject) => this.#loads.push({ resolve, reject }));
  }

  // Of several calls the last one counts.
  #superseded() {
    for (const { reject } of this.#loads.splice(0)) reject(new DOMException("something else was set meanwhile", "AbortError"));
  }

  #settled(wrong) {
    for (const { resolve, reject } of this.#loads.splice(0)) {
      if (wrong) reject(Object.assign(new Error(wrong[0].message), { problems: wrong }));
      else resolve();
    }
  }

  static #text(record) {
    return typeof record === "string" ? record : record ? JSON.stringify(record) : "";
  }

  record() { return JSON.parse(this.value || "null"); }
  score() { return this.#call("score") ?? null; }
  // Hides the host page from the print.
  print() {
    if (!this.#mounted) return;
    const off = zipingStyle(document, `@media print {
      :not(:has([data-ziping-paper]), [data-ziping-paper]) { display: none !important; }
      :has([data-ziping-paper]) { all: revert !important; margin: 0 !important; padding: 0 !important; border: 0 !important; }
    }`);
    this.setAttribute("data-ziping-paper", "");
    addEventListener("afterprint", () => {
      this.removeAttribute("data-ziping-paper");
      off?.();
    }, { once: true });
    this.#call("print");
  }
  async removeDrafts() {
    const { draftKey } = this;
    // The rubric of these drafts is known once its form is open.
    if (this.#opened === null && this.isConnected) {
      const opened = this.#opens();
      if (this.#mounted) this.#reopen();
      else this.#start();
      await opened;
    }
    const removed = this.#opened === null ? undefined : this.#call("forget", draftKey);
    if (!removed) throw new DOMException("no form is open, so its drafts are unknown", "InvalidStateError");
    await removed;
    this.#control?.keep(false);
    this.#control?.update();
  }
  focusCriterion(id) { return this.#call("visit", String(id)) ?? false; }
}

// Frameworks clear a property by setting it to undefined.
const zipingWrite = (element, name, value) => {
  if (value === null || value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value);
};

// Properties that reflect attributes.
const zipingReflect = (property, get, set) => Object.defineProperty(ZipingForm.prototype, property, { configurable: true, enumerable: true, get, set });
for (const [property, attribute = property, otherwise = ""] of [["name"], ["entries"], ["rater"], ["theme", "theme", "auto"], ["draftKey", "draft-key"], ["page"]]) {
  zipingReflect(
    property,
    function () { return this.getAttribute(attribute) ?? otherwise; },
    function (value) { zipingWrite(this, attribute, value); },
  );
}
for (const [property, attribute = property] of [["readOnly", "readonly"], ["disabled"], ["required"], ["autosave"], ["lightCopy", "light-copy"]]) {
  zipingReflect(
    property,
    function () { return this.hasAttribute(attribute); },
    function (on) { this.toggleAttribute(attribute, Boolean(on)); },
  );
}
zipingReflect(
  "loading",
  function () { return this.getAttribute("loading") === "eager" ? "eager" : "lazy"; },
  function (value) { zipingWrite(this, "loading", value); },
);

// A page may contain two copies of the program; the first one defines the element.
if (globalThis.customElements && !customElements.get("ziping-form")) customElements.define("ziping-form", ZipingForm);
