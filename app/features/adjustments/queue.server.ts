import { peopleReached, type Reach } from '#app/features/identity/reach.server.ts';
import type { Db } from '#db/database.ts';

const MOST_COUNTED = 1_000;

/** How many adjustments for people within reach wait for a second person, up to a thousand. One statement. */
export async function waitingAdjustments(db: Db, reach: Reach): Promise<number> {
  const some = db
    .selectFrom('adjustment')
    .select('id')
    .where('open', '=', 1)
    .$if(reach.scopes !== 'everywhere', (query) => query.where('person_id', 'in', peopleReached(db, reach)))
    .limit(MOST_COUNTED);
  const { total } = await db
    .selectFrom(some.as('some'))
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}
