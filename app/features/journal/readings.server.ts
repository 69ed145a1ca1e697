import type { Db } from '#db/database.ts';

/** Who did something to a subject and when, newest first: for the person concerned. */
export async function readingsOf(
  db: Db,
  {
    subjectType,
    subjectId,
    action,
    limit,
  }: { subjectType: string; subjectId: string; action: string; limit: number },
): Promise<{ id: string; at: string; actorName: string }[]> {
  const rows = await db
    .selectFrom('journal_entry')
    .leftJoin('person', 'person.id', 'journal_entry.actor_id')
    .select(['journal_entry.id', 'at', 'person.name'])
    .where('subject_type', '=', subjectType)
    .where('subject_id', '=', subjectId)
    .where('action', '=', action)
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ id, at, name }) => ({ id, at, actorName: name ?? '系统' }));
}
