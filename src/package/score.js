// The engine without a page, for a portal's server: the modules `ziping/score` (`score.js`, and `score.cjs` for `require`). The build puts
// the bytes of the program in front, and how it is started behind.
const zipingEncoder = new TextEncoder();
const zipingDecoder = new TextDecoder();
// The longest buffer that is kept for further inputs, in bytes.
const zipingMostKept = 1024 * 1024;

const zipingProblem = (code, message) => [{ code, path: "", line: 0, column: 0, message }];

const zipingRefuse = (problems) => {
  throw Object.assign(new Error(problems[0].message), { problems });
};

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

// The record's text. A form in which nothing was entered submits an empty text, and gives `null`.
const zipingRecord = (value) => {
  if (value === undefined) {
    return { problems: zipingProblem("not-a-record", "There is no record (undefined). Pass what the form submitted: an empty text is a form in which nothing was entered.") };
  }
  return value === null ? { text: "" } : zipingText(value);
};

// `engine` has the functions of `crates/score`, which describes them.
const zipingEngine = (engine) => {
  if (engine.ziping_interface() !== 1) throw new Error("score.wasm is of another version than this script");

  // Inputs are encoded into one buffer, unless they are long: a buffer for each would be left to the garbage collector.
  let kept = new Uint8Array(0);
  const buffer = (length) => {
    if (length > zipingMostKept) return new Uint8Array(length);
    if (kept.length < length) kept = new Uint8Array(length);
    return kept;
  };

  // Writes texts into the program's memory; returns how many bytes each has.
  const put = (...texts) => {
    // A unit of a JavaScript text has at most three bytes in UTF-8.
    const bytes = buffer(texts.reduce((sum, { length }) => sum + 3 * length, 0));
    let whole = 0;
    const lengths = texts.map((text) => {
      const { written } = zipingEncoder.encodeInto(text, bytes.subarray(whole));
      whole += written;
      return written;
    });
    // The memory may have grown, and an address is a 32-bit number without a sign.
    const start = engine.ziping_input(whole) >>> 0;
    new Uint8Array(engine.memory.buffer, start, whole).set(bytes.subarray(0, whole));
    return lengths;
  };
  const answer = () => {
    const [start, length] = [engine.ziping_answer() >>> 0, engine.ziping_answer_length() >>> 0];
    return JSON.parse(zipingDecoder.decode(new Uint8Array(engine.memory.buffer, start, length)));
  };

  const check = (given) => {
    const { text, problems } = zipingText(given);
    if (problems) return problems;
    engine.ziping_check(...put(text));
    return answer();
  };

  const verdict = (number, sent, options) => {
    const { text, problems } = zipingRecord(sent);
    if (problems) zipingRefuse(problems);
    const isRead = engine.ziping_score(number, ...put(text, String(options?.today ?? "")));
    if (!isRead) zipingRefuse(answer());
    const { scores = {}, notices = [] } = answer();
    const whole = ([rater, own]) => [rater, { vetoes: [], pending: [], sections: {}, ...own }];
    return {
      scores: Object.fromEntries(Object.entries(scores).map(whole)),
      notices: notices.map((notice) => ({ raters: [], criteria: [], dates: [], figures: [], ...notice })),
    };
  };

  // A scorer that nobody holds any longer closes its rubric.
  const unheld = globalThis.FinalizationRegistry && new FinalizationRegistry((number) => engine.ziping_close(number));
  class ZipingScorer {
    #number;

    constructor(text) {
      this.#number = engine.ziping_open(...put(text));
      if (!this.#number) zipingRefuse(answer());
      unheld?.register(this, this.#number, this);
    }

    score(record, options) {
      if (!this.#number) throw new Error("This scorer was closed.");
      return verdict(this.#number, record, options);
    }

    close() {
      unheld?.unregister(this);
      if (this.#number) engine.ziping_close(this.#number);
      this.#number = 0;
    }
  }

  const open = (rubric) => {
    const { text, problems } = zipingText(rubric);
    if (problems) zipingRefuse(problems);
    return new ZipingScorer(text);
  };

  const score = (rubric, record, options) => {
    const scorer = open(rubric);
    try {
      return scorer.score(record, options);
    } finally {
      scorer.close();
    }
  };

  return { check, open, score };
};
