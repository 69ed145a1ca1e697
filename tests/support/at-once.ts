import type { Db } from '#db/database.ts';

/** So often: on a server most of the rounds overlap. */
export const ROUNDS = 32;

/** Does two things at once, the second begun a few reads of its own connection later than the first, more of them each round. */
export async function together<One, Two>(
  { round, other }: { round: number; other: Db },
  one: () => Promise<One>,
  two: () => Promise<Two>,
): Promise<[One, Two]> {
  const later = async () => {
    for (let read = 0; read < round % 16; read += 1)
      await other.selectFrom('person').select('id').limit(1).execute();
    return two();
  };
  return Promise.all([one(), later()]);
}
