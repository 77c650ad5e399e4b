// What an HTML form and assistive technology see of an element: its entries, its validity, its name, and the value that the browser restores
// when a person navigates back. `asks` has `now()` (the value to submit), `begin()` and `lead()` (start the program; move to what must be
// filled in), `words()` (the messages in the element's language) and `root()` (the shadow root).

// Sets or removes the state `user-invalid` of an element. Browsers without custom states have none, and older ones accept only names that
// begin with dashes.
const zipingMark = (internals, on) => {
  try {
    internals.states?.[on ? "add" : "delete"]("user-invalid");
  } catch {
    // Nothing but a style depends on the state.
  }
};

class ZipingControl {
  #element;
  #internals;
  #asks;
  #form = null;
  #submission = new ZipingSubmission();
  #anchor = null;
  // Why there is no form; empty if there is one, or may still be.
  #fault = "";
  // The title of the open rubric.
  #title = "";
  // Whether a check has failed since the element was empty or reset.
  #reported = false;

  constructor(element, internals, asks) {
    this.#element = element;
    this.#internals = internals;
    this.#asks = asks;
    internals.role = "group";
    element.addEventListener("invalid", this.#aim);
    // A label may have come or gone.
    element.addEventListener("focusin", () => this.entitle(this.#title));
  }

  // The element was connected or disconnected.
  arrive() {
    window.addEventListener("pagehide", this.update);
    this.describe();
    if (this.#element.mirror) this.update();
  }

  leave() { window.removeEventListener("pagehide", this.update); }

  // The form around it has changed.
  stand(form) {
    this.#form?.removeEventListener("formdata", this.#send);
    this.#form?.removeEventListener("submit", this.#warn, { capture: true });
    this.#form = form;
    form?.addEventListener("formdata", this.#send);
    form?.addEventListener("submit", this.#warn, { capture: true });
  }

  // The title of the open rubric names the element where no label does.
  entitle(title) {
    this.#title = title;
    this.#internals.ariaLabel = this.#internals.labels?.length ? null : title || null;
  }

  // The attribute `required` was set or removed. A group has no required state of its own, so a description says the same.
  describe() {
    const { required } = this.#element;
    this.#internals.ariaRequired = required ? "true" : null;
    this.#internals.ariaDescription = required ? this.#asks.words().required : null;
    this.#check();
  }

  #entries() { return this.#submission.entries(this.#element.name, this.#element.entries); }

  // The current value is what is submitted; also so that a person who navigates back finds the last edits.
  update = () => this.submit(this.#asks.now() ?? this.#submission.value);

  submit(value) {
    this.#submission.value = value;
    const { isConnected, mirror, name } = this.#element;
    const entries = name ? this.#entries() : [];
    if (isConnected) zipingMirror(this.#element, mirror ? entries : []);
    if (!name) return this.#internals.setFormValue(null);
    const data = new FormData();
    // Hidden inputs submit themselves.
    if (!mirror) for (const [name, text] of entries) data.append(name, text);
    this.#internals.setFormValue(data, this.#submission.stored);
  }

  // Something was entered. A script may read the hidden inputs at any time.
  edit() {
    this.keep(false);
    if (this.#element.mirror) this.update();
  }

  // Whether a draft has all of it.
  keep(kept) {
    this.#submission.kept = kept;
    if (kept) this.submit(this.#submission.value);
  }

  // Whether this is the element that takes the focus before there is a form.
  isAim(element) { return Boolean(element) && element === this.#anchor; }

  reset() {
    this.#reported = false;
    this.#check();
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

  // Plugins that set `novalidate`, and scripts, send a form in spite of its controls.
  #warn = () => {
    const { validity, validationMessage } = this.#internals;
    if (validity.valid || this.#element.matches(":disabled")) return;
    console.warn("ziping-form:", `${this.#asks.words().sent}${validationMessage}`, this.#element);
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
    const { flags, message } = this.#submission.validity(required, required ? this.#fault || this.#asks.words().unfilled : "");
    zipingMark(this.#internals, this.#reported && Boolean(message));
    if (!message) this.#internals.setValidity({});
    else if (anchor) this.#internals.setValidity(flags, message, anchor);
    else this.#internals.setValidity(flags, message);
  }

  // Reporting moves to the first place to fill in: a substitute element takes the focus and passes it on.
  #aim = () => {
    this.#reported = true;
    this.#asks.begin();
    if (!this.#element.isConnected) return this.#check();
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
