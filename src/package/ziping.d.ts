/** The outcome of a form in figures. Points are texts, such as `"89.5"`: they are exact. */
export interface ZipingScore {
  /** How reliable the total is. */
  standing: "unscored" | "empty" | "too-few" | "provisional" | "final";
  /** The total; absent while there is none. */
  total?: string;
  /** The most points that could be earned. */
  maximum?: string;
  /** The id of the grade, once one is claimed. */
  grade?: string;
  /** The name of the grade in the language of the element; the engine without a page gives none. */
  gradeLabel?: string;
  /** The number of answered criteria, of those that progress counts. */
  answered: number;
  /** The number of criteria that progress counts. */
  criteria: number;
  /** The ids of the criteria without an answer on which the grade depends; absent if it depends on none. */
  pending?: string[];
  /** The number of findings, including those about the whole. */
  findings: number;
}

/** A change: the outcome of the form, and the place of the entry, such as `criteria/pe-01`. */
export interface ZipingChange extends ZipingScore {
  path: string;
}

/** A problem of a rubric or a record, or of starting or storing. */
export interface ZipingProblem {
  /** A public code, such as `missing-key`. */
  code: string;
  /** Where in the file; empty for the whole. */
  path: string;
  /** From 1; 0 if there is no line. */
  line?: number;
  column?: number;
  /** In the language of the element. */
  message: string;
}

/** A record, as the page exports it. Its schema is the record format 1. */
export interface ZipingRecord {
  /** 1, for as long as there is no other. */
  format: number;
  kind: string;
  id: string;
  revision: number;
  rubric: { id: string; version: string };
  [key: string]: unknown;
}

/** A rubric: see `rubrics/rubric.schema.json`. */
export interface ZipingRubric {
  /** 1, for as long as there is no other. */
  format: number;
  id: string;
  version: string;
  [key: string]: unknown;
}

export interface ZipingEvents {
  ready: CustomEvent<{ rubric: { id: string; version: string; title: string } }>;
  input: CustomEvent<ZipingChange>;
  change: CustomEvent<ZipingChange>;
  save: CustomEvent<{ time: string }>;
  problem: CustomEvent<{ problems: ZipingProblem[] }>;
  conflict: CustomEvent<{ differences: number }>;
}

/** A listener of one of the element's own events, as frameworks pass it. */
export type ZipingListener<Name extends keyof ZipingEvents> = (
  event: ZipingEvents[Name] & { readonly currentTarget: ZipingForm; readonly target: ZipingForm },
) => void;

/** The properties that a framework's template sets. */
export interface ZipingProperties {
  /** The rubric: an object, its text, or its address. */
  rubric?: string | ZipingRubric | null | undefined;
  /** A record to open: an object or its text; `null` for a blank form. */
  value?: string | ZipingRecord | null | undefined;
  /** The name of the entry in the HTML form. */
  name?: string | undefined;
  /** Which further entries are submitted: `total`, `grade`, or both with a space between. */
  entries?: string | undefined;
  /** Who fills in: one of the rubric's raters. */
  rater?: string | undefined;
  theme?: "light" | "dark" | "auto" | undefined;
  loading?: "eager" | "lazy" | undefined;
  /** Whose drafts these are, such as an account. */
  draftKey?: string | undefined;
  /** The address of the one-file page, which is offered if the element cannot run. */
  page?: string | undefined;
  /** The address of `ziping.wasm`, where a bundler does not include it. */
  wasm?: string | undefined;
  /** The id of the HTML form that it belongs to. */
  form?: string | null | undefined;
  /** Shows everything and changes nothing. */
  readOnly?: boolean | undefined;
  disabled?: boolean | undefined;
  /** Invalid until every criterion is answered. */
  required?: boolean | undefined;
  /** Stores drafts in this browser. */
  autosave?: boolean | undefined;
  /** Puts the submitted entries into hidden inputs as well, for scripts that read them one by one. */
  mirror?: boolean | undefined;
  /** Mirrors the record in children of the element, so that a saved page contains it. */
  lightCopy?: boolean | undefined;
}

/** The element's own events, and those of any element. */
export type ZipingEventMap = Omit<HTMLElementEventMap, keyof ZipingEvents> & ZipingEvents;

export declare class ZipingForm extends HTMLElement {
  static readonly formAssociated: true;

  /** The record as text; empty while nothing was entered. Set it to a text, an object, or nothing. */
  get value(): string;
  set value(record: string | ZipingRecord | null);
  /** The rubric: an object, its text, or its address. */
  get rubric(): string | ZipingRubric | null;
  set rubric(rubric: string | ZipingRubric | null);

  name: string;
  /** Which further entries are submitted: `total`, `grade`, or both with a space between. */
  entries: string;
  rater: string;
  theme: string;
  loading: "eager" | "lazy";
  draftKey: string;
  page: string;
  /** The address of `ziping.wasm`, where a bundler does not include it; the first element that needs the program decides. */
  wasm: string;
  readOnly: boolean;
  disabled: boolean;
  required: boolean;
  autosave: boolean;
  /** Submits by hidden inputs, which are children of the element: for scripts such as jQuery's `serialize`. */
  mirror: boolean;
  lightCopy: boolean;

  /** Sets one or both. Resolves once they are open; rejects with `problems` if they cannot be opened. */
  load(what?: { rubric?: string | ZipingRubric; record?: string | ZipingRecord | null }): Promise<void>;
  record(): ZipingRecord | null;
  score(): ZipingScore | null;
  print(): void;
  /** Removes the drafts of this rubric that the browser keeps under this `draftKey`. What is on the form stays on it. */
  removeDrafts(): Promise<void>;
  /** Moves to a criterion; returns whether there is one with this id. */
  focusCriterion(id: string): boolean;

  get form(): HTMLFormElement | null;
  /** The id of the form that it belongs to, as the attribute has it: for frameworks, which set properties. */
  set form(id: string | null);
  readonly labels: NodeList;
  readonly validity: ValidityState;
  readonly validationMessage: string;
  readonly willValidate: boolean;
  readonly type: "ziping-form";
  checkValidity(): boolean;
  reportValidity(): boolean;
  setCustomValidity(message: string): void;

  addEventListener<Name extends keyof ZipingEventMap>(
    name: Name,
    listener: (this: ZipingForm, event: ZipingEventMap[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(name: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

/**
 * Names the addresses of files that a bundler does not include, before the first element is in the page: `wasm` of the program, `page` of the
 * one-file page, which is offered if the element cannot run.
 */
export declare function configure(addresses: { wasm?: string | URL; page?: string | URL }): void;

declare global {
  interface HTMLElementTagNameMap {
    "ziping-form": ZipingForm;
  }
}
