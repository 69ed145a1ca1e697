import { tellMany } from '#app/features/notices/notices.server.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { hashWith, type Progress, progressOf } from './batches.server.ts';
import { countsWith } from './counts.rules.ts';
import { hasSheet } from './frozen.rules.ts';
import { gatherInputs, type YearInHand } from './gathering.server.ts';
import { confirmationOfReckoned, type Reckoned } from './reckoning.server.ts';
import { confirmUntilOf, type Run, unfinishedRuns, yearInHand } from './runs.server.ts';
import { forgetStop, noteStop, reckonNamed } from './stops.server.ts';
import { closedNotice, draftNotice } from './told-words.ts';
import { reasonOfYear, withdrawStatements } from './withdrawing.server.ts';
import { insertStatements, type NewStatement, type Standing, standingStatements } from './writing.server.ts';

/** Enough that a batch costs few statements, little enough that it is soon written and that a killed worker loses seconds. */
const PEOPLE_AT_ONCE = 500;
/** A few milliseconds of one statement and of reckoning, in which an embedded database lets nobody else have a turn. */
const READ_AT_ONCE = 25;

interface Advancing {
  now: Date;
  /** Asked between batches; what is left is done another time. */
  stopped?: () => boolean;
  /** Awaited after each batch: others have their turn. */
  rest?: () => Promise<void>;
  failed?: (runId: string, error: unknown) => void;
  peopleAtOnce?: number;
}

/**
 * Takes every walk over the people of a year on to its end: previews, telling of drafts, freezing. Run by the worker; a batch and how far it came are one
 * transaction, so each happens once, however many workers run and wherever one is killed. A walk that fails is noted for whoever closes the year and tried
 * again the next time. Returns how many batches were written.
 */
export async function advanceRuns(db: Db, { failed, ...options }: Advancing): Promise<number> {
  let batches = 0;
  for (const run of await unfinishedRuns(db)) {
    try {
      batches += await walk(db, run, options);
    } catch (error) {
      // Where not even this can be written, the first error is the one to tell.
      await noteStop(db, { runId: run.id, error, now: options.now }).catch(() => undefined);
      if (!failed) throw error;
      failed(run.id, error);
    }
  }
  return batches;
}

interface Batch {
  throughId: string;
  sheets: Reckoned[];
  sortNames: ReadonlyMap<string, string>;
  /** Nobody comes after it. */
  isLast: boolean;
}

/** Reads the next batch while this one is written: the database and this process work side by side. */
async function walk(
  db: Db,
  run: Run,
  { now, stopped, rest, peopleAtOnce = PEOPLE_AT_ONCE }: Omit<Advancing, 'failed'>,
): Promise<number> {
  const hand = await yearInHand(db, run);
  const confirmUntil = await confirmUntilOf(db, run.closingId);
  let progress = await progressOf(db, run);
  let batches = 0;
  let next = readBatch(db, hand, { after: progress.throughId, limit: peopleAtOnce });
  while (!stopped?.()) {
    const batch = await next;
    if (batch.throughId !== '' && !batch.isLast) {
      next = readBatch(db, hand, { after: batch.throughId, limit: peopleAtOnce });
      // Whoever waits for it is told; until then nobody is.
      next.catch(() => undefined);
    }
    const written = await writeBatch(db, { run, progress, batch, now, confirmUntil });
    if (!written) return batches; // another worker has it
    progress = written;
    batches += 1;
    if (batch.isLast) break;
    await rest?.();
  }
  await next.catch(() => undefined);
  return batches;
}

async function readBatch(
  db: Db,
  hand: YearInHand,
  { after, limit }: { after: string; limit: number },
): Promise<Batch> {
  const sortNames = await peopleAfter(db, { after, limit });
  const ids = [...sortNames.keys()];
  const sheets: Reckoned[] = [];
  const piece = (from: number) => gatherInputs(db, ids.slice(from, from + READ_AT_ONCE), hand);
  let coming = piece(0);
  for (let from = 0; from < ids.length; from += READ_AT_ONCE) {
    const inputs = await coming;
    // A server looks for the next ones while these are reckoned.
    coming = piece(from + READ_AT_ONCE);
    coming.catch(() => undefined);
    for (const own of inputs.values()) if (hasSheet(own)) sheets.push(reckonNamed(own, hand));
  }
  return { throughId: ids.at(-1) ?? after, sheets, sortNames, isLast: ids.length < limit };
}

/** The next people in the order of ids, each with what their name is sorted by. */
async function peopleAfter(
  db: Db,
  { after, limit }: { after: string; limit: number },
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('person')
    .select(['id', 'name_pinyin'])
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
  return new Map(rows.map(({ id, name_pinyin }) => [id, name_pinyin]));
}

