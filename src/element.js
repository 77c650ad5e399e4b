// <ziping-form>: the custom element. JavaScript, because only a class can extend HTMLElement. It is what HTML sees of a form: its
// attributes, its value, its events. What they mean is the engine's, which draws the form into the shadow root. Inlined into the
// one-file page, so it imports nothing; what a page of somebody else's needs besides stands in `src/package`.
class ZipingForm extends (globalThis.HTMLElement ?? class {}) {
  static formAssociated = true;
  static observedAttributes = [
    "rubric", "name", "entries", "lang", "rater", "readonly", "required", "autosave", "draft-key", "light-copy",
  ];

  // { mount(element, root, tell), unmount(element), call(element, what, with) }, once the program has started.
  static engine = null;
  // What the element needs in a page of somebody else's (`package/host.js`, which stands before this). The one-file page has none: it
  // starts itself, fetches nothing, and is no control of a form.
  static host = typeof zipingHost === "undefined" ? null : zipingHost;
  static #waiting = new Set();
  static #drawn = new Set();

  #internals = this.attachInternals();
  #root = null;
  #mounted = false;
  #given = {};
  #initial = null;
  #opening = null;
  #stands = null;
  #opened = null;
  #begun = false;
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

  // Called once by the program. Elements that wait for it are mounted now.
  static start(engine) {
    ZipingForm.engine = engine;
    for (const form of ZipingForm.#waiting) form.#mount();
    ZipingForm.#waiting.clear();
  }

  // The program cannot go on, or not begin: each element says so in its place.
  static failed(detail, fault = "program") {
    if (!ZipingForm.host) return;
    for (const form of [...ZipingForm.#drawn, ...ZipingForm.#waiting]) form.#fail(fault, detail);
  }

  connectedCallback() {
    // Open: axe, test tools and assistive add-ons can see in. A page that is a Yew app itself asks for a closed one.
    const mode = this.getAttribute("shadow") === "closed" ? "closed" : "open";
    this.#root ??= this.#internals.shadowRoot ?? this.attachShadow({ mode });
    if (this.#mounted) return;
    if (ZipingForm.host) this.#settle();
    if (ZipingForm.engine) this.#mount();
    else if (ZipingForm.host && this.getAttribute("loading") !== "eager") this.#wait();
    else this.#start();
  }

  disconnectedCallback() {
    // A mere move disconnects and connects at once: what was filled in must survive it.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#control?.leave();
      this.#seen?.disconnect();
      ZipingForm.#waiting.delete(this);
      if (!this.#mounted) return;
      // Put back later, it goes on with what it held.
      if (ZipingForm.host) this.#given.record = this.#call("text") ?? undefined;
      this.#mounted = false;
      this.#opened = null;
      ZipingForm.#drawn.delete(this);
      ZipingForm.engine.unmount(this);
    });
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || !ZipingForm.host) return;
    if (name === "rubric") this.#reopen();
    else if (name === "name" || name === "entries") this.#control.update();
    else this.#set();
  }

  // What the element is before the program stands: a control that can be labelled, sent and checked.
  #settle() {
    // A property that was set before this class was known hides the class's own.
    for (const name of Object.keys(this).filter((name) => name in ZipingForm.prototype)) {
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this.addEventListener("click", this.#clicked);
    this.#control.arrive();
    if (this.#root.childElementCount === 0) this.#placeholder();
  }

  // As tall as the screen unless the page knows better, so that what follows is not seen to move when the form takes its place. The
  // program brings the form's own sheet; until then the element is a block all the same.
  #placeholder() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(":host { display: block; }");
    this.#root.adoptedStyleSheets = [sheet];
    const place = document.createElement("div");
    place.setAttribute("part", "placeholder");
    place.style.minHeight = "var(--ziping-height, 100vh)";
    this.#root.append(place);
  }

  #wait() {
    this.#seen = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) this.#start();
    }, { rootMargin: "600px" });
    this.#seen.observe(this);
  }

  #start() {
    this.#seen?.disconnect();
    if (this.#mounted) return;
    if (ZipingForm.engine) return this.#mount();
    ZipingForm.#waiting.add(this);
    ZipingForm.host?.start();
  }

  #mount() {
    if (this.#mounted) return;
    this.#mounted = true;
    ZipingForm.#drawn.add(this);
    // Native events of the fields stay inside: a page hears each change once, from the element.
    if (ZipingForm.host) for (const name of ["input", "change"]) this.#root.addEventListener(name, this.#keep);
    ZipingForm.engine.mount(this, this.#root, this.#tell);
    if (!ZipingForm.host) return;
    this.#set();
    this.#reopen().then(this.#stands);
  }

  #keep = (event) => event.stopPropagation();

  #call(what, value = null) {
    return this.#mounted ? ZipingForm.engine.call(this, what, value) : undefined;
  }

