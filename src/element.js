// <ziping-form>: the custom element. JavaScript, because only a class can extend HTMLElement. It has no logic of its own:
// the engine mounts the form into its shadow root and takes it down again. Inlined into the page, so it imports nothing.
class ZipingForm extends HTMLElement {
  // { mount(host, root), unmount(host) }, once the program has started.
  static engine = null;
  static #waiting = new Set();
  #mounted = false;

  // Called once by the program. Elements that were in the page before it are mounted now.
  static start(engine) {
    ZipingForm.engine = engine;
    for (const form of ZipingForm.#waiting) form.#mount();
    ZipingForm.#waiting.clear();
  }

  connectedCallback() {
    // Open: axe, test tools and assistive add-ons can see in.
    if (!this.shadowRoot) this.attachShadow({ mode: "open" });
    if (ZipingForm.engine) this.#mount();
    else ZipingForm.#waiting.add(this);
  }

  disconnectedCallback() {
    // A mere move disconnects and connects at once: what was filled in must survive it.
    queueMicrotask(() => {
      if (this.isConnected) return;
      ZipingForm.#waiting.delete(this);
      if (!this.#mounted) return;
      this.#mounted = false;
      ZipingForm.engine.unmount(this);
    });
  }

  #mount() {
    if (this.#mounted) return;
    this.#mounted = true;
    ZipingForm.engine.mount(this, this.shadowRoot);
  }
}

// A page may hold two copies of the program; the first to come is the element.
if (!customElements.get("ziping-form")) customElements.define("ziping-form", ZipingForm);