interface Writing {
  run: Run;
  progress: Progress;
  batch: Batch;
  now: Date;
  confirmUntil: string | null;
}

/** Null when another worker has written it. */
async function writeBatch(db: Db, writing: Writing): Promise<Progress | null> {
  const { run, batch, now } = writing;
  try {
    return await inTransaction(db, async (trx) => {
      // First of all: whoever comes second stops here.
      const after = await claimBatch(trx, writing);
      await forgetStop(trx, run.id);
      if (run.kind === 'freeze') return freezeBatch(trx, writing, after);
      if (run.kind === 'show')
        await tellMany(
          trx,
          batch.sheets.map((sheet) => draftNotice(sheet.inputs, { ...writing, now })),
        );
      const counted = batch.sheets.map((sheet) => withConfirmation(sheet));
      return finishBatch(trx, writing, { ...after, counts: countsWith(after.counts, counted) });
    });
  } catch (error) {
    const isTaken = isUniqueViolation(error) && (await progressOf(db, run)).number > writing.progress.number;
    if (isTaken) return null;
    throw error;
  }
}

async function claimBatch(trx: Trx, { run, progress, batch, now }: Writing): Promise<Progress> {
  const after = {
    ...progress,
    number: progress.number + 1,
    throughId: batch.throughId,
    people: progress.people + batch.sheets.length,
  };
  await trx
    .insertInto('closing_batch')
    .values({
      run_id: run.id,
      number: after.number,
      through_id: after.throughId,
      people: after.people,
      counts: '{}',
      last_number: after.lastNumber,
      hash: after.hash,
      at: now.toISOString(),
    })
    .execute();
  return after;
}

/** Everybody's next revision: the first, where the year was not frozen before. Who has no sheet any more loses what holds of them. */
async function freezeBatch(trx: Trx, writing: Writing, before: Progress): Promise<Progress> {
  const { run, batch, now } = writing;
  const closingId = run.closingId ?? '';
  const earlier =
    run.number === 1
      ? new Map<string, Standing>()
      : await standingStatements(trx, { closingId, personIds: [...batch.sortNames.keys()] });
  const after = { ...before };
  const statements = batch.sheets.map((sheet): NewStatement => {
    const last = earlier.get(sheet.inputs.person.id) ?? null;
    if (!last) after.lastNumber += 1;
    const number = last?.number ?? after.lastNumber;
    const revision = (last?.revision ?? 0) + 1;
    after.hash = hashWith(after.hash, { year: run.year, number, revision, ...sheet });
    const sortName = batch.sortNames.get(sheet.inputs.person.id) ?? '';
    return { ...withConfirmation(sheet), number, revision, sortName, replaces: last?.id ?? null };
  });
  after.counts = countsWith(after.counts, statements);
  await withdrawGone(trx, writing, earlier);
  await insertStatements(trx, { statements, closingId, runId: run.id, reopeningId: null, now });
  await tellMany(
    trx,
    statements.map((statement) => closedNotice(statement, now)),
  );
  return finishBatch(trx, writing, after);
}

async function withdrawGone(
  trx: Trx,
  { run, batch, now }: Writing,
  earlier: ReadonlyMap<string, Standing>,
): Promise<void> {
  const here = new Set(batch.sheets.map(({ inputs }) => inputs.person.id));
  const statements = new Map([...earlier].filter(([personId]) => !here.has(personId)));
  if (statements.size === 0) return;
  const reason = await reasonOfYear(trx, run.closingId ?? '');
  await withdrawStatements(trx, {
    statements,
    year: run.year,
    runId: run.id,
    reopeningId: null,
    reason,
    now,
  });
}

function withConfirmation(sheet: Reckoned) {
  return {
    ...sheet,
    status: sheet.sheet.status,
    confirmation: confirmationOfReckoned(sheet),
  };
}

/** Writes the sums that are known now, and the end of the walk where this was the last batch. */
async function finishBatch(trx: Trx, { run, batch, now }: Writing, after: Progress): Promise<Progress> {
  const counts = JSON.stringify(after.counts);
  await trx
    .updateTable('closing_batch')
    .set({ counts, last_number: after.lastNumber, hash: after.hash })
    .where('run_id', '=', run.id)
    .where('number', '=', after.number)
    .execute();
  if (batch.isLast)
    await trx
      .insertInto('closing_end')
      .values({ run_id: run.id, people: after.people, counts, hash: after.hash, at: now.toISOString() })
      .execute();
  return after;
}
