// The engine without a page, for a portal's server: the module `ziping/score`. Placed after wasm-bindgen's glue and the bytes of the
// program, in one file that every JavaScript runtime and bundler can load unchanged.
const zipingModule = await WebAssembly.compile(Uint8Array.from(atob(zipingPacked), (c) => c.charCodeAt(0)));
__wbg_finalize_init(await WebAssembly.instantiate(zipingModule, __wbg_get_imports()), zipingModule);

const zipingProblem = (code, message) => [{ code, path: "", line: 0, column: 0, message }];

// A value that is not a text is written as JSON; a value that cannot be, because it is too deep or cyclic, is reported as a problem. The
// engine accepts no more bytes than this: a longer text is not even copied.
const zipingText = (value) => {
  try {
    const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
    return text.length > 32 * 1024 * 1024 ? { problems: zipingProblem("too-large", "The text is longer than 32 MiB.") } : { text };
  } catch (error) {
    return { problems: zipingProblem("not-json", String(error)) };
  }
};

const zipingCheck = (given) => {
  const { text, problems } = zipingText(given);
  return problems ?? JSON.parse(check(text));
};

const zipingScore = (rubric, record, options) => {
  const refuse = (problems) => {
    throw Object.assign(new Error(problems[0].message), { problems });
  };
  const [own, sent] = [rubric, record].map(zipingText);
  if (own.problems ?? sent.problems) refuse(own.problems ?? sent.problems);
  let verdict;
  try {
    verdict = score(own.text, sent.text, String(options?.today ?? ""));
  } catch (problems) {
    // The engine throws a text, and nothing else.
    refuse(JSON.parse(problems));
  }
  const { scores = {}, notices = [] } = JSON.parse(verdict);
  const whole = ([rater, own]) => [rater, { vetoes: [], pending: [], sections: {}, ...own }];
  return {
    scores: Object.fromEntries(Object.entries(scores).map(whole)),
    notices: notices.map((notice) => ({ raters: [], criteria: [], dates: [], figures: [], ...notice })),
  };
};

export { zipingCheck as check, zipingScore as score };
