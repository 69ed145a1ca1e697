import { tell } from '#app/features/notices/notices.server.ts';
import type { Trx } from '#db/database.ts';
import { highestNumber } from './batches.server.ts';
import { hasSheet } from './frozen.rules.ts';
import { gatherInputs } from './gathering.server.ts';
import { confirmationOfReckoned, reckon } from './reckoning.server.ts';
import { type Run, yearInHand } from './runs.server.ts';
import { closedNotice } from './told-words.ts';
import { withdrawStatements } from './withdrawing.server.ts';
import { insertStatements, standingStatements } from './writing.server.ts';

interface Whose {
  run: Run;
  personId: string;
  now: Date;
}

/** What the ledger says now, with the policies of the year as they were pinned. */
async function inputsNow(trx: Trx, { run, personId, now }: Whose) {
  const hand = await yearInHand(trx, { ...run, cutoff: now.toISOString() });
  return { hand, inputs: (await gatherInputs(trx, [personId], hand)).get(personId) };
}

/** Whether somebody would have a sheet in a year that is frozen, by what is recorded now; null where there is no such person. About ten statements. */
export async function hasSheetNow(trx: Trx, whose: Whose): Promise<boolean | null> {
  const { inputs } = await inputsNow(trx, whose);
  return inputs ? hasSheet(inputs) : null;
}

/**
 * Freezes one statement by itself, as two persons agreed: the next version; the first where there was none, with the next number of the year; or withdraws the
 * last one, where nothing of the person is recorded in the year any more. The person is told.
 */
export async function freezeOne(
  trx: Trx,
  { closingId, reopeningId, ...whose }: Whose & { closingId: string; reopeningId: string },
): Promise<void> {
  const { run, personId, now } = whose;
  const { hand, inputs } = await inputsNow(trx, whose);
  const statements = await standingStatements(trx, { closingId, personIds: [personId] });
  const last = statements.get(personId);
  if (!inputs || (!last && !hasSheet(inputs)))
    throw new Error(`There is no statement of ${run.year} to open.`);
  if (!hasSheet(inputs)) {
    const reason = await reasonOfWish(trx, reopeningId);
    await withdrawStatements(trx, { statements, year: run.year, runId: run.id, reopeningId, reason, now });
    return;
  }
  const sheet = reckon(inputs, hand.policies);
  const statement = {
    ...sheet,
    number: last?.number ?? (await highestNumber(trx, { closingId })) + 1,
    revision: (last?.revision ?? 0) + 1,
    replaces: last?.id ?? null,
    sortName: last?.sortName ?? (await sortNameOf(trx, personId)),
    status: sheet.sheet.status,
    confirmation: confirmationOfReckoned(sheet),
  };
  await insertStatements(trx, { statements: [statement], closingId, runId: run.id, reopeningId, now });
  await tell(trx, closedNotice(statement, now));
}

async function reasonOfWish(trx: Trx, reopeningId: string): Promise<string> {
  const wish = await trx
    .selectFrom('statement_reopening')
    .select('reason')
    .where('id', '=', reopeningId)
    .executeTakeFirstOrThrow();
  return wish.reason;
}

async function sortNameOf(trx: Trx, personId: string): Promise<string> {
  const person = await trx
    .selectFrom('person')
    .select('name_pinyin')
    .where('id', '=', personId)
    .executeTakeFirstOrThrow();
  return person.name_pinyin;
}