  // Opens the rubric, from wherever it comes, and then the record that waits for it; what is wrong, if anything is.
  #reopen() {
    if (!this.#mounted) return Promise.resolve(null);
    const opening = (async () => {
      if (document.readyState === "loading") await new Promise((ready) => document.addEventListener("DOMContentLoaded", ready, { once: true }));
      const source = await this.#rubric();
      // A later one has been set while this was read.
      if (opening !== this.#opening || !this.#mounted) return null;
      if (source.unread) return this.#fail("rubric", source.unread);
      if (source.text === null) return null;
      // Set once more, as frameworks do when they draw again, it is the same form: whoever types in it goes on.
      if (this.#opened !== source.text) {
        const wrong = this.#call("rubric", source.text);
        if (wrong) {
          this.#clear();
          return wrong;
        }
        this.#opened = source.text;
      }
      const record = this.#given.record ?? (this.#begun ? undefined : this.#child("record"));
      if (!this.#begun) this.#initial = record;
      this.#begun = true;
      this.#given.record = undefined;
      this.#set();
      // No text is a blank form.
      return typeof record === "string" ? this.#call("record", record || null) : null;
    })();
    this.#opening = opening;
    return opening;
  }

  #child(kind) {
    return this.querySelector(`:scope > script[type="application/json"][data-ziping="${kind}"]`)?.textContent ?? null;
  }

  async #rubric() {
    const given = this.#given.rubric;
    const own = given !== undefined && (typeof given !== "string" || given.trimStart().startsWith("{"));
    if (own) return { text: typeof given === "string" ? given : JSON.stringify(given) };
    const child = given === undefined ? this.#child("rubric") : null;
    if (child !== null) return { text: child };
    const address = given ?? this.getAttribute("rubric");
    if (!address) return { text: null };
    try {
      return { text: await ZipingForm.host.read(new URL(address, document.baseURI)) };
    } catch (error) {
      return { unread: `${address}: ${error.message}` };
    }
  }

  // Takes away what stands in for the form. The form keeps its height until it is drawn to its end, some frames later.
  #clear() {
    const gone = [...this.#root.children].filter((one) => ["placeholder", "fault"].includes(one.getAttribute("part")));
    const height = gone.reduce((sum, one) => sum + one.offsetHeight, 0);
    for (const one of gone) one.remove();
    const form = this.#root.lastElementChild;
    if (!height || !form) return;
    form.style.minHeight = `${height}px`;
    setTimeout(() => form.style.removeProperty("min-height"), 1000);
  }

  // Says in words why there is no form, and what to do.
  #fail(fault, detail) {
    const page = this.getAttribute("page");
    const box = ZipingForm.host.words(fault, detail, page, this.#tongue());
    this.#clear();
    this.#root.prepend(box);
    const problems = [{ code: fault, path: "", line: 0, column: 0, message: box.textContent }];
    this.#event("problem", { problems });
    this.#stands?.(problems);
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

  // What the program has to say: `value` and `validity` are for the form around the element, all else for whoever listens.
  #tell = (what, detail) => {
    if (what === "value") return this.#control.submit(detail);
    if (what === "validity") return this.#control.judge(detail);
    if (what === "ready") this.#clear();
    if (what === "input" || what === "save") this.#control.keep(what === "save");
    this.#event(what, detail);
  };

  // What would be sent at this moment; nothing, where that is what was told last.
  #now() {
    if (this.#mounted) return this.#call("value");
    return { record: this.#given.record ?? this.#child("record") ?? "", total: "", grade: "" };
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
    this.value = this.#initial ?? "";
  }

  formStateRestoreCallback(state) {
    if (typeof state === "string") this.value = state;
  }

  get form() { return this.#internals.form; }
  // Frameworks set any property that an element has; what HTML lets only an attribute say is taken as one.
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

  // In and out.

  get value() { return this.#mounted ? (this.#call("text") ?? "") : (this.#given.record ?? this.#child("record") ?? ""); }
  set value(record) {
    this.#given.record = ZipingForm.#text(record);
    if (this.#mounted && this.#opened) {
      this.#call("record", this.#given.record || null);
      this.#given.record = undefined;
      this.#set();
    }
    this.#control?.update();
  }

  get rubric() { return this.#given.rubric ?? this.getAttribute("rubric"); }
  set rubric(rubric) {
    this.#given.rubric = rubric ?? undefined;
    this.#reopen();
  }

  async load({ rubric, record } = {}) {
    if (rubric !== undefined) this.#given.rubric = rubric;
    if (record !== undefined) this.#given.record = ZipingForm.#text(record);
    // Where the program does not stand yet, this waits until it does and has opened what was set.
    const opened = this.#mounted ? this.#reopen() : new Promise((done) => (this.#stands = done));
    this.#start();
    const wrong = await opened;
    if (wrong) throw Object.assign(new Error(wrong[0].message), { problems: wrong });
  }

  static #text(record) {
    return typeof record === "string" ? record : record ? JSON.stringify(record) : "";
  }

  record() { return JSON.parse(this.value || "null"); }
  score() { return this.#call("score") ?? null; }
  // The page around the form stays off the paper, until it is printed.
  print() {
    if (!this.#mounted) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`@media print {
      :not(:has([data-ziping-paper]), [data-ziping-paper]) { display: none !important; }
      :has([data-ziping-paper]) { all: revert !important; margin: 0 !important; padding: 0 !important; border: 0 !important; }
    }`);
    this.setAttribute("data-ziping-paper", "");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    addEventListener("afterprint", () => {
      this.removeAttribute("data-ziping-paper");
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    }, { once: true });
    this.#call("print");
  }
  focusCriterion(id) { return this.#call("visit", String(id)) ?? false; }
}

// Frameworks take a property back by setting it to nothing.
const zipingWrite = (element, name, value) => {
  if (value === null || value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value);
};

// Properties that say what an attribute says.
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

// A page may hold two copies of the program; the first to come is the element.
if (globalThis.customElements && !customElements.get("ziping-form")) customElements.define("ziping-form", ZipingForm);
