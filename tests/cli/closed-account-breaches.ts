const closed = `insert into closed_account (person_id, code, closed_at, keep_until)
  select id, '00000000', '2026-01-01T00:00:00.000Z', '2031-12-31' from person where username = 'auditor'`;

/** Ways to break what must hold of closed accounts. */
export const closedAccountBreaches: readonly { tells: RegExp; sql: readonly string[] }[] = [
  {
    tells: /closed accounts: nobody has a name/,
    sql: [closed],
  },
  {
    tells: /every one was asked for/,
    sql: [closed],
  },
  {
    tells: /a day later the journal says nothing/,
    sql: [
      closed,
      `insert into journal_entry (id, at, action, subject_type, subject_id, detail, concerns_id, outcome, origin)
      select '00000000-0000-7000-8000-000000000001', '2026-01-01T05:00:00.000Z', 'person.changed', 'person', id, '{"reason":"搬走了"}', id, 'done', ''
      from person where username = 'auditor'`,
    ],
  },
  {
    tells: /a day later the journal says nothing/,
    sql: [
      closed,
      `insert into journal_words (entry_id, block_number, concerns_id, at, salt, detail, origin)
      select 'a-line', 1, id, '2026-01-01T05:00:00.000Z', 'x', '{"reason":"搬走了"}', '' from person where username = 'auditor'`,
    ],
  },
  // Sealed long ago, and the worker had its day after the upgrade; or it has passed them.
  ...[
    "update migration set applied_at = '2026-01-01T00:00:00.000Z'",
    "insert into closed_words_walk (id, next_block) values ('closed', 1000000)",
  ].map((long) => ({
    tells: /a day later the journal says nothing/,
    sql: [
      closed,
      long,
      `update journal_entry set at = '2026-01-01T05:00:00.000Z', detail = '{"reason":"搬走了"}',
      concerns_id = (select id from person where username = 'auditor') where id in (select entry_id from journal_leaf)`,
    ],
  })),
];
