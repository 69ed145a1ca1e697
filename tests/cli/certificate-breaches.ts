/** Ways to break what must hold of certificates. */
export const certificateBreaches: readonly { tells: RegExp; sql: readonly string[] }[] = [
  {
    tells: /about the course and person of a completion/,
    sql: [
      `update certificate set completion_id = (select max(completion.id) from completion where completion.person_id
      <> certificate.person_id)`,
    ],
  },
  {
    tells: /replaces another follows it/,
    sql: ['update certificate set revision = 7 where replaces_id is not null'],
  },
  {
    tells: /says what its row says/,
    sql: ['update certificate_number set last = 1'],
  },
  {
    tells: /taken back a certificate of their own/,
    sql: ['update certificate set issued_by = person_id'],
  },
  {
    tells: /says other credits than the ledger/,
    sql: [`update certificate set content = replace(content, '"credits":', '"credits":1')`],
  },
  {
    tells: /says other credits than the ledger/,
    sql: [
      `insert into certificate_difference (certificate_id, found_at)
      select min(certificate_id), '2026-11-20T02:00:00.000Z' from certificate_revocation`,
    ],
  },
  {
    tells: /has a job that goes on with it/,
    sql: [
      `insert into certificate_batch (id, section_id, cycle, scope, active, total, looked, issued, after_id, asked_by, asked_at, done_at)
      select min(id), null, 2026, 'cycle 2026', 1, 9, 0, 0, null, min(id), '2026-11-20T02:00:00.000Z', null from person`,
    ],
  },
];
