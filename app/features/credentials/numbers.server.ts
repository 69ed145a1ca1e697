import type { Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';

/**
 * Holds the numbers of a year until the transaction ends, so that whoever issues certificates does so one after the other and no number
 * is left out. `take` hands out so many in a row and answers the first of them.
 */
export async function takeNumbers(trx: Trx, year: number): Promise<{ take(count: number): Promise<number> }> {
  if (!(await hold(trx, year))) {
    await begin(trx, year);
    await hold(trx, year);
  }
  return {
    async take(count) {
      const { last } = await trx
        .selectFrom('certificate_number')
        .select('last')
        .where('year', '=', year)
        .executeTakeFirstOrThrow();
      await trx
        .updateTable('certificate_number')
        .set({ last: last + count })
        .where('year', '=', year)
        .execute();
      return last + 1;
    },
  };
}

async function hold(trx: Trx, year: number): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('certificate_number')
    .set(({ ref }) => ({ last: ref('last') }))
    .where('year', '=', year)
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

async function begin(trx: Trx, year: number): Promise<void> {
  try {
    await trx.insertInto('certificate_number').values({ year, last: 0 }).execute();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
}
