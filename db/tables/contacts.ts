export interface ContactRow {
  id: string;
  person_id: string;
  kind: string;
  sealed: string;
  key_id: string;
  blind: string;
  source: string;
  added_at: string;
  added_by: string | null;
  confirmed_at: string | null;
}

export interface ContactsTables {
  contact: ContactRow;
}
