import { awardsForTheSame } from '#app/features/credits/origin.server.ts';
import type { Db } from '#db/database.ts';
import type { CreditEntryRow } from '#db/tables/credits.ts';
import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';
import { judgeAll } from './paging.server.ts';

/** Promise 2 of the product: whatever is corrected, taken back and appealed against, one thing pays once. */
export const paidOnceChecks: readonly Check[] = [
  {
    name: 'for one thing one award stands: of a declaration on whatever line, of an entry under whatever name it was corrected',
    run: async (db) =>
      breachOf([
        ...(await declarationsPaidTwice(db)),
        ...(await judgeAll(db, earlyCorrectionsAfter, (rows) => besideTheirOrigin(db, rows))),
      ]),
  },
];

async function declarationsPaidTwice(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('credit_entry as award')
    .leftJoin('credit_entry as reversal', 'reversal.reverses_id', 'award.id')
    .select('award.source_id')
    .where('award.kind', '=', 'award')
    .where('award.source_type', '=', 'declaration')
    .where('reversal.id', 'is', null)
    .groupBy(['award.person_id', 'award.source_id'])
    .having((eb) => eb.fn.countAll(), '>', 1)
    .limit(MOST_OFFENDERS)
    .execute();
  return rows.map(({ source_id }) => `declaration ${source_id}`);
}

/** Corrections that adjustments posted under their own name, as they did at first, and that stand: of these there are few. */
function earlyCorrectionsAfter(db: Db, after: string, limit: number): Promise<CreditEntryRow[]> {
  return db
    .selectFrom('credit_entry as award')
    .leftJoin('credit_entry as reversal', 'reversal.reverses_id', 'award.id')
    .selectAll('award')
    .where('award.source_type', '=', 'adjustment')
    .where('award.line', '=', 'rest')
    .where('award.kind', '=', 'award')
    .where('reversal.id', 'is', null)
    .where('award.id', '>', after)
    .orderBy('award.id')
    .limit(limit)
    .execute();
}

async function besideTheirOrigin(db: Db, awards: readonly CreditEntryRow[]): Promise<string[]> {
  const offenders: string[] = [];
  for (const award of awards) {
    const same = await awardsForTheSame(db, award);
    if (same.filter(({ reversedBy }) => reversedBy === null).length > 1) offenders.push(`entry ${award.id}`);
  }
  return offenders;
}
