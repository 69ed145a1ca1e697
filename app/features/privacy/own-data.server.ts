import { sql } from 'kysely';
import type { ContactKind } from '#app/features/contacts/contact.rules.ts';
import { addressOf } from '#app/features/contacts/contacts.server.ts';
import type { SealingEnv } from '#app/features/sealing/key-files.server.ts';
import type { Db } from '#db/database.ts';
import { ownTables, withheldTables } from './declared-tables.rules.ts';
import { namesPerson, type OwnRows, roleOf } from './own-rows.rules.ts';

export type OwnRow = Record<string, string | number | null>;

export interface OwnContact {
  kind: ContactKind;
  value: string;
}

/** One's own phone number and e-mail address, whole. Two statements. */
export async function ownContacts(
  db: Db,
  { personId, env }: { personId: string; env: SealingEnv },
): Promise<OwnContact[]> {
  const contacts: OwnContact[] = [];
  for (const kind of ['phone', 'email'] as const) {
    const address = await addressOf(db, { env, personId, kind });
    if (address) contacts.push({ kind, value: address.value });
  }
  return contacts;
}

const AT_ONCE = 10_000;

const NOTES = [
  '学院记下的关于你的全部资料，一类一类列出来。里面别人的名字换成了“工作人员”。',
  '时间是国际标准时间（UTC），学分是百分之一学分的整数。',
  '上传的文件在“上传的文件”里，地址是 /media/ 加上它的 id，要从自己的页面打开。',
];

/**
 * Everything that the academy knows about somebody as JSON, piece by piece as it is read, so that its size costs no memory. Format 1: `tables`, one object a
 * table with `group`, `table`, `title` and `rows`; `contacts`: phone number and address whole, which lie closed in their table; `withheld` says what is not in it and why.
 */
export async function* ownDataJson(
  db: Db,
  { personId, contacts = [], now }: { personId: string; contacts?: readonly OwnContact[]; now: Date },
): AsyncGenerator<string> {
  const head = {
    format: 'community-academy-personal-data',
    version: 1,
    madeAt: now.toISOString(),
    notes: NOTES,
    contacts,
    withheld: withheldTables.map(({ table, title, why }) => ({ table, title, why })),
  };
  yield `${JSON.stringify(head).slice(0, -1)},"tables":[`;
  let isFirst = true;
  for (const [table, declared] of ownTables) {
    const { group, title } = declared;
    yield `${isFirst ? '' : ','}\n${JSON.stringify({ group, table, title }).slice(0, -1)},"rows":[`;
    isFirst = false;
    let isFirstRow = true;
    for await (const rows of pagesOf(db, { table, declared, personId })) {
      if (rows.length === 0) continue;
      yield `${isFirstRow ? '' : ','}\n${rows.map((row) => JSON.stringify(row)).join(',\n')}`;
      isFirstRow = false;
    }
    yield ']}';
  }
  yield '\n]}\n';
}

interface Asked {
  table: string;
  declared: OwnRows;
  personId: string;
}

async function* pagesOf(db: Db, asked: Asked): AsyncGenerator<OwnRow[]> {
  for (let from = 0; ; from += AT_ONCE) {
    const rows = await ownRows(db, { ...asked, limit: AT_ONCE, from });
    yield rows;
    if (rows.length < AT_ONCE) return;
  }
}

/** Some of somebody's rows of a table, by an index, masked as they are given out. One statement. */
export async function ownRows(
  db: Db,
  { table, declared, personId, limit, from = 0 }: Asked & { limit: number; from?: number },
): Promise<OwnRow[]> {
  const { by, through, also, only, course, order } = declared;
  const first = order ? sql`order by ${sql.ref(`t.${order}`)}` : sql``;
  const conditions = [
    through
      ? sql`${sql.ref(`t.${through.on}`)} in (select ${sql.ref(through.key)} from ${sql.table(through.table)} where ${sql.ref(by)} = ${personId})`
      : sql`${sql.ref(`t.${by}`)} = ${personId}`,
    ...(also ? [sql`${sql.ref(`t.${also}`)} = ${personId}`] : []),
    ...(only ? [sql`${sql.ref(`t.${only[0]}`)} = ${only[1]}`] : []),
  ];
  const { rows } = await sql<OwnRow>`select t.*${course ? sql`, own_course.title as course_title` : sql``}
    from ${sql.table(table)} as t ${course ? courseOf(course) : sql``} where ${sql.join(conditions, sql` and `)} ${first}
    limit ${limit} offset ${from}`.execute(db);
  return rows.map((row) => masked(row, declared, personId));
}

function courseOf(course: NonNullable<OwnRows['course']>) {
  if (course === 'course_id') return sql`left join course as own_course on own_course.id = t.course_id`;
  if (course === 'section_id')
    return sql`left join section as own_section on own_section.id = t.section_id
      left join course as own_course on own_course.id = own_section.course_id`;
  return sql`left join enrolment as own_enrolment on own_enrolment.id = t.enrolment_id
    left join course as own_course on own_course.id = own_enrolment.course_id`;
}

/** Nobody else's name and nothing that opens a door. */
function masked(row: OwnRow, { omit }: OwnRows, personId: string): OwnRow {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([column]) => !omit.includes(column))
      .map(([column, value]) => [
        column,
        namesPerson(column) ? roleOf(value === null ? null : String(value), personId) : value,
      ]),
  );
}
