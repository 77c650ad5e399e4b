// What an element was given and has not opened yet: a rubric and records, from the page and from the browser. Placed before the element's
// class, in the same script.
class ZipingGiven {
  // Set by the page; undefined if it was not. And what had been set when the open form was opened.
  rubric;
  #stood;
  // The record that the page set, the one that the browser restored, and the one that the page came with: a text, or the parts of a saved
  // page. The last is known once a record was taken.
  #record;
  #restored;
  #initial;

  // The rubric was opened: a later one that cannot be opened does not count.
  accept() { this.#stood = this.rubric; }
  refuse() { this.rubric = this.#stood; }

  set(record) { [this.#restored, this.#record] = [undefined, record]; }
  restore(record) { this.#restored = record; }

  // The record to open next; null if there is none. `own` returns the record in the page, which counts once.
  pending(own) { return this.#restored ?? this.#record ?? (this.#initial === undefined ? own() : null); }

  // The same, and it is not pending any more.
  take(own) {
    const record = this.pending(own);
    this.#initial ??= this.#record ?? own() ?? "";
    this.set(undefined);
    return record;
  }

  // What a reset restores.
  initial(own) { return this.#initial ?? this.#record ?? own() ?? ""; }

  // The record that the page came with, if it is a text.
  get text() { return typeof this.#initial === "string" ? this.#initial || null : null; }
}

// Pending calls of `load` and others that wait for an open form.
class ZipingCalls {
  #pending = [];

  // Resolves once a form is open; rejects if it cannot be.
  add() {
    return new Promise((resolve, reject) => this.#pending.push({ resolve, reject }));
  }

  // Of several calls the last one counts.
  supersede() {
    for (const { reject } of this.#pending.splice(0)) reject(new DOMException("something else was set meanwhile", "AbortError"));
  }

  settle(problems) {
    for (const { resolve, reject } of this.#pending.splice(0)) {
      if (problems) reject(Object.assign(new Error(problems[0].message), { problems }));
      else resolve();
    }
  }
}
