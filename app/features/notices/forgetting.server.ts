import { sql } from 'kysely';
import type { Trx } from '#db/database.ts';

/**
 * Removes what somebody was told and what they read of it, and puts the pseudonym in the place of their name in what others were told: their account is
 * closed.
 */
export async function forgetNotices(
  trx: Trx,
  { personId, pseudonym }: { personId: string; pseudonym: string },
): Promise<void> {
  const own = trx.selectFrom('notice').select('id').where('person_id', '=', personId);
  await trx.deleteFrom('notice_mention').where('notice_id', 'in', own).execute();
  await trx.deleteFrom('notice_reading').where('notice_id', 'in', own).execute();
  await trx.deleteFrom('notice').where('person_id', '=', personId).execute();
  const names = await trx
    .selectFrom('notice_mention')
    .select('name')
    .distinct()
    .where('person_id', '=', personId)
    .execute();
  for (const { name } of names) {
    const mentioned = trx
      .selectFrom('notice_mention')
      .select('notice_id')
      .where('person_id', '=', personId)
      .where('name', '=', name);
    await trx
      .updateTable('notice')
      .set({
        title: sql<string>`replace(title, ${name}, ${pseudonym})`,
        body: sql<string>`replace(body, ${name}, ${pseudonym})`,
      })
      .where('id', 'in', mentioned)
      .execute();
  }
  await trx.deleteFrom('notice_mention').where('person_id', '=', personId).execute();
}
