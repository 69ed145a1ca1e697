import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import type { Break } from './holidays.rules.ts';
import { termById } from './term-in-full.server.ts';
import { tellOfTerm } from './term-journal.server.ts';
import { breakRow } from './terms.server.ts';

interface Deed {
  actor: Actor;
  now: Date;
}

export type BreakAdded = { ok: true; breakId: string } | { ok: false; reason: 'not-found' | 'outside' };

/** Leaves days of a term without classes. What is planned already on them stays: whoever planned it moves it. */
export async function addBreak(
  db: Db,
  { termId, wanted, actor, now }: Deed & { termId: string; wanted: Break },
): Promise<BreakAdded> {
  return inTransaction(db, async (trx): Promise<BreakAdded> => {
    const term = await termById(trx, termId);
    if (!term) return { ok: false, reason: 'not-found' };
    if (wanted.toDay < term.startsOn || term.endsOn < wanted.fromDay) return { ok: false, reason: 'outside' };
    const row = breakRow(termId, wanted);
    await trx.insertInto('term_break').values(row).execute();
    await tellOfTerm(trx, { termId, action: 'term.break-added', detail: { ...wanted }, actor, now });
    return { ok: true, breakId: row.id };
  });
}

/** Takes a break out of a term. */
export async function removeBreak(
  db: Db,
  { termId, breakId, actor, now }: Deed & { termId: string; breakId: string },
): Promise<{ ok: boolean }> {
  return inTransaction(db, async (trx) => {
    const row = await trx
      .selectFrom('term_break')
      .selectAll()
      .where('id', '=', breakId)
      .where('term_id', '=', termId)
      .executeTakeFirst();
    if (!row) return { ok: false };
    await trx.deleteFrom('term_break').where('id', '=', breakId).execute();
    const { name, from_day: fromDay, to_day: toDay } = row;
    await tellOfTerm(trx, {
      termId,
      action: 'term.break-removed',
      detail: { name, fromDay, toDay },
      actor,
      now,
    });
    return { ok: true };
  });
}
