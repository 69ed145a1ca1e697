import type { AliasedExpression } from 'kysely';
import type { Db } from '#db/database.ts';

/** More than so many are not counted. */
export const MOST_WAITING = 1_000;

/** What waits at a desk, up to a thousand, and since when the first of it does (an instant); null where nothing does. */
export interface Waiting {
  waiting: number;
  since: string | null;
}

/** `rows`: what waits within reach, the longest first, at most `MOST_WAITING`, each with the instant `since`. One statement. */
export async function waitingOf(
  db: Db,
  rows: { as(alias: 'some'): AliasedExpression<{ since: string }, 'some'> },
): Promise<Waiting> {
  const { waiting, since } = await db
    .selectFrom(rows.as('some'))
    .select(({ fn }) => [fn.countAll<number>().as('waiting'), fn.min<string | null>('since').as('since')])
    .executeTakeFirstOrThrow();
  return { waiting: Number(waiting), since };
}
