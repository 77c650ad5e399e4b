// <ziping-form>: the custom element. JavaScript, because only a class can extend HTMLElement. It is what HTML sees of a form: its
// attributes, its value, its events. What they mean is the engine's, which draws the form into the shadow root. Inlined into the
// one-file page, so it imports nothing; a page of somebody else's is served by `package/loader.js`, which knows how to fetch.
class ZipingForm extends (globalThis.HTMLElement ?? class {}) {
  static formAssociated = true;
  static observedAttributes = [
    "rubric", "name", "entries", "lang", "rater", "readonly", "required", "autosave", "draft-key", "light-copy",
  ];

  // { mount(element, root, tell), unmount(element), call(element, what, with) }, once the program has started.
  static engine = null;
  // How the program is started and a rubric is fetched in a page of somebody else's (`package/loader.js`, which stands before this).
  // The one-file page has none: it starts itself and fetches nothing.
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
  #value = { record: "", total: "", grade: "" };
  #invalid = { kind: "", message: "" };
  #custom = "";
  #seen = null;
  #form = null;
  #disabled = false;
  #setting = false;
  #kept = false;

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
      window.removeEventListener("pagehide", this.#leave);
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
    else if (name === "name" || name === "entries") this.#submit(this.#now());
    else this.#set();
  }

  // What the element is before the program stands: a control that can be labelled, sent and checked.
  #settle() {
    for (const name of ["value", "rubric", "name", "lang", "required", "disabled", "readOnly"]) {
      // A property that was set before this class was known hides the class's own.
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this.#internals.role = "group";
    this.addEventListener("invalid", this.#aim);
    this.addEventListener("click", this.#clicked);
    window.addEventListener("pagehide", this.#leave);
    this.#check();
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
    if (what === "value") this.#submit(detail);
    else if (what === "validity") {
      this.#invalid = detail;
      this.#check();
    } else {
      if (what === "ready") this.#clear();
      if (what === "input") this.#kept = false;
      if (what === "save") {
        this.#kept = true;
        this.#submit(this.#value);
      }
      this.#event(what, detail);
    }
  };

  // The element as a control of a form.

  #now() {
    if (this.#mounted) return this.#call("value") ?? this.#value;
    const record = this.#given.record ?? this.#child("record") ?? "";
    return { record, total: "", grade: "" };
  }

  #entries({ record, total, grade }) {
    const more = { total, grade };
    const wanted = (this.getAttribute("entries") ?? "").split(/\s+/).filter((entry) => Object.hasOwn(more, entry));
    return [[this.name, record], ...wanted.map((entry) => [`${this.name}.${entry}`, more[entry]])];
  }

  #submit(value) {
    this.#value = value;
    if (!this.name) return this.#internals.setFormValue(null);
    const data = new FormData();
    for (const [name, text] of this.#entries(value)) data.append(name, text);
    // What the browser keeps for coming back is the record alone; nothing, where there is nothing or a draft has it.
    this.#internals.setFormValue(data, this.#kept ? null : value.record || null);
  }

  // The moment of sending is exact, whatever was told last.
  #send = ({ formData }) => {
    if (!this.name || this.matches(":disabled")) return;
    const value = this.#now();
    for (const [name, text] of this.#entries(value)) formData.set(name, text);
    // What the browser brings back when somebody comes back is to be as exact.
    this.#submit(value);
  };

  // So that whoever comes back finds the last edits too.
  #leave = () => this.#submit(this.#now());

  #check(anchor) {
    const { kind, message } = this.#mounted ? this.#invalid : this.#unknown();
    const flags = { [kind || "customError"]: Boolean(kind), customError: Boolean(this.#custom) };
    const text = this.#custom || message;
    if (!text) this.#internals.setValidity({});
    else if (anchor) this.#internals.setValidity(flags, text, anchor);
    else this.#internals.setValidity(flags, text);
  }

  // What is required and was not even looked at is not filled in.
  #unknown() {
    return this.required ? { kind: "valueMissing", message: ZipingForm.host.unfilled(this.#tongue()) } : { kind: "", message: "" };
  }

  // Reporting goes to the first place to be filled in: a stand-in takes the focus and hands it on.
  #aim = () => {
    this.#start();
    let anchor = this.#root.querySelector("[data-aim]");
    if (!anchor) {
      anchor = document.createElement("span");
      anchor.setAttribute("data-aim", "");
      anchor.tabIndex = -1;
      anchor.addEventListener("focus", () => this.#call("focus"));
      this.#root.prepend(anchor);
    }
    this.#check(anchor);
  };

  // A click on the element's label.
  #clicked = (event) => {
    if (event.composedPath()[0] === this) this.focus();
  };

  formAssociatedCallback(form) {
    this.#form?.removeEventListener("formdata", this.#send);
    this.#form = form;
    form?.addEventListener("formdata", this.#send);
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
  set form(id) { this.#write("form", id); }
  get labels() { return this.#internals.labels; }
  get validity() { return this.#internals.validity; }
  get validationMessage() { return this.#internals.validationMessage; }
  get willValidate() { return this.#internals.willValidate; }
  get type() { return "ziping-form"; }
  checkValidity() { return this.#internals.checkValidity(); }
  reportValidity() { return this.#internals.reportValidity(); }
  setCustomValidity(message) {
    this.#custom = String(message);
    this.#check();
  }

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
    this.#submit(this.#now());
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

  // Frameworks take a property back by setting it to nothing.
  #write(name, value) {
    if (value === null || value === undefined) this.removeAttribute(name);
    else this.setAttribute(name, value);
  }

  get name() { return this.getAttribute("name") ?? ""; }
  set name(name) { this.#write("name", name); }
  get entries() { return this.getAttribute("entries") ?? ""; }
  set entries(entries) { this.#write("entries", entries); }
  get rater() { return this.getAttribute("rater") ?? ""; }
  set rater(rater) { this.#write("rater", rater); }
  get theme() { return this.getAttribute("theme") ?? "auto"; }
  set theme(theme) { this.#write("theme", theme); }
  get loading() { return this.getAttribute("loading") === "eager" ? "eager" : "lazy"; }
  set loading(loading) { this.#write("loading", loading); }
  get draftKey() { return this.getAttribute("draft-key") ?? ""; }
  set draftKey(key) { this.#write("draft-key", key); }
  get page() { return this.getAttribute("page") ?? ""; }
  set page(page) { this.#write("page", page); }
  get readOnly() { return this.hasAttribute("readonly"); }
  set readOnly(on) { this.toggleAttribute("readonly", Boolean(on)); }
  get disabled() { return this.hasAttribute("disabled"); }
  set disabled(on) { this.toggleAttribute("disabled", Boolean(on)); }
  get required() { return this.hasAttribute("required"); }
  set required(on) { this.toggleAttribute("required", Boolean(on)); }
  get autosave() { return this.hasAttribute("autosave"); }
  set autosave(on) { this.toggleAttribute("autosave", Boolean(on)); }
  get lightCopy() { return this.hasAttribute("light-copy"); }
  set lightCopy(on) { this.toggleAttribute("light-copy", Boolean(on)); }
}

// A page may hold two copies of the program; the first to come is the element.
if (globalThis.customElements && !customElements.get("ziping-form")) customElements.define("ziping-form", ZipingForm);
