import type { ZipingProblem, ZipingRecord, ZipingRubric, ZipingScore } from "./ziping.js";

/** A difference between the record and the rubric. A record that the element gave has none. */
export interface ZipingNotice {
  code:
    | "other-rubric"
    | "other-version"
    | "scoring-changed"
    | "wording-changed"
    | "other-raters"
    | "unplaced"
    | "unfit"
    | "answer-again"
    | "odd-dates"
    | "surplus"
    | "differs";
  /** The rubric's id or version that the record names, if it is another one. */
  theirs?: string;
  /** The ids of the raters concerned: with `other-raters`, those that the rubric does not have. */
  raters: string[];
  /** The ids of the criteria concerned; with `unplaced`, of sections as well. */
  criteria: string[];
  /** With `odd-dates`: what is no day of the calendar, at a criterion, a field of the profile, or `date`. It is not taken as a date. */
  dates: { place: string; text: string }[];
  /**
   * With `differs`: the record's own figures that are not what its answers come to. `place` is `standing`, `total`, `maximum`,
   * `extra`, `mean`, `grade`, `vetoes`, or the id of a section or a criterion; `—` is a figure that is missing.
   */
  figures: { place: string; record: string; computed: string }[];
}

/** The result of one rater's answers, with details. Points are texts: they are exact. */
export interface ZipingRaterScore extends ZipingScore {
  /** The ids of the criteria of every gate that is raised. */
  vetoes: string[];
  /** The ids of the criteria without an answer on which the grade depends. */
  pending: string[];
  /** What bonus sections add to the total, less what penalty sections take off it; it is in the total already. */
  extra: string;
  /** The total as a mean, where the rubric shows means. */
  mean?: string;
  /** How many criteria are answered with "don't know"; absent if there is none. */
  dontKnow?: number;
  /** The weakest of the criteria and sections that the rubric names: its id, and what it adds of what it could. */
  weakest?: { part: string; score: string; maximum: string };
  /** What each section adds, by its id, with its mean where the rubric shows means; a bonus or a penalty section itself has 0 of 0. */
  sections: Record<string, { score: string; maximum: string; mean?: string }>;
}

export interface ZipingVerdict {
  /** The result of each rater's answers, recomputed; a self-assessment has the rater `self`. */
  scores: Record<string, ZipingRaterScore>;
  notices: ZipingNotice[];
}

/** A rubric that was opened once, for many records. */
export interface ZipingScorer {
  /**
   * The result of a record. No figure in the record is trusted.
   * @param record The text that the form submitted, or an object. An empty text and `null` are a form in which nothing was entered.
   * @param options `today`, as `2026-11-23`, is the day by which a measure is overdue.
   * @throws An `Error` with `problems` if the record cannot be read.
   */
  score(record: string | ZipingRecord | null, options?: { today?: string }): ZipingVerdict;
  /** Forgets the rubric at once; otherwise it is forgotten when the scorer is collected. */
  close(): void;
}

/**
 * Opens a rubric for many records, which takes longer than scoring one of them.
 * @throws An `Error` with `problems` if the rubric has any.
 */
export declare function open(rubric: string | ZipingRubric): ZipingScorer;

/** The result of one record: `open(rubric).score(record, options)`. */
export declare function score(
  rubric: string | ZipingRubric,
  record: string | ZipingRecord | null,
  options?: { today?: string },
): ZipingVerdict;

/** All problems of a rubric, in English; empty if there are none. */
export declare function check(rubric: string | ZipingRubric): ZipingProblem[];
