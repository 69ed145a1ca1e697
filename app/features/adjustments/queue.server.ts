import type { Db } from '#db/database.ts';

const MOST_COUNTED = 1_000;

/** How many adjustments wait for a second person, up to a thousand. One statement. */
export async function waitingAdjustments(db: Db): Promise<number> {
  const { total } = await db
    .selectFrom(db.selectFrom('adjustment').select('id').where('open', '=', 1).limit(MOST_COUNTED).as('some'))
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}
