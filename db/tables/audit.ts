export interface JournalArchiveRow {
  id: string;
  first_block: number;
  last_block: number;
  first_sequence: number;
  last_sequence: number;
  since: string;
  until: string;
  entries: number;
  bytes: number;
  sha256: string;
  media_id: string;
  previous_hash: string;
  last_hash: string;
  public_key: string;
  signature: string;
  made_at: string;
}

export interface JournalArchiveBlockRow {
  block_number: number;
  archive_id: string;
  entries: number;
}

export interface JournalArchiveEndRow {
  archive_id: string;
  ended_at: string;
}

export interface JournalWalkRow {
  id: string;
  began_at: string;
  next_block: number;
  entries: number;
  in_files: number;
  fault: string;
}

export interface JournalCheckRow {
  id: string;
  archive_id: string;
  began_at: string;
  ended_at: string;
  blocks: number;
  entries: number;
  in_files: number;
  fault: string;
  checked_by: string | null;
}

export interface JournalCheckpointRow {
  id: string;
  block_number: number;
  hash: string;
  total: number;
  at: string;
  made_by: string | null;
  public_key: string;
  signature: string;
}

export interface AuditTables {
  journal_archive: JournalArchiveRow;
  journal_archive_block: JournalArchiveBlockRow;
  journal_archive_end: JournalArchiveEndRow;
  journal_walk: JournalWalkRow;
  journal_check: JournalCheckRow;
  journal_checkpoint: JournalCheckpointRow;
}
