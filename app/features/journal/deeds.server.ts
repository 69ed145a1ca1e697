import type { Db } from '#db/database.ts';

/** Whether somebody did something to a person since a moment: for what two deeds of one hand would amount to. One statement, by the person's lines. */
export async function hasDone(
  db: Db,
  { actorId, action, personId, since }: { actorId: string; action: string; personId: string; since: Date },
): Promise<boolean> {
  const line = await db
    .selectFrom('journal_entry')
    .select('id')
    .where('concerns_id', '=', personId)
    .where('at', '>=', since.toISOString())
    .where('action', '=', action)
    .where('actor_id', '=', actorId)
    .limit(1)
    .executeTakeFirst();
  return line !== undefined;
}
