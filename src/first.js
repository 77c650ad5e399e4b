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
  const content = view.content.cloneNode(true);
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
  first.append(first.querySelector("template:not([lang])").content.cloneNode(true), content);
  const place = form?.parentNode;
  // After the layout and before the paint: with a scroll bar the form is narrower than the window.
  const width = new ResizeObserver(() => fit(place.clientWidth));
  if (place) width.observe(place);

  // What was done, in order: a control with its content, or a button that was pressed.
  const done = [];
  let isComposing = false;
  let composed = null;
  const record = ({ target }) => {
    if (done.at(-1)?.control !== target) done.push({ control: target });
    Object.assign(done.at(-1), { value: target.value, checked: target.checked, files: target.files });
  };
  const press = (event) => {
    const control = event.target.closest("button, a");
    if (control?.localName === "a") event.preventDefault();
    if (control) done.push({ control, isPressed: true });
  };
  // Enter leads to the next criterion that is still open, as it does in the program's form.
  const lead = (event) => {
    const own = event.target.closest(".criterion");
    if (event.key !== "Enter" || event.isComposing || event.target.enterKeyHint !== "next" || !own) return;
    event.preventDefault();
    const isOpen = (field) => (/radio|checkbox/.test(field.type) ? !field.checked : !field.value);
    const items = [...first.querySelectorAll(".criterion")];
    const at = items.indexOf(own);
    const fields = [...items.slice(at + 1), ...items.slice(0, at)].map((item) => [...item.querySelectorAll("input, select, textarea")]);
    fields.find((of) => of.length > 0 && of.every(isOpen))?.[0].focus();
  };
  first.addEventListener("input", record, true);
  first.addEventListener("click", press, true);
  first.addEventListener("keydown", lead);
  first.addEventListener("compositionstart", () => (isComposing = true));
  first.addEventListener("compositionend", () => {
    isComposing = false;
    // Some browsers report the composed text after this event.
    setTimeout(() => composed?.());
  });

  // The words for a program that cannot start, which boot shows by their cause. Without boot, or without an end of its start, nobody else
  // would show them.
  const words = () => document.getElementById("ziping-words")?.classList.add("failed");
  document.addEventListener("DOMContentLoaded", () => globalThis.customElements?.get("ziping-form") || words());
  const late = setTimeout(words, 20000);

  // A control is found again by its id, or by its position among the controls of the same kind below the nearest id.
  const kind = (control) => `${control.localName} ${control.type} ${control.getAttribute("aria-label") ?? control.textContent}`;
  const counterpart = (control, roots) => {
    const root = roots.find(({ old }) => old.contains(control));
    const of = (id) => root.now.querySelector(`[id="${CSS.escape(id)}"]`);
    if (control.id) return of(control.id);
    const around = control.closest("[id]:not(#ziping-first)");
    const [before, after] = around ? [around, of(around.id)] : [root.old, root.now];
    const same = (within) => [...within.querySelectorAll(control.localName)].filter((one) => kind(one) === kind(control));
    return (after && same(after)[same(before).indexOf(control)]) ?? null;
  };
  const name = (control) => {
    const words = control.getAttribute("aria-label") ?? control.labels?.[0]?.textContent ?? control.textContent;
    const group = control.type === "radio" ? control.closest("[role=radiogroup], fieldset") : null;
    const title = group?.getAttribute("aria-labelledby")?.split(" ").map((id) => control.getRootNode().getElementById(id)?.textContent).join(" ");
    return (title || group?.querySelector("legend")?.textContent || words || "").trim();
  };
  // Does the same in the program's control, whose own listeners check it; returns the content that was replaced.
  const repeat = (entry, control, isFocused) => {
    if (entry.isPressed) return void control.click();
    if (/radio|checkbox/.test(control.type)) {
      if (control.checked === entry.checked) return;
      const others = control.type === "radio" ? [...control.getRootNode().querySelectorAll(`[name="${CSS.escape(control.name)}"]`)] : [];
      const other = others.find((one) => one.checked);
      control.click();
      return other && name(other);
    }
    const before = control.type === "file" ? "" : control.value;
    if (control.type === "file") control.files = entry.files;
    else if (before === entry.value) return;
    else control.value = entry.value;
    const isTyped = !/file|select/.test(control.type);
    if (isTyped) control.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
    // The field that is being typed in is not left.
    if (!isTyped || !isFocused) control.dispatchEvent(new Event("change", { bubbles: true }));
    return before;
  };

  // Waits for the end of a composition: another field would break it.
  first.zipingSettled = () => (isComposing ? new Promise((settled) => (composed = settled)) : Promise.resolve());
  // Removes what was shown, without what was done in it.
  const clear = () => {
    clearTimeout(late);
    width.disconnect();
    for (const shown of [...first.children]) if (!shown.matches("template, script")) shown.remove();
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
    for (const details of first.querySelectorAll("details")) {
      const now = details.open && counterpart(details, roots);
      if (now) now.open = true;
    }
    for (const entry of done) {
      const { control, value } = entry;
      const now = counterpart(control, roots);
      if (now) {
        const before = repeat(entry, now, control === focused);
        if (before) replaced.push({ name: name(now), before, now: /radio|checkbox/.test(now.type) ? name(now) : value });
      } else if (!entry.isPressed) unplaced.push({ name: name(control), now: value });
    }
    const [goes, stays] = [focused, seen].map((one) => one && counterpart(one, roots));
    clear();
    goes?.focus({ preventScroll: true });
    if (goes && selection?.[0] != null) quietly(() => goes.setSelectionRange(...selection));
    if (stays) scrollBy(0, stays.getBoundingClientRect().top - height);
    return { replaced, unplaced };
  };
})();
