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
    | "differs";
  /** The rubric's id or version that the record names, where that is another. */
  theirs?: string;
  /** The ids of the raters that it is about: with `other-raters`, those whom the rubric does not have. */
  raters: string[];
  /** The ids of the criteria that it is about; with `unplaced`, of sections as well. */
  criteria: string[];
  /** With `differs`: the record's own figures that are not what its answers come to. */
  figures: { place: string; record: string; computed: string }[];
}

export interface ZipingVerdict {
  /** What each rater's answers come to, worked out afresh; a self-assessment has the rater `self`. */
  scores: Record<string, ZipingScore>;
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
