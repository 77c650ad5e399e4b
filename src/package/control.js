// What an HTML form sees of an element: its entries, its validity, and the value that the browser restores when a person navigates back.
// `element` provides `now()` (the value to submit), `begin()` and `lead()` (start the program; move to what must be filled in).
class ZipingControl {
  #element;
  #internals;
  #asks;
  #form = null;
  #submission = new ZipingSubmission();
  #anchor = null;
  // Why there is no form; empty if there is one, or may still be.
  #fault = "";

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

  #entries() { return this.#submission.entries(this.#element.name, this.#element.entries); }

  // The current value is what is submitted; also so that a person who navigates back finds the last edits.
  update = () => this.submit(this.#asks.now() ?? this.#submission.value);

  submit(value) {
    this.#submission.value = value;
    if (!this.#element.name) return this.#internals.setFormValue(null);
    const data = new FormData();
    for (const [name, text] of this.#entries()) data.append(name, text);
    this.#internals.setFormValue(data, this.#submission.stored);
  }

  // Whether a draft has all of it.
  keep(kept) {
    this.#submission.kept = kept;
    if (kept) this.submit(this.#submission.value);
  }

  // The value at the moment of submitting, not the one last sent.
  #send = ({ formData }) => {
    if (!this.#element.name || this.#element.matches(":disabled")) return;
    const before = this.#entries();
    this.update();
    const all = zipingReplace(formData, before, this.#entries());
    // Appending all entries again is the only way to keep their order.
    for (const [name] of all) formData.delete(name);
    for (const [name, value] of all) formData.append(name, value);
  };

  // Validity as the program reports it: `kind` is a flag of validity, or empty.
  judge(invalid) {
    this.#submission.invalid = invalid;
    this.#check();
  }

  fail(message) {
    this.#fault = message;
    this.#check();
  }

  say(message) {
    this.#submission.custom = String(message);
    this.#check();
  }

  #check(anchor) {
    const { required } = this.#element;
    const { flags, message } = this.#submission.validity(required, required ? this.#fault || this.#asks.unfilled() : "");
    if (!message) this.#internals.setValidity({});
    else if (anchor) this.#internals.setValidity(flags, message, anchor);
    else this.#internals.setValidity(flags, message);
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
