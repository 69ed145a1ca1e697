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
];
