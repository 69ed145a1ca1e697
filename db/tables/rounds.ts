export interface SelectionRoundRow {
  id: string;
  term_id: string;
  name: string;
  most_choices: number;
  most_places: number;
  most_lots: number;
  seed_hash: string;
  created_at: string;
  created_by: string | null;
}

export interface RoundSeedRow {
  round_id: string;
  seed: string;
}

export interface RoundStepRow {
  round_id: string;
  kind: string;
  at: string;
  by_person_id: string | null;
  detail: string;
}

export interface RoundSectionRow {
  round_id: string;
  section_id: string;
  seats: number | null;
}

export interface RoundQuotaRow {
  id: string;
  round_id: string;
  section_id: string | null;
  kind: string;
  value: string;
  label: string;
  share: number;
}

export interface ApplicationRow {
  id: string;
  round_id: string;
  person_id: string;
  ticket: string;
  most_places: number;
  waitlist: number;
  active: number | null;
  applied_at: string;
  acted_by: string | null;
  lots: number | null;
  community_id: string | null;
  age_from: number | null;
}

export interface ApplicationChoiceRow {
  application_id: string;
  preference: number;
  section_id: string;
  dropped: string | null;
}

export interface ApplicationResultRow {
  application_id: string;
  section_id: string;
  outcome: string;
  seat: string | null;
  place: number | null;
  last_place: number | null;
  settled_at: string | null;
}

export interface RoundsTables {
  selection_round: SelectionRoundRow;
  round_seed: RoundSeedRow;
  round_step: RoundStepRow;
  round_section: RoundSectionRow;
  round_quota: RoundQuotaRow;
  application: ApplicationRow;
  application_choice: ApplicationChoiceRow;
  application_result: ApplicationResultRow;
}
