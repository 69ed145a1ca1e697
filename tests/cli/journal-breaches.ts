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
  {
    tells: /old journal lines/,
    sql: [
      `insert into journal_archive (id, kind, first_block, last_block, since, until, entries, bytes, sha256, storage_key, made_at)
      values ('a-file', 'usual', 1, 1, '2026-01-01', '2026-01-02', 7, 1, 'x', 'nowhere', '2026-11-22')`,
    ],
  },
];
