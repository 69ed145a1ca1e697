import type { FormationSettings } from './formation.rules.ts';
import type { Goal, Step } from './formation-words.ts';

export interface Cohort {
  /** From 1. */
  number: number;
  name: string;
  head: { personId: string; name: string } | null;
}

/** The formation of a section that holds now. Instants as UTC ISO text. */
export interface Formation {
  id: string;
  seed: string;
  settings: FormationSettings;
  proposedAt: string;
  confirmedAt: string | null;
  cohorts: Cohort[];
}

/** Where somebody of a section sits. */
export interface Seating {
  cohort: number;
  cohortName: string;
  group: number;
}

/** Somebody enrolled, with what decides about their place, and the place that they have. */
export interface PersonToForm {
  enrolmentId: string;
  personId: string;
  name: string;
  /** The neighbourhood community where they live; null when it is not known. */
  community: { id: string; name: string } | null;
  goal: Goal | null;
  /** How many courses of the same module they have completed, in three steps. */
  step: Step;
  place: { cohort: number; group: number; reason: string; byHand: boolean } | null;
}
