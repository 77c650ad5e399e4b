// What the element needs in a page of somebody else's: starts the program, once, when the first element comes near the screen,
// fetches a rubric, and says why there is no form. Stands between the words and the element's class; how the program comes
// (`zipingLoad`) and where the one-file page lies (`zipingPage`) is said by `separate.js` or `single.js`.
const zipingTongue = (lang) => zipingWords[(lang || navigator.language).startsWith("zh") ? "zh-CN" : "en"];

// How long nothing is said while the program or a rubric does not come, and how long until it is said what to do, in milliseconds.
const zipingPatience = [3000, 9000];

// Tells why a program did not come: the remedy is another one each time.
const zipingFault = async () => {
  if (!globalThis.WebAssembly || !HTMLElement.prototype.attachInternals) return "browser";
  // The smallest module there is tells a browser that refuses WebAssembly from a program that did not arrive.
  const runs = await WebAssembly.instantiate(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)).then(() => true, () => false);
  if (!runs) return "refused";
  return location.protocol === "file:" ? "disk" : "missing";
};

const zipingHost = {
  // What gives the program that is being fetched up, and how many times it was asked for.
  fetching: null,
  times: 0,

  start() {
    if (!this.fetching) this.fetch();
  },

  async fetch() {
    this.fetching?.abort();
    const { signal } = (this.fetching = new AbortController());
    const element = customElements.get("ziping-form");
    try {
      await this.wait(zipingLoad(signal, this.times++), signal, (long) => element.late(long && (() => this.fetch())));
      // Pages that put something else in the place of the window's own class leave the program without one.
      if (!element.engine) throw new Error("this page hides its window from the program");
    } catch (error) {
      // One that was given up for another says nothing.
      if (signal.aborted || element.engine) return;
      console.error(error);
      element.failed(String(error), await zipingFault());
    }
  },

  // The outcome of some work. As long as it takes, and nobody gave it up, `late` is called: after a while, and with `true` after longer.
  wait(work, signal, late) {
    const timers = zipingPatience.map((time, i) => setTimeout(() => signal.aborted || late(i > 0), time));
    return work.finally(() => timers.forEach(clearTimeout));
  },

  async read(address, signal) {
    const answer = await fetch(address, { signal }).catch((error) => {
      throw Object.assign(error, { why: "unreached" });
    });
    if (answer.ok) return answer.text();
    const why = { 401: "denied", 403: "denied", 404: "absent", 410: "absent" }[answer.status] ?? "unanswered";
    throw Object.assign(new Error(`${answer.status} ${answer.statusText}`), { why });
  },

  control(element, internals, asks) {
    return new ZipingControl(element, internals, asks);
  },

  unfilled(lang) {
    return zipingTongue(lang).unfilled;
  },

  // A box that stands where the form will.
  waiting() {
    const box = document.createElement("div");
    box.setAttribute("role", "status");
    box.setAttribute("part", "waiting");
    box.append(document.createElement("p"));
    return box;
  },

  // Says in it that something is still being loaded; where `again` asks for it once more, what to do. The button stays once it is
  // there, with the focus of the person who pressed it.
  late(box, again, lang) {
    const words = zipingTongue(lang);
    const say = (text) => {
      box.firstChild.textContent = text;
    };
    say(again ? words.slow : words.loading);
    if (!again) return;
    const known = box.querySelector("button");
    const button = known ?? Object.assign(document.createElement("button"), { type: "button", textContent: words.again });
    if (!known) box.append(button);
    button.onclick = () => {
      say(words.loading);
      again();
    };
  },

  // Plain words with the remedy, and the one-file page, which runs where this does not. What the browser says itself is for those who
  // look for the cause.
  words(fault, detail, page, lang) {
    const words = zipingTongue(lang);
    const box = document.createElement("div");
    box.setAttribute("role", "alert");
    box.setAttribute("part", "fault");
    // From disk the rubric has to be in the page.
    if (fault === "rubric" && location.protocol === "file:") fault = "local";
    const told = [words[fault] ?? words.program];
    const say = (...inside) => {
      const line = document.createElement("p");
      line.append(...inside);
      box.append(line);
    };
    say(told[0]);
    if (detail?.address) {
      told.push(`${words.address}${detail.address}${words[detail.why] ?? ""}`);
      say(told[1]);
    }
    const own = detail?.message ?? detail;
    if (own && ["program", "rubric", "local"].includes(fault)) {
      told.push(`${words.reports}${own}`);
      say(words.reports, Object.assign(document.createElement("code"), { lang: "en", textContent: own }));
    }
    say(Object.assign(document.createElement("a"), { href: page || zipingPage(), textContent: words.page }));
    return { box, message: told.join(" ") };
  },
};
