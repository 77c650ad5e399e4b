// Gives a document or a shadow root a style sheet. Placed before the element's class, in the same script.

// Adopted: no policy refuses that. Some browser extensions freeze or replace the list of adopted sheets, and older engines have none.
const zipingAdopted = new Map();
const zipingAdopt = (root, view, text) => {
  const made = (from) => {
    const sheet = new from.CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  };
  // All elements of a window share one; a document of its own, as in a frame, takes only sheets of its own.
  const shares = view === window;
  if (shares && !zipingAdopted.has(text)) zipingAdopted.set(text, made(window));
  const sheet = shares ? zipingAdopted.get(text) : made(view);
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  return () => {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => one !== sheet);
  };
};

// The rules of a style sheet, one by one.
const zipingRules = (text) => {
  const plain = text.replace(/[/][*][^]*?[*][/]/g, "");
  const rules = [];
  let [depth, start] = [0, 0];
  for (let at = 0; at < plain.length; at += 1) {
    if (plain[at] === "{") depth += 1;
    if (plain[at] !== "}" || (depth -= 1) > 0) continue;
    rules.push(plain.slice(start, at + 1));
    start = at + 1;
  }
  return rules;
};

// As a <style>. A policy checks the text of a <style>, not the rules that a script adds to it: so the rules are added to a copy of one that
// the policy allows (`own`), or to an empty one. A browser that saves the page does not write added rules into the file either.
const zipingInsert = (root, document, text, own) => {
  const at = root === document && own ? own : (own?.cloneNode(true) ?? document.createElement("style"));
  if (at !== own) (root.head ?? root).prepend(at);
  const { sheet } = at;
  const before = sheet?.cssRules.length ?? 0;
  const off = () => {
    if (at !== own) at.remove();
    else while (sheet.cssRules.length > before) sheet.deleteRule(before);
  };
  for (const rule of sheet ? zipingRules(text) : []) {
    try {
      sheet.insertRule(rule, sheet.cssRules.length);
    } catch {
      // An unknown rule is skipped, as in any sheet.
    }
  }
  return off;
};

// Each text has a number, which identifies its rules among those of others in the same root.
const zipingNumbers = new Map();
const zipingNumber = (text) => {
  if (!zipingNumbers.has(text)) zipingNumbers.set(text, zipingNumbers.size);
  return zipingNumbers.get(text);
};

// Whether the rules of the text with this number apply, by their effect on an element.
const zipingApplies = (root, document, number) => {
  const probe = document.createElement("span");
  probe.setAttribute("data-ziping-probe", number);
  (root.body ?? root).append(probe);
  try {
    return document.defaultView.getComputedStyle(probe).order === "1";
  } finally {
    probe.remove();
  }
};

// Gives this root these rules; returns a function that removes them, or null if the browser allows none. `own` is a <style> of the page
// that its policy allows.
const zipingStyle = (root, text, own = null) => {
  const document = root.ownerDocument ?? root;
  const number = zipingNumber(text);
  const rules = `${text}\n[data-ziping-probe="${number}"] { order: 1 !important; }`;
  for (const way of [() => zipingAdopt(root, document.defaultView, rules), () => zipingInsert(root, document, rules, own)]) {
    try {
      const off = way();
      if (zipingApplies(root, document, number)) return off;
      off();
    } catch {
      // Try the next way.
    }
  }
  return null;
};
