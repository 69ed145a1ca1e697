import { sql } from 'kysely';
import type { Trx } from '#db/database.ts';
import { BODY_LENGTH, TITLE_LENGTH } from './notices.server.ts';

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
    // A pseudonym may be longer than the name: what has no room any more is cut, as it is when a notice is written.
    const replaced = (column: 'title' | 'body', most: number) =>
      sql<string>`substr(replace(${sql.ref(column)}, ${name}, ${pseudonym}), 1, ${most})`;
    const mentioned = trx
      .selectFrom('notice_mention')
      .select('notice_id')
      .where('person_id', '=', personId)
      .where('name', '=', name);
    await trx
      .updateTable('notice')
      .set({
        title: replaced('title', TITLE_LENGTH),
        body: replaced('body', BODY_LENGTH),
      })
      .where('id', 'in', mentioned)
      .execute();
  }
  await trx.deleteFrom('notice_mention').where('person_id', '=', personId).execute();
}
