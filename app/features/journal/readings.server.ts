import type { Db } from '#db/database.ts';

/** Who did one of some things to a subject and when, newest first: for the person concerned. */
export async function readingsOf(
  db: Db,
  {
    subjectType,
    subjectId,
    actions,
    limit,
  }: { subjectType: string; subjectId: string; actions: readonly string[]; limit: number },
): Promise<{ id: string; at: string; action: string; actorName: string }[]> {
  const rows = await db
    .selectFrom('journal_entry')
    .leftJoin('person', 'person.id', 'journal_entry.actor_id')
    .select(['journal_entry.id', 'at', 'action', 'person.name'])
    .where('subject_type', '=', subjectType)
    .where('subject_id', '=', subjectId)
    .where('action', 'in', actions)
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ name, ...row }) => ({ ...row, actorName: name ?? '系统' }));
}
