const hash = 'a'.repeat(64);
const session = (username: string, times: string) =>
  `insert into session (id, person_id, expires_at, created_at, used_at, device, own_device)
  select '${hash}', id, ${times}, 'computer', 0 from person where username = '${username}'`;
const soon = new Date(Date.now() + 3_600_000).toISOString();
const lately = new Date(Date.now() - 3_600_000).toISOString();

/** Ways to break what holds of locks, sessions, second steps and codes. */
export const signInBreaches: readonly { tells: RegExp; sql: readonly string[] }[] = [
  {
    tells: /locked for an hour at most/,
    sql: [
      `insert into sign_in_series (series_key, kind, person_id, failures, last_at, locked_until)
      select '${hash}', 'account', id, 5, '${lately}', '2199-01-01T00:00:00.000Z' from person where username = 'learner'`,
    ],
  },
  {
    tells: /after failures alone/,
    sql: [
      `insert into sign_in_series (series_key, kind, person_id, failures, last_at, locked_until)
      values ('${hash}', 'address', null, 0, '${lately}', '${soon}')`,
    ],
  },
  {
    tells: /used after it began/,
    sql: [session('learner', `'${soon}', '${lately}', '2020-01-01T00:00:00.000Z'`)],
  },
  {
    tells: /ends in its days/,
    sql: [session('learner', `'2199-01-01T00:00:00.000Z', '${lately}', '${lately}'`)],
  },
  {
    tells: /known by hashes/,
    sql: [
      `insert into known_browser (id, person_id, session_ref, made_at)
      select 'what the browser holds', id, '${hash}', '${lately}' from person where username = 'learner'`,
    ],
  },
  {
    tells: /signed in by one/,
    sql: [
      "delete from academy_flag where name = 'demo'",
      "delete from second_factor where person_id = (select id from person where username = 'sysadmin')",
      session('sysadmin', `'${soon}', '${lately}', '${lately}'`),
    ],
  },
  {
    tells: /of somebody with a second step/,
    sql: [
      `insert into recovery_code (person_id, code_hash, made_at)
      select id, '${hash}', '${lately}' from person where username = 'learner2'`,
    ],
  },
  {
    tells: /no code is older than its secret/,
    sql: [
      `insert into second_factor (person_id, secret, set_up_at, last_step)
      select id, 'x', '${lately}', 7 from person where username = 'learner2'`,
    ],
  },
  {
    tells: /used once, in its time/,
    sql: [
      `insert into first_code (id, person_id, code_hash, identified, given_by, given_at, expires_at, tries, active, ended_at, used_at)
      select 'a-late-code', id, 'x', 'known', null, '2026-01-01', '2026-01-02', 1, null, '2026-01-03', '2026-01-03' from person limit 1`,
    ],
  },
  {
    tells: /within its tries/,
    sql: [
      `insert into reset_request (id, typed_sealed, key_id, person_id, code_hash, link_hash, asked_at, expires_at, tries, used_at)
      select 'a-tried-code', 'x', 'x', id, 'x', 'x', '2026-01-01', '2026-01-02', 9, '2026-01-01' from person limit 1`,
    ],
  },
];
