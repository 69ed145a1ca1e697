export interface MessageRow {
  id: string;
  way: string;
  kind: string;
  person_id: string | null;
  masked: string;
  to_sealed: string;
  words_sealed: string;
  key_id: string;
  state: string;
  provider: string;
  tries: number;
  last_error: string;
  created_at: string;
  useful_until: string;
  next_at: string | null;
  ended_at: string | null;
}

export interface MessagesTables {
  message: MessageRow;
}
