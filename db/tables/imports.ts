export interface ImportFileRow {
  id: string;
  kind: string;
  /** The course of questions; else empty. */
  subject: string;
  person_id: string;
  file_name: string;
  state: string;
  sheets: string;
  sheet: number;
  heading: string;
  by_group: string;
  row_count: number;
  looked: number;
  step: number;
  made_at: string;
  judged_at: string | null;
  confirmed_at: string | null;
  done_at: string | null;
  expires_at: string;
}

export interface ImportRowRow {
  import_id: string;
  sheet: number;
  number: number;
  sealed: string;
  key_id: string;
}

export interface ImportResultRow {
  import_id: string;
  number: number;
  state: string;
  group_key: string;
  thing_key: string;
  name_key: string;
  phone_key: string;
  sealed: string;
  key_id: string;
}

export interface ImportGroupRow {
  import_id: string;
  group_key: string;
  label: string;
  place: number;
  row_count: number;
  added: number;
  same: number;
  changed: number;
  refused: number;
  outcome: string | null;
  phase: string;
  looked: number;
  words: string;
  at: string | null;
}

export interface ImportStopRow {
  import_id: string;
  since: string;
  tries: number;
}

export interface ImportsTables {
  import_file: ImportFileRow;
  import_row: ImportRowRow;
  import_result: ImportResultRow;
  import_group: ImportGroupRow;
  import_stop: ImportStopRow;
}
