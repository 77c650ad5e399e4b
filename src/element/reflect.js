// Properties that reflect attributes. Placed before the element's class, in the same script.

// Frameworks clear a property by setting it to undefined.
const zipingWrite = (element, name, value) => {
  if (value === null || value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value);
};

// A property that was set before the class was defined hides the class's own.
const zipingUpgrade = (element, prototype) => {
  for (const name of Object.getOwnPropertyNames(element).filter((name) => name in prototype)) {
    const value = element[name];
    delete element[name];
    element[name] = value;
  }
};

const zipingReflect = (prototype) => {
  const define = (property, get, set) => Object.defineProperty(prototype, property, { configurable: true, enumerable: true, get, set });
  for (const [property, attribute = property, otherwise = ""] of [["name"], ["entries"], ["rater"], ["theme", "theme", "auto"], ["draftKey", "draft-key"], ["page"], ["wasm"]]) {
    define(
      property,
      function () { return this.getAttribute(attribute) ?? otherwise; },
      function (value) { zipingWrite(this, attribute, value); },
    );
  }
  for (const [property, attribute = property] of [["readOnly", "readonly"], ["disabled"], ["required"], ["autosave"], ["mirror"], ["lightCopy", "light-copy"]]) {
    define(
      property,
      function () { return this.hasAttribute(attribute); },
      function (on) { this.toggleAttribute(attribute, Boolean(on)); },
    );
  }
  define(
    "loading",
    function () { return this.getAttribute("loading") === "eager" ? "eager" : "lazy"; },
    function (value) { zipingWrite(this, "loading", value); },
  );
};

// The language around the element, unless it has one of its own.
const zipingLanguage = (element) => element.closest('[lang]:not([lang=""])')?.lang ?? navigator.language;

// The settings as the program receives them. `disabled` is what the browser said last; `initial` is the record that the page came with.
const zipingSettings = (element, disabled, initial) => ({
  lang: zipingLanguage(element),
  rater: element.getAttribute("rater"),
  fixed: element.readOnly || disabled,
  required: element.required,
  autosave: element.autosave,
  draftKey: element.draftKey,
  initial,
  lightCopy: element.lightCopy,
});
