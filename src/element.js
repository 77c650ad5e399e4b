// <ziping-form>: the custom element. JavaScript, because only a class can extend HTMLElement. It is the HTML interface of a form: its
// attributes, its value, its events. The engine gives them their meaning and draws the form into the shadow root. Inlined into the one-file
// page, so it imports nothing: its parts in `src/element` precede it in the same script; what only a host page needs is in `src/package`.
class ZipingForm extends (globalThis.HTMLElement ?? class {}) {
  static formAssociated = true;
  static observedAttributes = [
    "rubric", "name", "entries", "mirror", "lang", "rater", "readonly", "required", "theme", "autosave", "draft-key", "light-copy",
  ];

  // { style, mount(element, root, notify), unmount(element), call(element, what, with) }, once the program has started.
  static engine = null;
  // The parts that only a host page needs (`package/host.js`, which precedes this). The one-file page has none: it starts itself, fetches
  // nothing, and is not a form control.
  static host = typeof zipingHost === "undefined" ? null : zipingHost;
  static #waiting = new Set();
  static #drawn = new Set();
  static #dark = globalThis.matchMedia?.("(prefers-color-scheme: dark)");

  #internals = this.attachInternals();
  #root = null;
  // Its life, as `zipingLife` has it; and what the page gave.
  #state = "idle";
  #given = new ZipingGiven();
  #calls = new ZipingCalls();
  // Cancels the rubric that is being read; and the text of the open form's rubric.
  #reading = null;
  #text = null;
  // Says after a while that no rubric was set.
  #unset = 0;
  #seen = null;
  #disabled = false;
  #control = ZipingForm.host?.control(this, this.#internals, {
    now: () => this.#now(),
    words: () => ZipingForm.host.messages(zipingLanguage(this)),
    begin: () => this.#request(),
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
        form.#handle(form.isConnected ? "drawable" : "missed");
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
    for (const form of [...ZipingForm.#drawn, ...ZipingForm.#waiting]) form.#handle("failed", fault, detail);
  }

  // The program has not arrived yet: each waiting element shows that.
  static late(again) {
    for (const form of ZipingForm.#waiting) form.#handle("late", again);
  }

  // Gives a document or a root its style; returns whether it has it now. The one-file page has a <style> that its policy allows.
  static dress(root, style) {
    const styles = ZipingForm.host ? [] : [...document.querySelectorAll("head > style")];
    return zipingStyle(root, style, styles.find((one) => one.textContent.includes("#ziping-words"))) !== null;
  }

  // What the class does for each task of the state machine.
  static #tasks = {
    watch(form) {
      const seen = (entries) => entries.some((entry) => entry.isIntersecting) && form.#request();
      form.#seen = new IntersectionObserver(seen, { rootMargin: "600px" });
      form.#seen.observe(form);
    },
    unwatch: (form) => form.#seen.disconnect(),
    request: (form) => form.#request(),
    fetch(form) {
      ZipingForm.#waiting.add(form);
      ZipingForm.host?.start(form);
      ZipingForm.host?.prepare(form, form.#given.rubric);
    },
    unlist: (form) => ZipingForm.#waiting.delete(form) && ZipingForm.host?.forget(form),
    late: (form, again) => form.#late(again),
    fail: (form, fault, detail) => form.#fail(fault, detail),
    draw: (form) => form.#draw(),
    refuse(form) {
      if (!ZipingForm.host) throw new Error("this browser lets no style in");
      form.#fail("style");
    },
    mount: (form) => form.#mount(),
    read: (form) => form.#read(),
    // Also what is left of a read that has ended: the body of an error page may still be arriving.
    cancel: (form) => form.#reading?.abort(),
    open: (form, source) => form.#calls.settle(form.#open(source)),
    // An element that is inserted again continues with its content.
    keep: (form) => form.#given.set(ZipingForm.engine.call(form, "text", null) ?? ""),
    unmount: (form) => form.#unmount(),
  };

  #handle(event, ...details) {
    const { state, tasks } = zipingNext(this.#state, event);
    this.#state = state;
    for (const task of tasks) ZipingForm.#tasks[task](this, ...details);
  }

  get #isDrawn() { return zipingDrawn(this.#state); }
  get #isOpen() { return zipingOpen(this.#state); }

  connectedCallback() {
    // Open, so that axe, test tools and assistive add-ons can look inside. A page that is a Yew app itself asks for a closed one.
    const mode = this.getAttribute("shadow") === "closed" ? "closed" : "open";
    this.#root ??= this.#internals.shadowRoot ?? this.attachShadow({ mode });
    // In another document adopted sheets no longer apply, and a move removes the rules that were added to a <style>.
    if (this.#isDrawn) return void ZipingForm.dress(this.#root, ZipingForm.engine.style);
    if (ZipingForm.host) this.#settle();
    const now = ZipingForm.engine || !ZipingForm.host || this.loading === "eager" || Array.isArray(this.#own());
    if (now) this.#request();
    else this.#handle("far");
  }

  disconnectedCallback() {
    // A mere move disconnects and reconnects at once: the entries must survive it.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#control?.leave();
      this.#handle("removed");
    });
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || !ZipingForm.host) return;
    if (name === "rubric") this.#handle("set");
    else if (["name", "entries", "mirror"].includes(name)) this.#control.update();
    else if (name === "theme") this.#dress();
    else this.#set();
    if (name === "required" || name === "lang") this.#control.describe();
  }

  // State before the program runs: a control that can be labelled, submitted and checked.
  #settle() {
    zipingUpgrade(this, ZipingForm.prototype);
    this.addEventListener("click", this.#clicked);
    for (const name of ["dragover", "drop"]) this.addEventListener(name, this.#unopened);
    this.#control.arrive();
    if (this.#root.childElementCount === 0) ZipingForm.host.reserve(this.#root);
  }

  // Light or dark: by the element's attribute, otherwise the host page, otherwise the reader's system.
  #dress = () => {
    const wanted = ZipingForm.host.theme(this, ZipingForm.#dark.matches);
    for (const one of this.#root?.children ?? []) one.setAttribute("data-theme", wanted);
  };

  // Browsers open a dropped file that nobody handles in place of the page. Until the program can accept or refuse it, the pointer shows
  // that it cannot be dropped.
  #unopened = (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    if (!this.#isDrawn) event.dataTransfer.dropEffect = "none";
  };

  // The form is needed now.
  #request() {
    this.#handle(zipingRequest(this.isConnected, ZipingForm.engine));
  }

  // The rubric is read anew, or the form is needed now if it is not drawn: each of the two states ignores the event of the other.
  #renew() {
    this.#handle("set");
    this.#request();
  }

  #draw() {
    // Chromium saves a shadow root with the page, as it looked: its content is drawn anew.
    if (!ZipingForm.host) this.#root.replaceChildren();
    this.#handle(ZipingForm.dress(this.#root, ZipingForm.engine.style) ? "styled" : "unstyled");
  }

