export interface SuggestionRow {
  id: string;
  person_id: string | null;
  code_hash: string;
  kind: string;
  about: string;
  words: string;
  state: string;
  desk: string;
  owner_person_id: string | null;
  steps: number;
  received_at: string;
  clock_from: string;
  due_on: string | null;
  answered_in_time: number | null;
  said_again: number;
}

export interface SuggestionStepRow {
  suggestion_id: string;
  number: number;
  kind: string;
  at: string;
  by_person_id: string | null;
  desk: string;
  words: string;
}

export interface SuggestionsTables {
  suggestion: SuggestionRow;
  suggestion_step: SuggestionStepRow;
}
