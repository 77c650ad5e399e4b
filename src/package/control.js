// What an HTML form sees of an element: its entries, its validity, and the value that the browser restores when a person navigates back.
// `element` provides `now()` (the value to submit), `begin()` and `lead()` (start the program; move to what must be filled in).
class ZipingControl {
  #element;
  #internals;
  #asks;
  #form = null;
  #value = { record: "", total: "", grade: "" };
  // Nothing is known about validity until the program has checked.
  #invalid = null;
  #custom = "";
  #kept = false;
  #anchor = null;

  constructor(element, internals, asks) {
    this.#element = element;
    this.#internals = internals;
    this.#asks = asks;
    internals.role = "group";
    element.addEventListener("invalid", this.#aim);
  }

  // The element was connected or disconnected.
  arrive() {
    window.addEventListener("pagehide", this.update);
    this.#check();
  }

  leave() { window.removeEventListener("pagehide", this.update); }

  // The form around it has changed.
  stand(form) {
    this.#form?.removeEventListener("formdata", this.#send);
    this.#form = form;
    form?.addEventListener("formdata", this.#send);
  }

  #entries({ record, total, grade }) {
    const more = { total, grade };
    const { name } = this.#element;
    const wanted = this.#element.entries.split(/\s+/).filter((entry) => Object.hasOwn(more, entry));
    return [[name, record], ...wanted.map((entry) => [`${name}.${entry}`, more[entry]])];
  }

  // The current value is what is submitted; also so that a person who navigates back finds the last edits.
  update = () => this.submit(this.#asks.now() ?? this.#value);

  submit(value) {
    this.#value = value;
    if (!this.#element.name) return this.#internals.setFormValue(null);
    const data = new FormData();
    for (const [name, text] of this.#entries(value)) data.append(name, text);
    // The browser stores only the record for navigating back; nothing if there is none or a draft has it.
    this.#internals.setFormValue(data, this.#kept ? null : value.record || null);
  }

  // Whether a draft has all of it.
  keep(kept) {
    this.#kept = kept;
    if (kept) this.submit(this.#value);
  }

  // The value at the moment of submitting, not the one last sent. Others may have entries of the same name: theirs are kept.
  #send = ({ formData }) => {
    if (!this.#element.name || this.#element.matches(":disabled")) return;
    const before = this.#entries(this.#value);
    this.update();
    const all = [...formData];
    for (const [i, entry] of this.#entries(this.#value).entries()) {
      const at = all.findIndex(([name, text]) => name === entry[0] && text === before[i][1]);
      if (at >= 0) all[at] = entry;
    }
    // Appending all entries again is the only way to keep their order.
    for (const [name] of all) formData.delete(name);
    for (const [name, value] of all) formData.append(name, value);
  };

  // Validity as the program reports it: `kind` is a flag of validity, or empty.
  judge(invalid) {
    this.#invalid = invalid;
    this.#check();
  }

  say(message) {
    this.#custom = String(message);
    this.#check();
  }

  #check(anchor) {
    // A required form that was not even loaded is not filled in.
    const unknown = this.#element.required ? { kind: "valueMissing", message: this.#asks.unfilled() } : { kind: "", message: "" };
    const { kind, message } = this.#invalid ?? unknown;
    const flags = { [kind || "customError"]: Boolean(kind), customError: Boolean(this.#custom) };
    const text = this.#custom || message;
    if (!text) this.#internals.setValidity({});
    else if (anchor) this.#internals.setValidity(flags, text, anchor);
    else this.#internals.setValidity(flags, text);
  }

  // Reporting moves to the first place to fill in: a substitute element takes the focus and passes it on.
  #aim = () => {
    this.#asks.begin();
    if (!this.#element.isConnected) return;
    if (!this.#anchor) {
      this.#anchor = document.createElement("span");
      this.#anchor.setAttribute("data-aim", "");
      this.#anchor.tabIndex = -1;
      this.#anchor.addEventListener("focus", () => this.#asks.lead());
      this.#asks.root().prepend(this.#anchor);
    }
    this.#check(this.#anchor);
  };
}
