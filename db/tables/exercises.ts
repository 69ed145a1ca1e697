import type { Generated } from 'kysely';

export interface QuestionRow {
  id: string;
  course_id: string;
  code: string;
  objective: number;
  kind: string;
  stem: string;
  options: string;
  answer: string;
  explanation: string;
  retired_at: string | null;
  pool: Generated<string>;
}

export interface ExerciseRow {
  id: string;
  course_id: string;
  title: string;
  draw_count: number;
  pass_mark: number;
  max_attempts: number;
  created_at: string;
  pool: Generated<string>;
  intro: Generated<string>;
}

export interface AttemptRow {
  id: string;
  exercise_id: string;
  enrolment_id: string;
  person_id: string;
  number: number;
  open: number | null;
  questions: string;
  started_at: string;
  submitted_at: string | null;
  score: number | null;
}

export interface AttemptAnswerRow {
  attempt_id: string;
  question_id: string;
  choice: string;
  saved_at: string;
}

export interface AttemptFileRow {
  attempt_id: string;
  question_id: string;
  media_id: string;
  place: number;
  added_at: string;
}

export interface AttemptMarkingRow {
  attempt_id: string;
  section_id: string;
  since: string;
  waiting: number | null;
}

export interface AttemptMarkRow {
  attempt_id: string;
  question_id: string;
  is_right: number;
  words: string;
  marked_by: string | null;
  at: string;
}

export interface QuestionImportRow {
  id: string;
  course_id: string;
  person_id: string;
  file_name: string;
  lines: string;
  made_at: string;
  expires_at: string;
}

export interface MeetingExerciseRow {
  meeting_id: string;
  exercise_id: string;
  at: string;
  by_person_id: string | null;
}

export interface ExercisesTables {
  question: QuestionRow;
  exercise: ExerciseRow;
  attempt: AttemptRow;
  attempt_answer: AttemptAnswerRow;
  attempt_file: AttemptFileRow;
  attempt_marking: AttemptMarkingRow;
  attempt_mark: AttemptMarkRow;
  question_import: QuestionImportRow;
  meeting_exercise: MeetingExerciseRow;
}
