import { alikeTo } from '#app/features/adjustments/alike.server.ts';
import type { Db } from '#db/database.ts';

/** The same thing that waits, stands or was declined; null when there is none. */
export async function whatIsThere(
  db: Db,
  { personId, title, occurredOn }: { personId: string; title: string; occurredOn: string },
): Promise<string | null> {
  const equal = (await alikeTo(db, { id: '', personId, entry: null, title, occurredOn })).find(
    (one) => one.equal,
  );
  if (equal?.what === 'entry') return '已经记过学分了，不用再提。';
  if (equal?.what === 'adjustment') return '已经提过，正等着核对。';
  if (equal) return '本人已经申报了同一件，正在审核或公示。';
  const declined = await db
    .selectFrom('adjustment')
    .innerJoin('adjustment_outcome', 'adjustment_outcome.adjustment_id', 'adjustment.id')
    .select('adjustment.id')
    .where('person_id', '=', personId)
    .where('occurred_on', '=', occurredOn)
    .where('title', '=', title)
    .where('outcome', '=', 'declined')
    .limit(1)
    .executeTakeFirst();
  return declined ? '以前提过，核对的人没有同意。要再提，请到学分调整里单独提。' : null;
}
