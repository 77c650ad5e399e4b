// The engine without a page, for a portal's server: the module `ziping/score`. Stands after wasm-bindgen's glue and the bytes of
// the program, in one file that every JavaScript runtime and every bundler takes as it is.
const zipingText = (value) => (typeof value === "string" ? value : JSON.stringify(value) ?? "");

const zipingModule = await WebAssembly.compile(Uint8Array.from(atob(zipingPacked), (c) => c.charCodeAt(0)));
__wbg_finalize_init(await WebAssembly.instantiate(zipingModule, __wbg_get_imports()), zipingModule);

const zipingCheck = (rubric) => JSON.parse(check(zipingText(rubric)));

const zipingScore = (rubric, record, { today = "" } = {}) => {
  try {
    const { scores = {}, notices = [] } = JSON.parse(score(zipingText(rubric), zipingText(record), String(today)));
    return { scores, notices: notices.map((notice) => ({ criteria: [], figures: [], ...notice })) };
  } catch (error) {
    if (typeof error !== "string") throw error;
    const problems = JSON.parse(error);
    throw Object.assign(new Error(problems[0].message), { problems });
  }
};

export { zipingCheck as check, zipingScore as score };
