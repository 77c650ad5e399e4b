// Parts of the element for host pages: starts the program once, when the first element comes near the screen, fetches a rubric, and says
// why there is no form. It is placed between the messages and the element's class; `separate.js` or `single.js` defines how the program is
// loaded (`zipingLoad`) and where the one-file page is (`zipingPage`).
const zipingMessages = (lang) => zipingWords[(lang || navigator.language).startsWith("zh") ? "zh-CN" : "en"];

// Delays, in milliseconds, before the element says that the program or a rubric is late, and before it says what to do.
const zipingPatience = [3000, 9000];

// Finds out why a program did not load: each cause has another remedy.
const zipingFault = async () => {
  if (!globalThis.WebAssembly || !HTMLElement.prototype.attachInternals) return "browser";
  // The smallest module distinguishes a browser that refuses WebAssembly from a program that did not arrive.
  const runs = await WebAssembly.instantiate(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)).then(() => true, () => false);
  if (!runs) return "refused";
  return location.protocol === "file:" ? "disk" : "missing";
};

const zipingHost = {
  // Cancels the program that is being fetched; and the number of attempts.
  fetching: null,
  times: 0,

  // Fetches the program for an element, which may name its address.
  start(element) {
    if (!this.fetching) this.fetch(element);
  },

  async fetch(asking) {
    this.fetching?.abort();
    const { signal } = (this.fetching = new AbortController());
    const element = customElements.get("ziping-form");
    try {
      const load = zipingLoad(signal, this.times++, asking);
      await this.wait(load, signal, (long) => element.late(long && (() => this.fetch(asking))));
      // Pages that replace the window's own class leave the program without one.
      if (!element.engine) throw new Error("this page hides its window from the program");
    } catch (error) {
      // A cancelled fetch reports nothing.
      if (signal.aborted || element.engine) return;
      console.error(error);
      element.failed(String(error), await zipingFault());
    }
  },

  // The outcome of some work. While it takes long and was not cancelled, `late` is called: after a while, and with `true` after longer.
  wait(work, signal, late) {
    const timers = zipingPatience.map((time, i) => setTimeout(() => signal.aborted || late(i > 0), time));
    return work.finally(() => timers.forEach(clearTimeout));
  },

  // Rubrics that were requested before the program was there, by element: the address, the answer (null if there was none), and what
  // cancels it.
  early: new WeakMap(),

  // Requests an element's rubric at the same time as the program.
  prepare(element, given) {
    const source = this.source(element, given);
    if (source.address === undefined) return;
    try {
      const { href } = new URL(source.address, document.baseURI);
      if (this.early.get(element)?.href === href) return;
      this.forget(element);
      const request = new AbortController();
      const answer = fetch(href, { signal: request.signal }).catch(() => null);
      this.early.set(element, { href, answer, cancel: () => request.abort() });
    } catch {
      // Not an address: said when the rubric is read.
    }
  },

  // Cancels what was requested for an element before the program was there.
  forget(element) {
    this.early.get(element)?.cancel();
    this.early.delete(element);
  },

  async read(element, address, signal) {
    const early = this.early.get(element);
    this.early.delete(element);
    if (early) signal.addEventListener("abort", early.cancel);
    const isSame = early?.href === address.href;
    if (early && !isSame) early.cancel();
    const known = isSame ? await early.answer : undefined;
    if (known === null) signal.throwIfAborted();
    const answer = known ?? (await fetch(address, { signal }).catch((error) => {
      throw Object.assign(error, { why: "unreached" });
    }));
    if (answer.ok) {
      const text = await answer.text();
      if (!text.trimStart().startsWith("<")) return text;
      throw Object.assign(new Error(`${answer.headers.get("content-type")}`), { why: "webpage" });
    }
    const why = { 401: "denied", 403: "denied", 404: "absent", 410: "absent" }[answer.status] ?? "unanswered";
    throw Object.assign(new Error(`${answer.status} ${answer.statusText}`), { why });
  },

  // Where an element's rubric is: set by the page (`own`), in its children (`text`), at an address, or nowhere (no text).
  source(element, given) {
    if (given !== undefined && (typeof given !== "string" || given.trimStart().startsWith("{"))) return { own: given };
    const child = given === undefined ? zipingChildren(element, "rubric")[0] : undefined;
    if (child) return { text: child.textContent };
    const address = given ?? element.getAttribute("rubric");
    return address ? { address } : { text: null };
  },

  // The text of the rubric, null if there is none; or why it is unread. `given` was set by the page.
  async rubric(element, given, signal) {
    const { own, text, address } = this.source(element, given);
    try {
      if (own !== undefined) return { text: zipingText(own) };
      if (address === undefined) return { text };
      return { text: await this.read(element, new URL(address, document.baseURI), signal) };
    } catch (error) {
      return { unread: address === undefined ? error : Object.assign(error, { address }) };
    }
  },

  control(element, internals, asks) {
    return new ZipingControl(element, internals, asks);
  },

  figures: zipingFigures,
  reserve: zipingReserve,
  waiting: zipingWaiting,
  clear: zipingClear,
  theme: zipingTheme,

  messages: zipingMessages,

  // Says that something is still loading; if `again` retries, also what to do. Returns the message. The button stays once it is there, with
  // the focus of the person who pressed it.
  late(box, again, lang) {
    const words = zipingMessages(lang);
    const say = (text) => {
      box.firstChild.textContent = text;
    };
    const message = again ? words.slow : words.loading;
    say(message);
    if (!again) return message;
    const known = box.querySelector("button");
    const button = known ?? Object.assign(document.createElement("button"), { type: "button", textContent: words.again });
    if (!known) box.append(button);
    button.onclick = () => {
      say(words.loading);
      again();
    };
    return message;
  },

  // Plain words with the remedy, and a link to the one-file page, which works where this does not. The browser's own message is for those
  // who look for the cause.
  words(fault, detail, page, lang) {
    const words = zipingMessages(lang);
    const box = document.createElement("div");
    box.setAttribute("role", "alert");
    box.setAttribute("part", "fault");
    // From disk the rubric must be in the page.
    if (fault === "rubric" && location.protocol === "file:") fault = "local";
    const lines = [words[fault] ?? words.program];
    const say = (...inside) => {
      const line = document.createElement("p");
      line.append(...inside);
      box.append(line);
    };
    say(lines[0]);
    if (detail?.address) {
      lines.push(`${words.address}${detail.address}${words[detail.why] ?? ""}`);
      say(lines[1]);
    }
    const own = detail?.message ?? detail;
    if (own && ["program", "missing", "rubric", "local"].includes(fault)) {
      lines.push(`${words.reports}${own}`);
      say(words.reports, Object.assign(document.createElement("code"), { lang: "en", textContent: own }));
    }
    const href = page || zipingPage();
    if (href) say(Object.assign(document.createElement("a"), { href, textContent: words.page }));
    return { box, message: lines.join(" ") };
  },
};
