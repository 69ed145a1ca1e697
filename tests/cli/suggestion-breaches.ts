/** Ways to break what holds of the box of suggestions, on the demo academy. */
export const suggestionBreaches: readonly { tells: RegExp; sql: readonly string[] }[] = [
  {
    tells: /where its steps left it/,
    sql: ["update suggestion set state = 'closed' where state = 'received'"],
  },
  { tells: /where its steps left it/, sql: ["delete from suggestion_step where kind = 'answered'"] },
  {
    tells: /dealt with by its writer/,
    sql: [
      `update suggestion set person_id = (select min(by_person_id) from suggestion_step
        where suggestion_id = suggestion.id and kind = 'answered') where state = 'answered'`,
    ],
  },
  {
    tells: /dealt with by its writer/,
    sql: ["update suggestion set about = '方排课老师' where state = 'answered'"],
  },
  {
    tells: /neither person nor hour/,
    sql: ["update suggestion set received_at = '2026-11-20T03:14:15.926Z' where person_id is null"],
  },
  {
    tells: /neither person nor hour/,
    sql: [
      `insert into journal_entry (id, at, actor_id, on_behalf_of, action, subject_type, subject_id, detail)
        select 'told', '2026-11-20T03:14:15.926Z', (select min(id) from person), null, 'suggestion.written', 'suggestion',
        min(id), '{}' from suggestion where person_id is null`,
    ],
  },
];
