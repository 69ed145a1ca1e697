export interface EvaluationFormRow {
  id: string;
  code: string;
  version: number;
  title: string;
  content: string;
  content_hash: string;
}

export interface BallotBoxRow {
  section_id: string;
  form_id: string;
  counted: number;
  batches: number;
  total: number;
  dimension_totals: string;
}

export interface BallotRow {
  id: string;
  section_id: string;
  form_id: string;
  answers: string;
  comment: string;
  batch: number | null;
}

export interface ReceiptRow {
  section_id: string;
  person_id: string;
}

export interface AppraisalRow {
  id: string;
  enrolment_id: string;
  section_id: string;
  person_id: string;
  level: string;
  scores: string;
  comment: string;
  appraised_by: string;
  appraised_at: string;
}

export interface AppraisalReplyRow {
  appraisal_id: string;
  comment: string;
  at: string;
}

export interface EvaluationTables {
  evaluation_form: EvaluationFormRow;
  ballot_box: BallotBoxRow;
  ballot: BallotRow;
  receipt: ReceiptRow;
  appraisal: AppraisalRow;
  appraisal_reply: AppraisalReplyRow;
}
