import type { ZipingProblem, ZipingRecord, ZipingRubric, ZipingScore } from "./ziping.js";

/** Something that does not go together. A record just as the element gives it has none. */
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
  /** The rubric's id or version that the record names, where that is another. */
  theirs?: string;
  /** The ids of the raters that it is about: with `other-raters`, those whom the rubric does not have. */
  raters: string[];
  /** The ids of the criteria that it is about; with `unplaced`, of sections as well. */
  criteria: string[];
  /** With `odd-dates`: what is no day of the calendar, at a criterion, a field of the profile, or `date`. It is not taken as a date. */
  dates: { place: string; text: string }[];
  /**
   * With `differs`: the record's own figures that are not what its answers come to. `place` is `standing`, `total`, `maximum`,
   * `extra`, `grade`, `vetoes`, or the id of a section or a criterion; `—` is a figure that is missing.
   */
  figures: { place: string; record: string; computed: string }[];
}

/** What one rater's answers come to, with the figures behind it. Points are texts: they are exact. */
export interface ZipingRaterScore extends ZipingScore {
  /** The ids of the criteria of every gate that is raised. */
  vetoes: string[];
  /** The ids of the criteria without an answer on which the grade depends. */
  pending: string[];
  /** What bonus sections add to the total, less what penalty sections take off it; it is in the total already. */
  extra: string;
  /** What each section adds, by its id; a bonus or a penalty section itself stands with 0 of 0. */
  sections: Record<string, { score: string; maximum: string }>;
}

export interface ZipingVerdict {
  /** What each rater's answers come to, worked out afresh; a self-assessment has the rater `self`. */
  scores: Record<string, ZipingRaterScore>;
  notices: ZipingNotice[];
}

/**
 * What a record comes to. No figure in the record is believed.
 * @param options `today`, as `2026-11-23`, is the day by which a measure is overdue.
 * @throws An `Error` with `problems` where the rubric or the record cannot be read.
 */
export declare function score(
  rubric: string | ZipingRubric,
  record: string | ZipingRecord,
  options?: { today?: string },
): ZipingVerdict;

/** All that is wrong with a rubric, in English; empty where nothing is. */
export declare function check(rubric: string | ZipingRubric): ZipingProblem[];
