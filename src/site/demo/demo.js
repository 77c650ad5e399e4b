import { words } from "./words.js";

const EVENTS = ["ready", "input", "change", "save", "problem", "conflict"];
const MOST_EVENTS = 50;
const FONTS = {
  standard: "",
  song: '"Songti SC", "SimSun", "Noto Serif CJK SC", serif',
  kai: '"Kaiti SC", "KaiTi", "STKaiti", serif',
};
// The element's own colours, which the controls show until others are chosen.
const COLOURS = {
  light: { accent: "#0f5e6b", paper: "#fcfcfa", ink: "#1b1f23" },
  dark: { accent: "#6fc3cf", paper: "#15191c", ink: "#e6e8e6" },
};
const LOW_CONTRAST = 4.5;

const $ = (id) => document.getElementById(id);
const all = (selector) => [...document.querySelectorAll(selector)];
const add = (parent, name, properties = {}) => parent.appendChild(Object.assign(document.createElement(name), properties));
const chosen = (group) => document.querySelector(`[name="${group}"]:checked`).value;

const element = $("assessment");
const form = element.closest("form");
const dark = matchMedia("(prefers-color-scheme: dark)");
const narrow = matchMedia("(max-width: 999px)");
const own = {};
let barHeight = 0;
let pageScroll = 0;
let raters = [];
let submitted = "";

const word = () => words[document.documentElement.lang];

// Colours

const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

