// What is in the place of a form that is not drawn yet, and how that is coloured. Placed before `host.js`, in the same script.

// As tall as the screen by default, so that content below does not jump when the form appears. The program brings the form's own sheet;
// until then the element is a block all the same.
const zipingReserve = (root) => {
  // Without a style the words are still readable.
  zipingStyle(root, `:host { display: block; }
      [part="fault"], [part="waiting"] {
        padding: 12px 16px; border-inline-start: 3px solid var(--ziping-fault, #a3341f); background: var(--ziping-fault-tint, #fbeae6);
        color: var(--ziping-ink, #1b1f23); font: 16px/1.7 var(--ziping-font, system-ui, sans-serif); text-align: start; overflow-wrap: anywhere;
      }
      [part="waiting"] { border-color: var(--ziping-edge, #7b838a); background: var(--ziping-raised, #ffffff); }
      [part="fault"] a { color: inherit; }
      [part="waiting"] button { min-height: 44px; padding: 0 16px; font: inherit; }
      [data-theme="dark"]:is([part="fault"], [part="waiting"]) { background: var(--ziping-fault-tint, #3a1d17); color: var(--ziping-ink, #e6e8e6); }
      [data-theme="dark"][part="waiting"] { background: var(--ziping-raised, #1c2125); }`);
  const place = document.createElement("div");
  place.setAttribute("part", "placeholder");
  place.style.minHeight = "var(--ziping-height, 100vh)";
  root.append(place);
};

// The box which says that the form is still loading.
const zipingWaiting = (root) => {
  const known = root.querySelector('[part="waiting"]');
  if (known) return known;
  const box = document.createElement("div");
  box.setAttribute("role", "status");
  box.setAttribute("part", "waiting");
  box.append(document.createElement("p"));
  // In place of the placeholder, so that nothing moves.
  (root.querySelector('[part="placeholder"]') ?? root).prepend(box);
  return box;
};

// Removes all that; returns whether the focus was in it. The element keeps its height until the form is drawn completely, some frames later.
const zipingClear = (root) => {
  const gone = [...root.children].filter((one) => ["placeholder", "fault", "waiting"].includes(one.getAttribute("part")));
  const height = gone.reduce((sum, one) => sum + one.offsetHeight, 0);
  const held = gone.some((one) => one.contains(root.activeElement));
  for (const one of gone) one.remove();
  const form = root.lastElementChild;
  if (!height || !form) return held;
  form.style.minHeight = `${height}px`;
  setTimeout(() => form.style.removeProperty("min-height"), 1000);
  return held;
};

// Light or dark: by the element's attribute, otherwise the host page, otherwise the reader's system.
const zipingTheme = (element, systemIsDark) => {
  const { theme } = element;
  const scheme = getComputedStyle(element).colorScheme;
  const [light, dark] = ["light", "dark"].map((one) => theme === one || (theme === "auto" && scheme.includes(one)));
  return dark && (!light || systemIsDark) ? "dark" : "light";
};
