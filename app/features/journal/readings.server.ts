import type { ExpressionBuilder } from 'kysely';
import type { Database, Db } from '#db/database.ts';

/**
 * Who did one of some things to a subject and when, newest first: for the person concerned; of the year that the detail names. Each kind of things
 * has its own number of lines, so that what happens daily hides nothing that is rare. One statement.
 */
export async function readingsOf(
  db: Db,
  {
    subjectType,
    subjectId,
    year,
    kinds: [first, second],
  }: {
    subjectType: string;
    subjectId: string;
    year: number;
    kinds: readonly [Kind, Kind];
  },
): Promise<{ id: string; at: string; action: string; actorName: string }[]> {
  const newest = ({ actions, limit }: Kind) =>
    db
      .selectFrom('journal_entry')
      .leftJoin('person', 'person.id', 'journal_entry.actor_id')
      .select(['journal_entry.id', 'at', 'action', 'person.name'])
      .where('subject_type', '=', subjectType)
      .where('subject_id', '=', subjectId)
      .where('action', 'in', actions)
      .where(isOfYear(year))
      .orderBy('at', 'desc')
      .limit(limit);
  const rows = await db
    .selectFrom(newest(first).as('one'))
    .selectAll()
    .unionAll(db.selectFrom(newest(second).as('other')).selectAll())
    .orderBy('at', 'desc')
    .execute();
  return rows.map(({ name, ...row }) => ({ ...row, actorName: name ?? '系统' }));
}

interface Kind {
  actions: readonly string[];
  limit: number;
}

/** A mark of quotation in what people wrote stands in the detail with a backslash before it, so nobody's words are taken for the year. */
const isOfYear =
  (year: number) =>
  ({ eb, or }: ExpressionBuilder<Database, 'journal_entry'>) =>
    or([eb('detail', 'like', `%"year":${year},%`), eb('detail', 'like', `%"year":${year}}%`)]);

/** To which of some subjects somebody has done a thing since an instant, of the year that the detail names. One statement. */
export async function doneSince(
  db: Db,
  {
    actorId,
    action,
    subjectType,
    subjectIds,
    year,
    since,
  }: {
    actorId: string | null;
    action: string;
    subjectType: string;
    subjectIds: readonly string[];
    year: number;
    since: Date;
  },
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('journal_entry')
    .select('subject_id')
    .distinct()
    .where('subject_type', '=', subjectType)
    .where('subject_id', 'in', ['nobody', ...subjectIds])
    .where('at', '>=', since.toISOString())
    .where('action', '=', action)
    .where('actor_id', '=', actorId)
    .where(isOfYear(year))
    .execute();
  return new Set(rows.map((row) => row.subject_id));
}
