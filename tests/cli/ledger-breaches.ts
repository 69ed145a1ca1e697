/** Ways to break the ledger, what seals it and what changes it: see breaches.ts. The triggers that refuse it are gone before. */
export const ledgerBreaches: readonly { tells: RegExp; sql: readonly string[] }[] = [
  {
    tells: /paid each line/,
    sql: ["update credit_entry set line = 'other' where kind = 'award' and line = 'face'"],
  },
  {
    tells: /credits for a completion belong to one/,
    sql: [
      "update credit_entry set source_id = 'no-completion' where kind = 'award' and id = (select last_id from (select max(id) as last_id from credit_entry where kind = 'award' and source_type = 'completion') as newest)",
    ],
  },
  {
    tells: /no two awards/,
    sql: [
      `insert into credit_entry (id, person_id, kind, category, amount, elective, school, title, source_type, source_id, line, revision,
        rule_version_id, computation, evidence, occurred_on, posted_at)
      select 'twice', person_id, kind, category, amount, elective, school, title, source_type, source_id, line, 9,
        rule_version_id, computation, evidence, occurred_on, posted_at
      from credit_entry where kind = 'award' and id not in (select reverses_id from credit_entry where reverses_id is not null) limit 1`,
    ],
  },
  {
    tells: /for one thing one award stands/,
    sql: [
      `insert into credit_entry (id, person_id, kind, category, amount, elective, school, title, source_type, source_id, line, revision,
        rule_version_id, computation, evidence, occurred_on, posted_at)
      select 'elsewhere', person_id, kind, category, amount, elective, school, title, source_type, source_id, 'elsewhere', 1,
        rule_version_id, computation, evidence, occurred_on, posted_at
      from credit_entry where kind = 'award' and source_type = 'declaration'
        and id not in (select reverses_id from credit_entry where reverses_id is not null) limit 1`,
    ],
  },
  {
    tells: /is the next revision/,
    sql: ["update credit_entry set revision = 3 where kind = 'award' and revision = 1"],
  },
  {
    tells: /waits to be sealed or is sealed/,
    sql: ['delete from chain_leaf where position = 1'],
  },
  {
    tells: /each block of the ledger’s chain/,
    sql: ["update chain_block set sealed_at = '2026-01-01T00:00:00.000Z'"],
  },
  {
    tells: /says what it said when it was sealed/,
    sql: ["update credit_entry set evidence = '{}'"],
  },
  {
    tells: /a reversal is one/,
    sql: ["update credit_entry set amount = amount - 1 where kind = 'reversal'"],
  },
  {
    tells: /add up to the awards/,
    sql: ["update credit_entry set amount = amount - 1 where kind = 'reversal'"],
  },
  {
    tells: /confirmed adjustment has posted/,
    sql: ['update adjustment set amount = amount + 25 where open is null'],
  },
  {
    tells: /credits by adjustment/,
    sql: ["delete from adjustment_outcome where outcome = 'confirmed'"],
  },
  {
    tells: /decided by another person/,
    sql: ["update adjustment set proposed_by = (select id from person where username = 'reviewer')"],
  },
  {
    tells: /waits or has its outcome/,
    sql: ['update adjustment set open = null'],
  },
];
