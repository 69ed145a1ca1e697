/** The same for closed years: the demo academy has one. */
export const closedYearBreaches: readonly { tells: RegExp; sql: readonly string[] }[] = [
  {
    tells: /follows from its inputs again/,
    sql: [
      `update frozen_statement set result = replace(result, '"counted":0', '"counted":1') where id in
      (select one from (select max(id) as one from frozen_statement where result like '%"counted":0%') as some)`,
    ],
  },
  {
    tells: /hash over all statements of a closed year/,
    sql: [
      "update closing_end set people = people + 1 where run_id in (select id from closing_run where kind = 'freeze')",
    ],
  },
  {
    tells: /all but the last are superseded/,
    sql: [
      `insert into statement_superseded (statement_id, by_statement_id, at)
      select min(id), max(id), 'now' from frozen_statement`,
    ],
  },
  {
    tells: /of the last freezing/,
    sql: [
      `insert into closing_run (id, year, closing_id, kind, number, cutoff_at, policies, started_at, started_by)
      select 'a-run', year, closing_id, kind, number + 1, cutoff_at, policies, started_at, started_by
      from closing_run where kind = 'freeze'`,
      `insert into closing_end (run_id, people, counts, hash, at) values ('a-run', 0, '{}', '', 'now')`,
    ],
  },
  {
    tells: /found no sheet/,
    sql: [
      `insert into statement_withdrawn (statement_id, run_id, reopening_id, reason, at)
      select id, run_id, null, '没有身份', 'now' from frozen_statement where reopening_id is null limit 1`,
    ],
  },
  {
    tells: /opened again by two persons/,
    sql: [
      `insert into statement_reopening (id, closing_id, person_id, reason, asked_by, asked_at)
      select 'a-wish', closing_id, null, '漏记了', person_id, 'now' from frozen_statement limit 1`,
      `insert into statement_reopening_decision (reopening_id, kind, by_person_id, at)
      select id, 'approved', asked_by, 'now' from statement_reopening`,
    ],
  },
  {
    tells: /follows from its inputs again/,
    sql: ["update frozen_statement set name = '别人' where revision = 1"],
  },
  {
    tells: /has left a statement, a withdrawal or a freezing/,
    sql: [
      `insert into statement_reopening (id, closing_id, person_id, reason, asked_by, asked_at)
      select 'a-lost-wish', closing_id, person_id, '漏记了', (select min(id) from person), 'now'
      from frozen_statement limit 1`,
      `insert into statement_reopening_decision (reopening_id, kind, by_person_id, at)
      select 'a-lost-wish', 'approved', max(id), 'now' from person`,
    ],
  },
];
