const aMedia = `insert into media_file (id, purpose, storage_key, content_type, bytes, sha256, original_name, created_at)
  values ('old-lines', 'journal', 'no/lines', 'application/gzip', 1, 'x', 'journal.gz', '2026-11-22')`;
const aFile = `insert into journal_archive (id, first_block, last_block, first_sequence, last_sequence, since, until, entries, bytes,
  sha256, media_id, previous_hash, last_hash, public_key, signature, made_at)
  select 'a-file', 1, 1, 1, 7, '2026-01-01', '2026-01-02', 7, 1, 'x', 'old-lines', previous_hash, hash, 'no', 'no', '2026-11-22'
  from journal_block where number = 1`;

/** Ways to break the journal and its chain: see breaches.ts. The triggers that refuse it are gone before. */
export const journalBreaches: readonly { tells: RegExp; sql: readonly string[] }[] = [
  {
    tells: /sealed, or new enough/,
    sql: [
      `insert into journal_entry (id, at, action, subject_type, subject_id, detail, concerns_id, outcome, origin)
      values ('00000000-0000-7000-8000-000000000000', '2026-11-22T05:00:00.000Z', 'role.granted', 'person', 'nobody', '{}', '', 'done', '')`,
    ],
  },
  { tells: /journal’s chain follows/, sql: ['delete from journal_leaf where position = 2'] },
  {
    tells: /line of the journal says/,
    sql: ["update journal_entry set action = 'role.revoked' where action = 'role.granted'"],
  },
  // The demo academy is too young for a file of old lines.
  { tells: /as many as it says/, sql: [aMedia, aFile] },
  { tells: /follow each other from the first block/, sql: [aMedia, aFile] },
  {
    tells: /has left it for a file/,
    sql: [
      ...[aMedia, aFile],
      "insert into journal_archive_block (block_number, archive_id, entries) select 1, 'a-file', entries from journal_block where number = 1",
      "insert into journal_archive_end (archive_id, ended_at) values ('a-file', '2026-11-22')",
    ],
  },
  {
    tells: /words beside the files/,
    sql: [
      `insert into journal_words (entry_id, block_number, concerns_id, at, salt, detail, origin)
      select 'a-line', number, 'nobody', '2026-11-22', 'x', '{"reason":"搬走了"}', '' from journal_block where number = 1`,
    ],
  },
  {
    tells: /from each of its checkpoints/,
    sql: [
      `insert into journal_checkpoint (id, block_number, hash, total, at, public_key, signature)
      select 'a-checkpoint', number, hash, total, '2026-11-22', 'no', 'no' from journal_block where number = 1`,
    ],
  },
];