  #mount() {
    ZipingForm.#drawn.add(this);
    // Native events of the fields stay inside: a page receives each change once, from the element.
    if (ZipingForm.host) for (const name of ["input", "change"]) this.#root.addEventListener(name, this.#keep);
    ZipingForm.engine.mount(this, this.#root, this.#receive);
    if (!ZipingForm.host) return;
    ZipingForm.#dark.addEventListener("change", this.#dress);
    this.#dress();
    this.#set();
    this.#handle("set");
  }

  #unmount() {
    this.#text = null;
    clearTimeout(this.#unset);
    this.#control?.judge(null);
    ZipingForm.#drawn.delete(this);
    ZipingForm.#dark.removeEventListener("change", this.#dress);
    ZipingForm.engine.unmount(this);
  }

  #keep = (event) => event.stopPropagation();

  #call(what, value = null) {
    return this.#isDrawn ? ZipingForm.engine.call(this, what, value) : undefined;
  }

  // Reads what was set last: the rubric, from its source.
  async #read() {
    const { signal } = (this.#reading = new AbortController());
    if (document.readyState === "loading") await new Promise((ready) => document.addEventListener("DOMContentLoaded", ready, { once: true }));
    const { host } = ZipingForm;
    const source = await host.wait(host.rubric(this, this.#given.rubric, signal), signal, (long) => this.#late(long && (() => this.#handle("set"))));
    // Something else was set while this was read, or the element was removed.
    if (!signal.aborted) this.#handle("read", source);
  }

  // Shows that the form is still loading. After a longer time `again` offers to retry.
  #late(again) {
    const { host } = ZipingForm;
    const box = host.waiting(this.#root);
    this.#dress();
    const message = host.late(box, again, zipingLanguage(this));
    if (!again) return;
    this.#control.fail(message);
    console.warn("ziping-form:", message, this);
  }

  // Opens the rubric and then the waiting record; returns the problems, if there are any.
  #open({ text, unread }) {
    clearTimeout(this.#unset);
    if (text === null && this.#text === null) this.#unset = setTimeout(() => this.#isOpen || this.#fail("unset"), zipingUnset);
    const wrong = unread ? this.#fail("rubric", unread) : text !== null && text !== this.#text ? this.#call("rubric", text) : null;
    if (wrong) {
      if (!unread) {
        this.#clear();
        console.warn("ziping-form:", wrong[0].message, this);
      }
      // The open form continues as if nothing had been set.
      if (this.#isOpen) this.#given.refuse();
      return wrong;
    }
    // Frameworks set a property again when they render: the same rubric keeps the form, and typing continues.
    if (text === this.#text) this.#clear();
    this.#text = text ?? this.#text;
    this.#given.accept();
    this.#control?.fail("");
    if (text !== null) this.#handle("opened");
    return this.#isOpen ? this.#take() : null;
  }

  // Opens the waiting record; returns its problems, if there are any.
  #take() {
    const record = this.#given.take(this.#own);
    this.#set();
    if (record === null) return null;
    // No text means a blank form.
    return this.#call("record", (Array.isArray(record) ? this.#call("join", record) : record) || null);
  }

  #give(record) {
    this.#given.set(record);
    this.#received();
  }

  // A record was set or restored: it is opened now if a form is open, and is submitted until then.
  #received() {
    if (this.#isOpen) this.#take();
    this.#control?.update();
  }

  #own = () => zipingOwn(this);

  #clear() { return ZipingForm.host.clear(this.#root); }

  // Says why there is no form, and what to do.
  #fail(fault, detail) {
    const page = this.getAttribute("page");
    const { box, message } = ZipingForm.host.words(fault, detail, page, zipingLanguage(this));
    this.#clear();
    this.#root?.prepend(box);
    this.#dress();
    this.#control?.fail(message);
    console.warn("ziping-form:", message, this);
    const problems = [{ code: fault, path: "", line: 0, column: 0, message }];
    this.#event("problem", { problems });
    if (fault !== "rubric") this.#calls.settle(problems);
    return problems;
  }

  #set() {
    if (this.#isDrawn) this.#schedule();
  }

  #schedule = zipingOnce(() => this.#call("set", zipingSettings(this, this.#disabled, this.#given.text)));

  #event(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  // Messages of the program: `value` and `validity` are for the form around the element, all others for listeners.
  #receive = (what, detail) => {
    if (what === "value") return this.#control.submit(detail);
    if (what === "validity") return this.#control.judge(detail);
    if (what === "ready") this.#show(detail);
    if (what === "input") this.#control.edit();
    if (what === "save" || what === "kept") this.#control.keep(true);
    if (what === "kept") return;
    this.#event(what, detail);
  };

  // A form is shown. A person who retried, or was led to the element before there was a form, continues in the form.
  #show({ rubric }) {
    const isAim = this.#control.isAim(this.#root.activeElement);
    if (this.#clear() || isAim) this.#call("focus");
    this.#control.entitle(rubric.title);
  }

  // The value that would be submitted now. Until a form is open it is the waiting record.
  #now() { return this.#isOpen ? this.#call("value") : ZipingForm.host.figures(this.#waits(), this.rater); }

  #waits() {
    const record = this.#given.pending(this.#own);
    return typeof record === "string" ? record : "";
  }

  // A click on the element's label.
  #clicked = (event) => {
    if (event.composedPath()[0] === this) this.focus();
  };

  formAssociatedCallback(form) { this.#control?.stand(form); }

  formDisabledCallback(disabled) {
    this.#disabled = disabled;
    this.#set();
    if (this.mirror) this.#control?.update();
  }

  formResetCallback() {
    this.#give(this.#given.initial(this.#own));
    this.#control?.reset();
  }

  formStateRestoreCallback(state) {
    if (typeof state !== "string") return;
    this.#given.restore(state);
    this.#received();
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
    this.#request();
    this.#call("focus");
  }

  // Input and output.

  get value() { return this.#isOpen ? (this.#call("text") ?? "") : this.#waits(); }
  set value(record) { this.#give(zipingText(record)); }

  get rubric() { return this.#given.rubric ?? this.getAttribute("rubric"); }
  set rubric(rubric) {
    this.#calls.supersede();
    this.#given.rubric = rubric ?? undefined;
    this.#handle("set");
  }

  async load({ rubric, record } = {}) {
    const text = record === undefined ? undefined : zipingText(record);
    this.#calls.supersede();
    if (rubric !== undefined) this.#given.rubric = rubric ?? undefined;
    if (record !== undefined) this.#given.set(text);
    const opened = this.#calls.add();
    if (rubric === undefined && this.#isOpen) this.#calls.settle(this.#take());
    else this.#renew();
    this.#control?.update();
    return opened;
  }

  record() { return JSON.parse(this.value || "null"); }
  score() { return this.#call("score") ?? null; }
  print() {
    if (!this.#isDrawn) return;
    zipingPrint(this);
    this.#call("print");
  }
  async removeDrafts() {
    const { draftKey } = this;
    // The rubric of these drafts is known once its form is open.
    if (!this.#isOpen && this.isConnected) {
      const opened = this.#calls.add();
      this.#renew();
      await opened;
    }
    const removed = this.#isOpen ? this.#call("forget", draftKey) : undefined;
    if (!removed) throw new DOMException("no form is open, so its drafts are unknown", "InvalidStateError");
    await removed;
    this.#control?.keep(false);
    this.#control?.update();
  }
  focusCriterion(id) { return this.#call("visit", String(id)) ?? false; }
}

zipingReflect(ZipingForm.prototype);

// A page may contain two copies of the program; the first one defines the element.
if (globalThis.customElements && !customElements.get("ziping-form")) customElements.define("ziping-form", ZipingForm);
