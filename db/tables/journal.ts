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

export interface JournalArchiveRow {
  id: string;
  kind: string;
  first_block: number;
  last_block: number;
  since: string;
  until: string;
  entries: number;
  bytes: number;
  sha256: string;
  storage_key: string;
  made_at: string;
}

export interface JournalArchiveBlockRow {
  block_number: number;
  kind: string;
  archive_id: string;
  entries: number;
}

export interface JournalArchiveEndRow {
  block_number: number;
  kind: string;
  ended_at: string;
}

export interface JournalTables {
  journal_entry: JournalEntryRow;
  journal_erasure: JournalErasureRow;
  journal_archive: JournalArchiveRow;
  journal_archive_block: JournalArchiveBlockRow;
  journal_archive_end: JournalArchiveEndRow;
}
