// What the element needs in a page of somebody else's: starts the program, once, when the first element comes near the screen,
// fetches a rubric, and says why there is no form. Stands between the words and the element's class; how the program comes
// (`zipingLoad`) and where the one-file page lies (`zipingPage`) is said by `separate.js` or `single.js`.
const zipingTongue = (lang) => zipingWords[(lang || navigator.language).startsWith("zh") ? "zh-CN" : "en"];

// Tells why a program did not come: the remedy is another one each time.
const zipingFault = async () => {
  if (!globalThis.WebAssembly || !CSSStyleSheet.prototype.replaceSync || !HTMLElement.prototype.attachInternals) return "browser";
  // The smallest module there is tells a browser that refuses WebAssembly from a program that did not arrive.
  const runs = await WebAssembly.instantiate(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)).then(() => true, () => false);
  if (!runs) return "refused";
  return location.protocol === "file:" ? "disk" : "missing";
};

const zipingHost = {
  started: null,

  start() {
    this.started ??= (async () => {
      try {
        await zipingLoad();
        // Pages that put something else in the place of the window's own class leave the program without one.
        if (!customElements.get("ziping-form").engine) throw new Error("this page hides its window from the program");
      } catch (error) {
        console.error(error);
        customElements.get("ziping-form").failed(String(error), await zipingFault());
      }
    })();
    return this.started;
  },

  async read(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
    return answer.text();
  },

  control(element, internals, asks) {
    return new ZipingControl(element, internals, asks);
  },

  unfilled(lang) {
    return zipingTongue(lang).unfilled;
  },

  // Plain words with the remedy, and the one-file page, which runs where this does not.
  words(fault, detail, page, lang) {
    const words = zipingTongue(lang);
    const box = document.createElement("div");
    box.setAttribute("role", "alert");
    box.setAttribute("part", "fault");
    // From disk the rubric has to be in the page.
    if (fault === "rubric" && location.protocol === "file:") fault = "local";
    const say = (name, text) => box.append(Object.assign(document.createElement(name), { textContent: text }));
    const told = [words[fault] ?? words.program];
    if (detail && ["program", "rubric", "local"].includes(fault)) told.push(detail);
    say("p", told[0]);
    if (told[1]) say("code", told[1]);
    const link = Object.assign(document.createElement("a"), { href: page || zipingPage(), textContent: words.page });
    say("p", "");
    box.lastChild.append(link);
    return { box, message: told.join(" ") };
  },
};
