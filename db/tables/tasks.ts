import type { Generated } from 'kysely';

export interface TaskRow {
  id: string;
  course_id: string;
  kind: string;
  title: string;
  instructions: string;
  criteria: string;
  pass_mark: number;
  files: string;
  due_on: string | null;
  required: number;
  created_at: string;
  created_by: string | null;
  changed_at: string;
  credits: Generated<number>;
}

export interface TaskRetirementRow {
  task_id: string;
  at: string;
  by_person_id: string | null;
}

export interface SubmissionRow {
  id: string;
  task_id: string;
  enrolment_id: string;
  section_id: string;
  person_id: string;
  number: number;
  open: number | null;
  state: string;
  body: string;
  started_at: string;
  saved_at: string;
  submitted_at: string | null;
}

export interface SubmissionFileRow {
  submission_id: string;
  media_id: string;
  added_at: string;
}

export interface SubmissionReviewRow {
  submission_id: string;
  outcome: string;
  marks: string;
  score: number;
  words: string;
  at: string;
  by_person_id: string | null;
}

export interface TasksTables {
  task: TaskRow;
  task_retirement: TaskRetirementRow;
  submission: SubmissionRow;
  submission_file: SubmissionFileRow;
  submission_review: SubmissionReviewRow;
}
