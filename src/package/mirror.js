// Hidden inputs as children of an element, with the entries that it submits: for scripts that read the controls of a form one by one, such
// as jQuery's `serialize`, and therefore find no custom element. Placed before `control.js`, in the same script.
const zipingMirror = (element, entries) => {
  const known = [...element.querySelectorAll(':scope > input[data-ziping="mirror"]')];
  for (const input of known.slice(entries.length)) input.remove();
  const added = entries.slice(known.length).map(() => {
    const input = Object.assign(document.createElement("input"), { type: "hidden" });
    input.setAttribute("data-ziping", "mirror");
    element.append(input);
    return input;
  });
  for (const [i, input] of [...known, ...added].slice(0, entries.length).entries()) {
    const [name, value] = entries[i];
    Object.assign(input, { name, value, disabled: element.matches(":disabled") });
    zipingWrite(input, "form", element.getAttribute("form"));
  }
};
