import type { Group } from './quotas.rules.ts';

/** A section as the draw sees it. */
export interface FrozenSection {
  id: string;
  code: string;
  /** The course's code. */
  course: string;
  seats: number;
  reserved: { group: string; seats: number }[];
  /** How many applicants have it among their choices, and how many as their first. */
  applicants: number;
  first: number;
}

/** What the step `frozen` fixes: with the applications' own rows, everything that the draw is made from. */
export interface FrozenDetail {
  inputsHash: string;
  applicants: number;
  choices: number;
  dropped: number;
  sections: FrozenSection[];
  groups: Group[];
  clashes: [string, string][];
}

/** What the step `drawn` says. */
export interface DrawnDetail {
  resultHash: string;
  applicants: number;
  /** People with a seat, and seats given. */
  people: number;
  seats: number;
}

/** What the step `admitted` says. */
export interface AdmittedDetail {
  enrolled: number;
  yielded: number;
  waiting: number;
}
