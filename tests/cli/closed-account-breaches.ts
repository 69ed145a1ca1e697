/** Ways to break what must hold of closed accounts. */
export const closedAccountBreaches: readonly { tells: RegExp; sql: readonly string[] }[] = [
  {
    tells: /closed accounts: nobody has a name/,
    sql: [
      `insert into closed_account (person_id, code, closed_at, keep_until)
      select id, '00000000', '2026-01-01T00:00:00.000Z', '2031-12-31' from person where username = 'auditor'`,
    ],
  },
  {
    tells: /every one was asked for/,
    sql: [
      `insert into closed_account (person_id, code, closed_at, keep_until)
      select id, '00000000', '2026-01-01T00:00:00.000Z', '2031-12-31' from person where username = 'auditor'`,
    ],
  },
];
