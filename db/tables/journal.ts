export interface JournalEntryRow {
  id: string;
  at: string;
  actor_id: string | null;
  on_behalf_of: string | null;
  action: string;
  subject_type: string;
  subject_id: string;
  detail: string;
  concerns_id: string;
  outcome: string;
  origin: string;
}

export interface JournalErasureRow {
  entry_id: string;
  commitment: string;
  erased_at: string;
  erased_by: string | null;
  reason: string;
}

/** The words of a line that lies in a file without them. */
export interface JournalWordsRow {
  entry_id: string;
  block_number: number;
  concerns_id: string;
  at: string;
  salt: string;
  detail: string;
  origin: string;
}

/** Whom a line of an older edition concerns that does not say it itself. */
export interface JournalConcernRow {
  entry_id: string;
  person_id: string;
}

export interface JournalTables {
  journal_entry: JournalEntryRow;
  journal_erasure: JournalErasureRow;
  journal_words: JournalWordsRow;
  journal_concern: JournalConcernRow;
}
