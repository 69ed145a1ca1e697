export interface DeclarationRow {
  id: string;
  person_id: string;
  form_token: string;
  category: string;
  activity: string;
  level: string | null;
  units: number | null;
  again: number;
  title: string;
  organiser: string;
  part: string;
  certificate: string;
  companions: string;
  occurred_on: string;
  words: string;
  state: string;
  steps: number;
  saved_at: string;
  sent_at: string | null;
  matter_key: string | null;
  certificate_key: string | null;
  same_as: string;
}

export interface DeclarationFileRow {
  declaration_id: string;
  media_id: string;
  added_at: string;
}

export interface DeclarationStepRow {
  declaration_id: string;
  number: number;
  kind: string;
  at: string;
  by_person_id: string | null;
  words: string;
}

export interface DeclarationGrantRow {
  id: string;
  declaration_id: string;
  step: number;
  level: string | null;
  units: number | null;
  again: number;
  line: string;
  amount: number;
  asked: number;
  rule_version_id: string;
  computation: string;
  granted_at: string;
  granted_by: string | null;
}

export interface PublicityRow {
  id: string;
  declaration_id: string;
  grant_id: string;
  starts_on: string;
  ends_on: string;
  working_days: number;
  open: number | null;
  ended_at: string | null;
}

export interface PublicityObjectionRow {
  id: string;
  publicity_id: string;
  declaration_id: string;
  person_id: string;
  words: string;
  at: string;
  open: number | null;
}

export interface ObjectionAnswerRow {
  objection_id: string;
  outcome: string;
  words: string;
  at: string;
  by_person_id: string | null;
}

export interface DeclarationsTables {
  declaration: DeclarationRow;
  declaration_file: DeclarationFileRow;
  declaration_step: DeclarationStepRow;
  declaration_grant: DeclarationGrantRow;
  publicity: PublicityRow;
  publicity_objection: PublicityObjectionRow;
  objection_answer: ObjectionAnswerRow;
}
