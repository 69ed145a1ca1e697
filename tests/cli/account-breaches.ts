/** Ways to break what holds of contacts, messages and codes. */
export const accountBreaches = [
  {
    tells: /nobody is two of system/,
    sql: [
      `insert into role_grant (id, person_id, role, org_unit_id, school, valid_from, valid_to, granted_by, granted_at)
      select 'a-second', person_id, 'auditor', null, null, '2020-01-01', null, null, 'now' from role_grant where role = 'system-admin' limit 1`,
    ],
  },
  { tells: /lies closed/, sql: ["update contact set sealed = 'somebody@example.com'"] },
  {
    tells: /neither words nor address/,
    sql: [
      `insert into message (id, way, kind, person_id, masked, to_sealed, words_sealed, key_id, state, provider, tries, last_error, created_at,
      useful_until, next_at, ended_at) values ('a-message', 'sms', 'reset', null, '', 'x', 'x', 'k', 'sent', 'gateway', 1, '', 'now', 'now',
      null, 'now')`,
    ],
  },
  {
    tells: /gave it to themselves/,
    sql: [
      `insert into first_code (id, person_id, code_hash, identified, given_by, given_at, expires_at, tries, active, ended_at, used_at)
      select 'a-code', id, 'x', 'known', id, 'now', 'now', 0, 1, null, null from person limit 1`,
    ],
  },
] as const;
