export interface JournalEntryRow {
  id: string;
  at: string;
  actor_id: string | null;
  on_behalf_of: string | null;
  action: string;
  subject_type: string;
  subject_id: string;
  detail: string;
}

export interface JournalTables {
  journal_entry: JournalEntryRow;
}
