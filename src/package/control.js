// What a form of HTML sees of an element in it: its entries, whether it may be sent, and what the browser brings back when somebody
// comes back. `element` is asked for `now()` (what would be sent at this moment), `begin()` and `lead()` (starts the program; leads to
// what is to be filled in).
class ZipingControl {
  #element;
  #internals;
  #asks;
  #form = null;
  #value = { record: "", total: "", grade: "" };
  // Nothing is known of what is to be put right until the program has looked.
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

  // The element is in a document, or no longer.
  arrive() {
    window.addEventListener("pagehide", this.update);
    this.#check();
  }

  leave() { window.removeEventListener("pagehide", this.update); }

  // The form around it is another.
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

  // What would be sent at this moment is what is sent; also so that whoever comes back finds the last edits.
  update = () => this.submit(this.#asks.now() ?? this.#value);

  submit(value) {
    this.#value = value;
    if (!this.#element.name) return this.#internals.setFormValue(null);
    const data = new FormData();
    for (const [name, text] of this.#entries(value)) data.append(name, text);
    // What the browser keeps for coming back is the record alone; nothing, where there is nothing or a draft has it.
    this.#internals.setFormValue(data, this.#kept ? null : value.record || null);
  }

  // Whether a draft holds all of it.
  keep(kept) {
    this.#kept = kept;
    if (kept) this.submit(this.#value);
  }

  // The moment of sending is exact, whatever was told last. Others may have entries of the same name: theirs stay.
  #send = ({ formData }) => {
    if (!this.#element.name || this.#element.matches(":disabled")) return;
    const told = this.#entries(this.#value);
    this.update();
    const all = [...formData];
    for (const [i, entry] of this.#entries(this.#value).entries()) {
      const at = all.findIndex(([name, text]) => name === entry[0] && text === told[i][1]);
      if (at >= 0) all[at] = entry;
    }
    // In their order, which only taking all of them out and putting them back keeps.
    for (const [name] of all) formData.delete(name);
    for (const [name, value] of all) formData.append(name, value);
  };

  // What the program finds to be put right: `kind` is a flag of validity, or empty.
  judge(invalid) {
    this.#invalid = invalid;
    this.#check();
  }

  say(message) {
    this.#custom = String(message);
    this.#check();
  }

  #check(anchor) {
    // What is required and was not even looked at is not filled in.
    const unknown = this.#element.required ? { kind: "valueMissing", message: this.#asks.unfilled() } : { kind: "", message: "" };
    const { kind, message } = this.#invalid ?? unknown;
    const flags = { [kind || "customError"]: Boolean(kind), customError: Boolean(this.#custom) };
    const text = this.#custom || message;
    if (!text) this.#internals.setValidity({});
    else if (anchor) this.#internals.setValidity(flags, text, anchor);
    else this.#internals.setValidity(flags, text);
  }

  // Reporting goes to the first place to be filled in: a stand-in takes the focus and hands it on.
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
