export interface YearClosingRow {
  id: string;
  year: number;
  last_day: string;
  confirm_until: string;
  opened_at: string;
  opened_by: string;
}

/** One walk over all people: a preview, telling them of their drafts, freezing. */
export interface ClosingRunRow {
  id: string;
  year: number;
  closing_id: string | null;
  kind: string;
  number: number;
  /** What was posted later is not looked at. */
  cutoff_at: string;
  policies: string;
  started_at: string;
  started_by: string;
}

export interface ClosingBatchRow {
  run_id: string;
  number: number;
  /** The last person who was looked at. */
  through_id: string;
  people: number;
  counts: string;
  last_number: number;
  hash: string;
  at: string;
}

export interface ClosingEndRow {
  run_id: string;
  people: number;
  counts: string;
  hash: string;
  at: string;
}

/** A walk that stopped, at somebody if that is known; gone with the next batch. Of a walk that has ended it means nothing. */
export interface ClosingStopRow {
  run_id: string;
  person_id: string | null;
  since: string;
}

/** What somebody says of their draft; of several the last one holds. */
export interface StatementAnswerRow {
  id: string;
  closing_id: string;
  person_id: string;
  number: number;
  kind: string;
  words: string | null;
  seen_hash: string;
  at: string;
}

export interface StatementReplyRow {
  answer_id: string;
  words: string;
  at: string;
  by_person_id: string;
}

/** Of one person, or of the whole year when nobody is named. */
export interface StatementReopeningRow {
  id: string;
  closing_id: string;
  person_id: string | null;
  reason: string;
  asked_by: string;
  asked_at: string;
}

export interface StatementReopeningDecisionRow {
  reopening_id: string;
  kind: string;
  words: string | null;
  by_person_id: string;
  at: string;
}

export interface FrozenStatementRow {
  id: string;
  closing_id: string;
  run_id: string;
  reopening_id: string | null;
  person_id: string;
  name: string;
  /** How the name is sorted: its pinyin as it was. */
  sort_name: string;
  number: number;
  revision: number;
  code: string;
  status: string;
  confirmation: string;
  inputs: string;
  result: string;
  inputs_hash: string;
  result_hash: string;
  frozen_at: string;
}

export interface StatementSupersededRow {
  statement_id: string;
  by_statement_id: string;
  at: string;
}

/** It holds no more, and nothing takes its place. */
export interface StatementWithdrawnRow {
  statement_id: string;
  run_id: string;
  reopening_id: string | null;
  reason: string;
  at: string;
}

export interface ClosingTables {
  year_closing: YearClosingRow;
  closing_run: ClosingRunRow;
  closing_batch: ClosingBatchRow;
  closing_end: ClosingEndRow;
  closing_stop: ClosingStopRow;
  statement_answer: StatementAnswerRow;
  statement_reply: StatementReplyRow;
  statement_reopening: StatementReopeningRow;
  statement_reopening_decision: StatementReopeningDecisionRow;
  frozen_statement: FrozenStatementRow;
  statement_superseded: StatementSupersededRow;
  statement_withdrawn: StatementWithdrawnRow;
}
