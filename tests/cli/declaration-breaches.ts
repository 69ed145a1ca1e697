/** Ways to break what holds of declarations and appeals, on the demo academy. */
export const declarationBreaches: readonly { tells: RegExp; sql: readonly string[] }[] = [
  {
    tells: /where its last step left it/,
    sql: ["update declaration set state = 'posted' where state = 'waiting'"],
  },
  {
    tells: /decided about their own declaration/,
    sql: [
      `update declaration_step set by_person_id = (select person_id from declaration where id = declaration_id)
      where kind = 'granted'`,
    ],
  },
  {
    tells: /paid what was granted/,
    sql: ["update credit_entry set amount = amount + 25 where source_type = 'declaration'"],
  },
  {
    tells: /paid what was granted/,
    sql: ["update credit_entry set source_id = 'nowhere' where source_type = 'declaration'"],
  },
  {
    tells: /credits for a declaration belong to one/,
    sql: ["update credit_entry set source_type = 'declaration' where source_type = 'completion'"],
  },
  {
    tells: /not cut short/,
    sql: ["update declaration_step set at = '2020-01-01T00:00:00.000Z' where kind = 'posted'"],
  },
  {
    tells: /not cut short/,
    sql: ["update publicity set starts_on = '2099-01-01'"],
  },
  {
    tells: /no file stands for two declarations/,
    sql: [
      `insert into media_file (id, purpose, storage_key, content_type, bytes, sha256, original_name, created_at)
      values ('same', 'work', 'same', 'text/plain', 1, 'same', 'a.txt', '2026-01-01T00:00:00.000Z')`,
      `insert into declaration_file (declaration_id, media_id, added_at)
      select id, 'same', '2026-01-01T00:00:00.000Z' from declaration where state in ('waiting', 'returned', 'publicity')`,
    ],
  },
  {
    tells: /objection waits exactly/,
    sql: ['update publicity_objection set open = null'],
  },
  {
    tells: /by the decision that it has/,
    sql: ["update appeal set state = 'upheld' where state = 'waiting'"],
  },
  {
    tells: /decided by nobody who had a part/,
    sql: ['update appeal_decision set by_person_id = (select person_id from appeal where id = appeal_id)'],
  },
  {
    tells: /decided by nobody who had a part/,
    sql: [
      `update appeal_decision set by_person_id = (select by_person_id from declaration_step
        where declaration_id = (select subject_id from appeal where id = appeal_id) and kind = 'refused')`,
    ],
  },
  {
    tells: /answered by nobody who had a part/,
    sql: [
      `insert into objection_answer (objection_id, outcome, words, at, by_person_id)
        select publicity_objection.id, 'dismissed', '核对过了。', at, declaration.person_id
        from publicity_objection inner join declaration on declaration.id = declaration_id`,
    ],
  },
  {
    tells: /raised in time/,
    sql: ["update appeal set raised_at = '2099-01-01T00:00:00.000Z'"],
  },
];
