// What an element submits and reports to the form around it, computed without a document. Placed before `control.js`, in the same script.

// The entries of a form as pairs of a name and a text. `wanted` lists further entries, separated by spaces.
const zipingEntries = (name, wanted, { record, total, grade }) => {
  const more = { total, grade };
  const listed = wanted.split(/\s+/).filter((entry) => Object.hasOwn(more, entry));
  return [[name, record], ...listed.map((entry) => [`${name}.${entry}`, more[entry]])];
};

// All entries of a form, with those that the element submitted before replaced by those that it submits now. Others may have entries of the
// same name: theirs are kept.
const zipingReplace = (all, before, now) => {
  const replaced = [...all];
  for (const [i, entry] of now.entries()) {
    const at = replaced.findIndex(([name, text]) => name === entry[0] && text === before[i][1]);
    if (at >= 0) replaced[at] = entry;
  }
  return replaced;
};

// What the control of an element keeps: the last value, whether a draft has all of it, and what is known about validity.
class ZipingSubmission {
  value = { record: "", total: "", grade: "" };
  kept = false;
  // As the program reported it: `kind` is a flag of validity, or empty. Nothing is known until the program has checked.
  invalid = null;
  // The page's own message.
  custom = "";

  // What the browser stores for navigating back: only the record; nothing if there is none or a draft has it.
  get stored() { return this.kept ? null : this.value.record || null; }

  entries(name, wanted) { return zipingEntries(name, wanted, this.value); }

  // Flags and a message, which is empty if the element is valid. A required form that was not even loaded is not filled in.
  validity(required, unfilled) {
    const { kind, message } = this.invalid ?? (required ? { kind: "valueMissing", message: unfilled } : { kind: "", message: "" });
    return { flags: { [kind || "customError"]: Boolean(kind), customError: Boolean(this.custom) }, message: this.custom || message };
  }
}

// A waiting record as it is submitted, with the record's own figures.
const zipingFigures = (record, rater) => {
  try {
    const { scores } = JSON.parse(record);
    const { total = "", grade = "" } = scores[rater] ?? Object.values(scores)[0];
    return { record, total: String(total), grade };
  } catch {
    return { record, total: "", grade: "" };
  }
};
