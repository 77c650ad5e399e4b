// The first view: the form, or the list of forms, as plain HTML that the build drew with the program's own views. Shows it in the reader's
// language before the program has started, records what a person does in it, and hands that over to the program's form. Inline, directly
// after the templates, with its hash in the policy.
(() => {
  const first = document.getElementById("ziping-first");
  // A browser that saved the page before the program had started saved what was shown, too.
  for (const shown of [...first.children]) if (!shown.matches("template, script")) shown.remove();
  // A browser may refuse its storage to a page from disk.
  const quietly = (read) => {
    try {
      return read();
    } catch {
      return null;
    }
  };
  const primary = (tag) => tag.split("-")[0].toLowerCase();
  const views = [...first.querySelectorAll(":scope > template[lang]")];
  const tags = [quietly(() => localStorage.getItem("ziping.language")), ...(navigator.languages ?? [])];
  const readable = tags.flatMap((tag) => views.filter((view) => tag && primary(view.lang) === primary(tag)));
  const view = readable[0] ?? views[0];
  if (!view) return;
  // Another view comes: the form of the address, or the one that was open before a reload.
  const isList = !view.content.querySelector(".form");
  const isAsked = () => new URL(document.URL).searchParams.has("rubric");
  const isBack = () => Object.keys(sessionStorage).some((key) => key.startsWith("ziping.tab."));
  if (isList && (isAsked() || quietly(isBack))) return;

  document.documentElement.lang = view.lang;
  const { content } = view;
  const form = content.querySelector(".form");
  const drafts = content.querySelector(".drafts-place");
  if (drafts) drafts.style.minHeight = `${Number(quietly(() => localStorage.getItem("ziping.drafts-height"))) || 0}px`;
  // The classes of the width are those that the program sets (`web/breakpoints.rs`).
  const fit = (width) => {
    if (!form) return;
    const classes = form.className.replace(/(?:at|below)-(\d+)/g, (_, step) => `${width >= step ? "at" : "below"}-${step}`);
    if (form.className !== classes) form.className = classes;
  };
  fit(document.documentElement.clientWidth);
  // A policy allows a style by its text, also one that a script made.
  const sheet = document.createElement("style");
  sheet.textContent = first.querySelector("[data-ziping=sheet]").textContent;
  first.append(sheet, content);
  first.className = "shown";
  const place = form?.parentNode;
  // After the layout and before the paint: with a scroll bar the form is narrower than the window.
  const width = new ResizeObserver(() => fit(place.clientWidth));
  if (place) width.observe(place);

  const listening = new AbortController();
  const on = (target, names, act, capture = false) => {
    for (const name of names.split(" ")) target.addEventListener(name, act, { signal: listening.signal, capture });
  };
  // What was done, in order: a control with its content, a button that was pressed, or lines that were pasted into a field of one line.
  const done = [];
  const isChoice = (control) => /radio|checkbox/.test(control.type);
  on(first, "input", ({ target }) => {
    if (done.at(-1)?.control !== target || done.at(-1).lines) done.push({ control: target });
    Object.assign(done.at(-1), { value: target.value, files: target.files });
  }, true);
  on(first, "click", (event) => {
    const control = event.target.closest("button, a");
    if (control?.localName === "a") event.preventDefault();
    if (control) done.push({ control, isPressed: true });
  }, true);
  on(first, "paste", (event) => {
    const lines = event.clipboardData?.getData("text/plain") ?? "";
    if (event.target.localName !== "input" || !/[\r\n\t]/.test(lines.trim())) return;
    event.preventDefault();
    done.push({ control: event.target, lines });
  });
  // Enter leads to the next criterion that is still open, as it does in the program's form. In Safari the key that ends a composition is 229.
  on(first, "keydown", (event) => {
    const own = event.target.closest(".criterion");
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229 || event.target.getAttribute("enterkeyhint") !== "next" || !own) return;
    event.preventDefault();
    const isOpen = (field) => (isChoice(field) ? !field.checked : !field.value);
    const items = [...first.querySelectorAll(".criterion")];
    const at = items.indexOf(own);
    const fields = [...items.slice(at + 1), ...items.slice(0, at)].map((item) => [...item.querySelectorAll("input, select, textarea")]);
    fields.find((of) => of.length > 0 && of.every(isOpen))?.[0].focus();
  });
  // A file that is dropped would replace the page.
  on(document, "dragover drop", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "none";
  });
  // Nothing is stored yet.
  on(globalThis, "beforeunload", (event) => done.length > 0 && event.preventDefault());

  // The view stays while a text is being composed, a date is half typed, or a button is held down: another element would break that.
  let isComposing = false;
  let isHeld = false;
  let settled = null;
  const isFree = () => !isComposing && !isHeld && !(first.contains(document.activeElement) && document.activeElement.validity?.badInput);
  // Some browsers report the composed text, and all report the click, after the event that ends the wait.
  const look = () => setTimeout(() => isFree() && settled?.());
  on(first, "compositionstart", () => (isComposing = true));
  on(first, "compositionend", () => {
    isComposing = false;
    look();
  });
  on(first, "pointerdown", () => (isHeld = true));
  const release = () => {
    isHeld = false;
    look();
  };
  on(document, "pointerup pointercancel dragend", release);
  on(globalThis, "blur", release);
  on(first, "input focusout", look);

  // The words for a program that cannot start, which boot shows by their cause. Without boot, or without an end of its start, nobody else
  // would show them.
  const words = () => document.getElementById("ziping-words")?.classList.add("failed");
  on(document, "DOMContentLoaded", () => globalThis.customElements?.get("ziping-form") || words());
  const late = setTimeout(words, 20000);

  const textsOf = (ids, root) => ids.split(" ").map((id) => root.getElementById(id)?.textContent ?? "").join(" ").trim();
  // The visible name of a control; for a radio, that of its question.
  const name = (control) => {
    const named = control.type === "radio" ? (control.closest("[role=group], fieldset") ?? control) : control;
    const ids = named.getAttribute("aria-labelledby");
    const own = named.getAttribute("aria-label") ?? named.labels?.[0]?.textContent ?? named.querySelector("legend")?.textContent;
    return ((ids && textsOf(ids, control.getRootNode())) || own || control.textContent).trim();
  };
  // What a person sees as the content of a control.
  const shownIn = (control) => {
    if (isChoice(control)) return control.checked ? (control.labels?.[0]?.textContent ?? "").trim() : "";
    if (control.type === "file") return [...control.files].map((file) => file.name).join(" ");
    return control.localName === "select" ? (control.value && control.selectedOptions[0].textContent) : control.value;
  };
  // Whether a control has what it had at first, such as a text that was deleted again.
  const isAsDrawn = (control) => {
    if (isChoice(control)) return control.checked === control.defaultChecked;
    if (control.localName === "select") return control.selectedOptions[0]?.defaultSelected ?? true;
    return control.type !== "file" && control.value === control.defaultValue;
  };
  // Each content counts once, where it was entered last; a radio counts for its group.
  const subject = ({ control }) => (control.type === "radio" && control.name) || control;
  const isContent = ({ isPressed, lines }) => !isPressed && !lines;
  const isLast = (entry, i) => !done.slice(i + 1).some((later) => isContent(later) && subject(later) === subject(entry));
  const summary = () => done.filter((entry, i) => !isContent(entry) || isLast(entry, i));

  // A control is found again by its id, or by its position among the controls of the same kind below the nearest id.
  const kind = (control) => `${control.localName} ${control.type} ${control.getAttribute("aria-label") ?? control.textContent}`;
  const counterpart = (control, roots) => {
    const root = roots.find(({ old }) => old.contains(control));
    if (!root) return null;
    const of = (id) => root.now.querySelector(`[id="${CSS.escape(id)}"]`);
    if (control.id) return of(control.id);
    const around = control.closest("[id]:not(#ziping-first)");
    const [before, after] = around ? [around, of(around.id)] : [root.old, root.now];
    const same = (within) => [...within.querySelectorAll(control.localName)].filter((one) => kind(one) === kind(control));
    return (after && same(after)[same(before).indexOf(control)]) ?? null;
  };
  const change = (control) => control.dispatchEvent(new Event("change", { bubbles: true }));
  // Does the same in the program's control, whose own listeners check it. Returns what was there before, if that was replaced.
  const repeat = ({ control: own, isPressed, lines, value, files }, control, isFocused) => {
    if (isPressed) {
      const field = control.closest(".points")?.querySelector("input");
      const before = control.getAttribute("aria-pressed") === "true" ? "" : field?.value;
      control.click();
      return before && { name: name(field), before, now: control.textContent };
    }
    if (lines) {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", lines);
      control.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, composed: true, cancelable: true }));
      return null;
    }
    const others = control.type === "radio" ? [...control.getRootNode().querySelectorAll(`[name="${CSS.escape(control.name)}"]`)] : [control];
    const before = others.map(shownIn).find(Boolean);
    if (isChoice(control)) {
      if (control.checked !== own.checked) control.click();
    } else if (control.type === "file") {
      control.files = files;
      change(control);
    } else if (control.value !== value) {
      control.value = value;
      if (control.localName !== "select") control.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
      // The field that is being typed in is left later; the browser reports no change that a script made.
      if (isFocused) control.addEventListener("blur", () => change(control), { once: true });
      else change(control);
    }
    const now = shownIn(own);
    return before && before !== now && { name: name(own), before, now };
  };

  // Removes what was shown, and all that was recorded.
  const clear = () => {
    clearTimeout(late);
    listening.abort();
    width.disconnect();
    const rest = first.cloneNode(true);
    rest.removeAttribute("class");
    for (const shown of [...rest.children]) if (!shown.matches("template, script")) shown.remove();
    first.replaceWith(rest);
  };
  first.zipingSettled = () => {
    clearTimeout(late);
    return isFree() ? Promise.resolve() : new Promise((free) => (settled = free));
  };
  // Puts the program's form in the place of this one, with what was done: within one task, so that no key falls between. Returns the
  // content that was replaced, and what has no control there.
  first.zipingHandOver = (shell, root) => {
    const shown = first.querySelectorAll(":scope > div");
    const roots = [shell, root].map((now, i) => ({ old: shown[i], now }));
    const focused = first.contains(document.activeElement) ? document.activeElement : null;
    const selection = focused && quietly(() => [focused.selectionStart, focused.selectionEnd, focused.selectionDirection]);
    const seen = focused ?? (scrollY > 0 ? [...first.querySelectorAll(".criterion")].find((one) => one.getBoundingClientRect().bottom > 60) : null);
    const height = seen?.getBoundingClientRect().top;
    const replaced = [];
    const unplaced = [];
    // Commands of the bar come last: they act on the whole form. An impatient second press is none.
    const commands = [];
    try {
      for (const details of first.querySelectorAll("details[open]")) {
        const now = counterpart(details, roots);
        if (now) now.open = true;
      }
      for (const entry of summary()) {
        const { control, isPressed, lines } = entry;
        if (isContent(entry) && isAsDrawn(control)) continue;
        const now = counterpart(control, roots);
        if (isPressed && shown[0].contains(control)) {
          if (now && commands.at(-1) !== now) commands.push(now);
          continue;
        }
        try {
          const before = repeat(entry, now, control === focused);
          if (before) replaced.push(before);
        } catch (error) {
          // There is no such control, or the browser refuses its content.
          console.info(error);
          if (!isPressed) unplaced.push({ name: name(control), now: lines ?? shownIn(control) });
        }
      }
    } finally {
      const [goes, stays] = [focused, seen].map((one) => one && counterpart(one, roots));
      clear();
      // Without a place of the person, a notice takes the focus, as it does at any other time.
      (goes ?? shell.querySelector(".notice-title"))?.focus({ preventScroll: true });
      if (goes && selection?.[0] != null) quietly(() => goes.setSelectionRange(...selection));
      if (stays) scrollBy(0, stays.getBoundingClientRect().top - height);
      for (const command of commands) command.click();
    }
    return { replaced, unplaced };
  };
})();
