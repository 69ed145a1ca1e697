import { type RawBuilder, sql } from 'kysely';
import { dayOf } from '#app/lib/time.ts';
import { type Role, roleNames } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { type Obstacle, rolesWords, soleWords } from './account-closing.rules.ts';

interface Whose {
  personId: string;
  today: string;
}

interface OpenThing extends Obstacle {
  /** A query that finds one, by an index. */
  found: (whose: Whose) => RawBuilder<unknown>;
}

/** What is open of somebody's own, or waits for the word of somebody else. Nobody can mark what was handed in for a place that was given up. */
const openThings: readonly OpenThing[] = [
  {
    ...{ what: '还有没上完的课，请先退选', href: '/me/courses' },
    found: ({ personId, today }) => sql`select 1 from enrolment e inner join section s on s.id = e.section_id
      where e.person_id = ${personId} and e.active = 1 and s.ends_on >= ${today}`,
  },
  {
    ...{ what: '还在排候补，请先退出', href: '/me/courses' },
    found: ({ personId }) => sql`select 1 from waitlist_entry where person_id = ${personId} and active = 1`,
  },
  {
    ...{ what: '报了预选还没有结果，请先撤回', href: '/me/application' },
    found: ({ personId }) => sql`select 1 from application a where a.person_id = ${personId} and a.active = 1
      and not exists (select 1 from application_result r where r.application_id = a.id)`,
  },
  {
    ...{ what: '有一件申诉等复核，请等结果', href: '/me/credits' },
    found: ({ personId }) => sql`select 1 from appeal where person_id = ${personId} and state = 'waiting'`,
  },
  {
    ...{ what: '有申报还没有办完，请撤回或者等结果', href: '/me/declarations' },
    found: ({ personId }) => sql`select 1 from declaration where person_id = ${personId}
      and state in ('waiting', 'returned', 'publicity', 'objected')`,
  },
  {
    ...{ what: '有测验等老师批改，请等成绩出来', href: '/me/courses' },
    found: ({ personId }) => sql`select 1 from attempt a inner join attempt_marking m on m.attempt_id = a.id
      inner join enrolment e on e.id = a.enrolment_id where a.person_id = ${personId} and m.waiting = 1 and e.active = 1`,
  },
  {
    ...{ what: '有作业等老师批改，请等结果', href: '/me/courses' },
    found: ({ personId }) => sql`select 1 from enrolment e inner join submission s on s.enrolment_id = e.id
      where e.person_id = ${personId} and e.active = 1 and s.state = 'handed-in'`,
  },
  {
    ...{ what: '有一笔学分调整等核对，请等结果', href: '/me/credits' },
    found: ({ personId }) => sql`select 1 from adjustment where person_id = ${personId} and open = 1`,
  },
  {
    ...{ what: '有一项免考核等核准，请等结果', href: '/me/credits' },
    found: ({ personId }) =>
      sql`select 1 from exemption_proposal where person_id = ${personId} and active = 1`,
  },
  {
    ...{ what: '对年度情况表提的意见还没有答复，请等答复', href: '/me/credits' },
    found: ({
      personId,
    }) => sql`select 1 from statement_answer a where a.person_id = ${personId} and a.kind = 'objected'
      and not exists (select 1 from statement_reply r where r.answer_id = a.id)
      and not exists (select 1 from frozen_statement f where f.closing_id = a.closing_id and f.person_id = a.person_id)`,
  },
];

/** What is open and would be left hanging when somebody's account closed, each with the page where it is ended. Three statements. */
export async function obstaclesOf(
  db: Db,
  { personId, now }: { personId: string; now: Date },
): Promise<Obstacle[]> {
  const whose = { personId, today: dayOf(now) };
  const columns = openThings.map(({ found }, at) => sql`exists (${found(whose)}) as ${sql.ref(`open${at}`)}`);
  const { rows } = await sql<Record<string, number>>`select ${sql.join(columns)}`.execute(db);
  const open = openThings.filter((_, at) => Number(rows[0]?.[`open${at}`]) === 1);
  return [
    ...open.map(({ what, href }) => ({ what, href })),
    ...(await classesOf(db, whose)),
    ...(await rightsOf(db, whose)),
  ];
}

const MOST_CLASSES = 5;

/** Classes that go on and are taught or led by the person. By indexes of each of the three columns. */
async function classesOf(db: Db, { personId, today }: Whose): Promise<Obstacle[]> {
  const goesOn = sql`s.ends_on >= ${today} and not exists (select 1 from section_closure x where x.section_id = s.id)`;
  const { rows } = await sql<{ id: string; title: string }>`
    select s.id, s.title from teacher t inner join section s on s.teacher_id = t.id where t.person_id = ${personId} and ${goesOn}
    union select s.id, s.title from section s where s.head_teacher_id = ${personId} and ${goesOn}
    union select s.id, s.title from formation_class c inner join formation f on f.id = c.formation_id
      inner join section s on s.id = f.section_id where c.head_teacher_id = ${personId} and f.active = 1 and ${goesOn}
    order by 1 limit ${MOST_CLASSES}`.execute(db);
  return rows.map(({ id, title }) => ({
    what: `还在带《${title}》，班没有结束，请先请教务换老师`,
    href: `/teach/sections/${id}`,
  }));
}

/** Rights that are held, and those of them that nobody else holds. */
async function rightsOf(db: Db, { personId, today }: Whose): Promise<Obstacle[]> {
  const standing = (alias: string) =>
    sql`${sql.ref(`${alias}.valid_from`)} <= ${today} and (${sql.ref(`${alias}.valid_to`)} is null or ${sql.ref(`${alias}.valid_to`)} >= ${today})`;
  const { rows } = await sql<{
    role: string;
    others: number;
  }>`select distinct g.role, exists (select 1 from role_grant o
      where o.role = g.role and o.person_id <> ${personId} and ${standing('o')}) as others
    from role_grant g where g.person_id = ${personId} and ${standing('g')}`.execute(db);
  const held = rows.map(({ role, others }) => ({ role: role as Role, isSole: Number(others) === 0 }));
  const sole = held.flatMap(({ role, isSole }) => (isSole ? soleWords(role) : []));
  const rest = held.filter(({ role, isSole }) => !isSole || soleWords(role).length === 0);
  const names = rest.map(({ role }) => roleNames[role]);
  return [...sole, ...(names.length > 0 ? [rolesWords(names)] : [])];
}
