import type { Generated } from 'kysely';

export interface ViewingLeaseRow {
  person_id: string;
  lease: string;
  enrolment_id: string;
  recording_id: string;
  started_at: string;
  heard_at: string;
  budget_ms: number;
  last_lease: Generated<string>;
}

export interface ViewingRow {
  id: string;
  enrolment_id: string;
  recording_id: string;
  person_id: string;
  spans: string;
  covered_ms: number;
  furthest_ms: number;
  position_ms: number;
  completed_at: string | null;
  updated_at: string;
  ask_at_ms: Generated<number>;
}

export interface ViewingAnswerRow {
  enrolment_id: string;
  recording_id: string;
  number: number;
  covered_ms: number;
  answered_at: string;
}

export interface ViewingOddityRow {
  id: string;
  person_id: string;
  recording_id: string;
  day: string;
  kind: string;
  times: number;
  last_at: string;
  pattern_at: string | null;
}

export interface RecordingNoteRow {
  id: string;
  enrolment_id: string;
  recording_id: string;
  person_id: string;
  at_ms: number;
  words: string;
  written_at: string;
  changed_at: string | null;
}

export interface ViewingTables {
  viewing_lease: ViewingLeaseRow;
  viewing: ViewingRow;
  viewing_answer: ViewingAnswerRow;
  viewing_oddity: ViewingOddityRow;
  recording_note: RecordingNoteRow;
}
