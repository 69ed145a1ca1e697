export interface AppealRow {
  id: string;
  person_id: string;
  subject: string;
  subject_id: string;
  against: number;
  title: string;
  words: string;
  state: string;
  due_on: string;
  raised_at: string;
}

export interface AppealDecisionRow {
  appeal_id: string;
  outcome: string;
  words: string;
  entry_id: string | null;
  at: string;
  by_person_id: string | null;
}

export interface AppealsTables {
  appeal: AppealRow;
  appeal_decision: AppealDecisionRow;
}