function mix(from, to, share) {
  const target = channels(to);
  const mixed = channels(from).map((channel, i) => Math.round(channel + (target[i] - channel) * share));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

// The relative luminance and the contrast of WCAG 2.
function luminance(hex) {
  const [red, green, blue] = channels(hex).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function scheme() {
  const theme = chosen("theme");
  return theme === "auto" ? (dark.matches ? "dark" : "light") : theme;
}

const colours = () => ({ ...COLOURS[scheme()], ...own });

// The custom properties that give the chosen look; the others keep their defaults.
function properties() {
  const { accent, paper, ink } = colours();
  const isLight = luminance(paper) > luminance(ink);
  const set = {};
  if (own.paper || own.ink) {
    Object.assign(set, {
      "--ziping-paper": paper,
      "--ziping-raised": isLight ? mix(paper, "#ffffff", 0.7) : mix(paper, ink, 0.05),
      "--ziping-ink": ink,
      "--ziping-quiet": mix(ink, paper, 0.28),
      "--ziping-hairline": mix(paper, ink, 0.14),
      "--ziping-edge": mix(paper, ink, 0.55),
    });
  }
  if (own.accent || own.paper) {
    Object.assign(set, {
      "--ziping-accent": accent,
      "--ziping-on-accent": contrast(accent, "#ffffff") > contrast(accent, "#10161d") ? "#ffffff" : "#10161d",
      "--ziping-tint": mix(paper, accent, 0.13),
    });
  }
  if (FONTS[$("font").value]) set["--ziping-font"] = FONTS[$("font").value];
  if ($("sticky").checked) set["--ziping-top"] = `${barHeight}px`;
  return set;
}

// Settings

function attributes() {
  return {
    rubric: `../rubrics/${$("rubric").value}.json`,
    lang: document.documentElement.lang,
    theme: chosen("theme") === "auto" ? null : chosen("theme"),
    rater: raters.length > 1 ? $("rater").value : null,
    required: $("required").checked ? "" : null,
    readonly: $("readonly").checked ? "" : null,
    autosave: $("autosave").checked ? "" : null,
  };
}

function showAttributes() {
  for (const [name, value] of Object.entries(attributes())) {
    if (value === null) element.removeAttribute(name);
    else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
}

function showLook() {
  document.documentElement.dataset.theme = scheme();
  document.body.classList.toggle("sticky", $("sticky").checked);
  const set = properties();
  for (const name of [...element.style]) if (!(name in set)) element.style.removeProperty(name);
  for (const [name, value] of Object.entries(set)) element.style.setProperty(name, value);
  // On a phone the demo's own bar is above the portal's.
  const views = narrow.matches ? document.querySelector(".views").offsetHeight : 0;
  document.documentElement.style.setProperty("--views", `${views}px`);
  element.style.setProperty("--ziping-top", `${views + parseInt(set["--ziping-top"] ?? "0", 10)}px`);
}

function showColours() {
  const now = colours();
  for (const name of Object.keys(COLOURS.light)) $(name).value = now[name];
  for (const place of all("[data-ratio]")) {
    const ratio = contrast(now[place.dataset.ratio], now.paper);
    place.textContent = `${ratio.toFixed(1)}${ratio < LOW_CONTRAST ? ` ${word().low}` : ""}`;
    place.classList.toggle("low", ratio < LOW_CONTRAST);
  }
}

function lines() {
  const named = Object.entries({ name: "assessment", entries: "total grade", ...attributes() }).filter(([, value]) => value !== null);
  const text = named.map(([name, value]) => (value ? `  ${name}="${value}"` : `  ${name}`)).join("\n").replace("../", "/");
  const set = Object.entries(properties()).map(([name, value]) => `  ${name}: ${value};`);
  const style = set.length ? ["", "<style>", "ziping-form {", ...set, "}", "</style>"] : [];
  return ['<script type="module" src="/ziping/ziping.js"></script>', ...style, "", `<ziping-form\n${text}\n></ziping-form>`].join("\n");
}

function show() {
  showAttributes();
  showLook();
  showColours();
  $("lines").textContent = lines();
  $("copied").textContent = "";
}

function option(select, value, text) {
  add(select, "option", { value, textContent: text });
}

function fill(select, entries) {
  const { value } = select;
  select.replaceChildren();
  for (const [name, text] of entries) option(select, name, text);
  if (entries.some(([name]) => name === value)) select.value = value;
}

const inLanguage = (text) => text[document.documentElement.lang] ?? text["zh-CN"] ?? text;

function showRaters() {
  $("rater-field").hidden = raters.length < 2;
  fill($("rater"), raters.map(({ id, label }) => [id, inLanguage(label)]));
}

// The element does not say which raters its rubric has.
async function readRaters() {
  const name = $("rubric").value;
  raters = [];
  const rubric = await fetch(`../rubrics/${name}.json`).then((answer) => answer.json(), () => ({}));
  if ($("rubric").value !== name) return;
  raters = rubric.raters ?? [];
  showRaters();
  show();
}

// Words

function showWords() {
  const now = word();
  document.title = now.document;
  for (const place of all("[data-word]")) place.textContent = now[place.dataset.word];
  for (const place of all("[data-label]")) place.setAttribute("aria-label", now[place.dataset.label]);
  fill($("rubric"), Object.entries(now.rubrics));
  fill($("font"), Object.entries(now.fonts));
  showRaters();
  showTotal();
}

function showTotal() {
  const { total, maximum } = element.score?.() ?? {};
  form.querySelector("output").textContent = total ? word().total(total, maximum) : "";
}

// Events

function count() {
  $("count").textContent = $("events").childElementCount;
}

function log({ type, detail }) {
  const item = document.createElement("li");
  const title = add(item, "p");
  add(title, "code", { textContent: type });
  title.append(" ");
  add(title, "time", { textContent: new Date().toLocaleTimeString("zh-CN", { hour12: false }) });
  const rows = Object.entries(detail).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  add(item, "pre", { textContent: rows.join("\n") });
  $("events").prepend(item);
  if ($("events").childElementCount > MOST_EVENTS) $("events").lastElementChild.remove();
  count();
}

// Submission

function scrollable(parent, textContent) {
  const box = add(parent, "pre", { textContent, tabIndex: 0 });
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", element.name);
}

function showSubmitted() {
  $("entries").replaceChildren();
  for (const [name, value] of new FormData(form)) {
    add(add($("entries"), "dt"), "code", { textContent: name });
    const place = add($("entries"), "dd");
    if (name !== element.name) place.textContent = value || word().empty;
    else scrollable(place, value || word().empty);
  }
  submitted = element.value;
  $("received").hidden = false;
  $("received").focus();
}

// Views

function view(name) {
  const { view: before } = document.body.dataset;
  if (before === "page") pageScroll = scrollY;
  document.body.dataset.view = name;
  // On a phone the views take turns: each begins at its top, and the page where it was left.
  if (narrow.matches && name !== before) scrollTo(0, name === "page" ? pageScroll : 0);
  for (const button of all("[data-shows]")) {
    const isShown = button.dataset.shows === name || (name === "page" && !narrow.matches && button.dataset.shows === "settings");
    button.setAttribute("aria-pressed", isShown);
  }
}

async function copy() {
  try {
    await navigator.clipboard.writeText($("lines").textContent);
    $("copied").textContent = word().copied;
  } catch {
    getSelection().selectAllChildren($("lines"));
    $("copied").textContent = word().uncopied;
  }
}

async function removeDrafts() {
  $("removed").textContent = "";
  $("removed").textContent = await element.removeDrafts().then(() => word().removed, () => word().unremoved);
}

function reset() {
  for (const name of Object.keys(own)) delete own[name];
  document.querySelector('[name="theme"][value="auto"]').checked = true;
  $("font").value = "standard";
  $("sticky").checked = true;
  show();
}

for (const name of EVENTS) element.addEventListener(name, log);
for (const name of ["ready", "input"]) element.addEventListener(name, showTotal);
for (const name of Object.keys(COLOURS.light)) {
  $(name).addEventListener("input", () => {
    own[name] = $(name).value;
    show();
  });
}
for (const control of all('#rater, #font, #sticky, #required, #readonly, #autosave, [name="theme"]')) control.addEventListener("change", show);
for (const control of all('[name="lang"]')) {
  control.addEventListener("change", () => {
    document.documentElement.lang = control.value;
    showWords();
    show();
  });
}
$("rubric").addEventListener("change", readRaters);
$("reset").addEventListener("click", reset);
$("remove").addEventListener("click", removeDrafts);
$("copy").addEventListener("click", copy);
$("clear").addEventListener("click", () => {
  $("events").replaceChildren();
  count();
});
$("reopen").addEventListener("click", () => {
  element.value = submitted;
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  showSubmitted();
});
for (const button of all("[data-shows]")) button.addEventListener("click", () => view(button.dataset.shows));
for (const query of [dark, narrow]) query.addEventListener("change", show);
narrow.addEventListener("change", () => view(document.body.dataset.view));
new ResizeObserver(() => {
  // A hidden page has none.
  barHeight = $("bar").offsetHeight || barHeight;
  show();
}).observe($("bar"));

view("page");
showWords();
show();
readRaters();
