import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { hasSheet } from './frozen.rules.ts';
import { gatherInputs } from './gathering.server.ts';
import { holdClosing } from './known-closings.server.ts';
import { confirmationOfReckoned, reckon } from './reckoning.server.ts';
import { endOf, lastRun, type Run, startRun, yearInHand } from './runs.server.ts';
import { closedNotice } from './told-words.ts';
import { withdrawStatements } from './withdrawing.server.ts';
import { insertStatements, standingStatements } from './writing.server.ts';

interface Asking {
  actor: Actor;
  year: number;
  /** Whose statement; null asks for the whole year. */
  personId: string | null;
  reason: string;
  now: Date;
}

/**
 * Asks for a frozen statement, or for the whole year, to be opened again. Nothing changes until another person approves. Never one's own; and one
 * wish at a time.
 */
export async function askReopening(
  db: Db,
  { actor, year, personId, reason, now }: Asking,
): Promise<
  { ok: true; reopeningId: string } | { ok: false; reason: 'nobody' | 'not-frozen' | 'own' | 'waiting' }
> {
  const askedBy = actor.personId;
  if (!askedBy) return { ok: false, reason: 'nobody' };
  if (askedBy === personId) return { ok: false, reason: 'own' };
  return inTransaction(db, async (trx) => {
    const frozen = await frozenYear(trx, year);
    if (!frozen) return { ok: false, reason: 'not-frozen' };
    const { closingId } = frozen;
    await holdClosing(trx, closingId);
    if (personId) {
      const standing = await standingStatements(trx, { closingId, personIds: [personId] });
      if (!standing.has(personId)) return { ok: false, reason: 'not-frozen' };
    }
    const waiting = await waitingWishes(trx, closingId);
    if (waiting.some((wish) => wish.person_id === personId)) return { ok: false, reason: 'waiting' };
    const reopeningId = newId();
    await trx
      .insertInto('statement_reopening')
      .values({
        ...{ id: reopeningId, reason },
        closing_id: closingId,
        person_id: personId,
        asked_by: askedBy,
        asked_at: now.toISOString(),
      })
      .execute();
    await journal(trx, {
      actor,
      year,
      personId,
      action: 'statement.reopening-asked',
      detail: { reason, reopeningId },
      now,
    });
    return { ok: true, reopeningId };
  });
}

async function frozenYear(trx: Trx, year: number): Promise<{ closingId: string; run: Run } | null> {
  const run = await lastRun(trx, { year, kind: 'freeze' });
  return run?.closingId && (await endOf(trx, run.id)) ? { closingId: run.closingId, run } : null;
}

function waitingWishes(trx: Trx, closingId: string) {
  return trx
    .selectFrom('statement_reopening as wish')
    .leftJoin('statement_reopening_decision as decision', 'decision.reopening_id', 'wish.id')
    .select(['wish.id', 'wish.person_id'])
    .where('closing_id', '=', closingId)
    .where('decision.reopening_id', 'is', null)
    .execute();
}

interface Deciding {
  actor: Actor;
  year: number;
  reopeningId: string;
  /** On the page of somebody: the wish must be about their statement. */
  personId?: string | null;
  approve: boolean;
  words: string | null;
  now: Date;
}

export type DecidingOutcome =
  | { ok: true }
  | { ok: false; reason: 'nobody' | 'not-found' | 'own' | 'same-person' | 'already' | 'freezing' };

/**
 * Decides about a wish to open again: another person than the one who asked, and never the person concerned. Approved, one person's statement is frozen anew at once, with
 * what the ledger says now and the policies of the year as they were pinned; a whole year is walked through again by the worker, with the policies pinned anew.
 */
export async function decideReopening(db: Db, deciding: Deciding): Promise<DecidingOutcome> {
  const { actor, year, reopeningId, personId = null, approve, words, now } = deciding;
  const byPersonId = actor.personId;
  if (!byPersonId) return { ok: false, reason: 'nobody' };
  try {
    return await inTransaction(db, async (trx) => {
      const wish = await wishOf(trx, { year, reopeningId });
      if (!wish || (personId && wish.person_id !== personId)) return { ok: false, reason: 'not-found' };
      if (wish.asked_by === byPersonId) return { ok: false, reason: 'same-person' };
      if (wish.person_id === byPersonId) return { ok: false, reason: 'own' };
      // One after the other: a whole year and one person of it, approved at once, would not know of each other.
      await holdClosing(trx, wish.closing_id);
      const frozen = await frozenYear(trx, year);
      if (!frozen) return { ok: false, reason: 'freezing' };
      await trx
        .insertInto('statement_reopening_decision')
        .values({
          reopening_id: reopeningId,
          kind: approve ? 'approved' : 'declined',
          words,
          by_person_id: byPersonId,
          at: now.toISOString(),
        })
        .execute();
      const action = approve ? 'statement.reopening-approved' : 'statement.reopening-declined';
      await journal(trx, {
        actor,
        year,
        personId: wish.person_id,
        action,
        detail: { reopeningId, words },
        now,
      });
      if (approve) await freezeAnew(trx, { ...frozen, deciding, personId: wish.person_id, byPersonId });
      return { ok: true };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: 'already' };
    throw error;
  }
}

function wishOf(trx: Trx, { year, reopeningId }: { year: number; reopeningId: string }) {
  return trx
    .selectFrom('statement_reopening')
    .innerJoin('year_closing', 'year_closing.id', 'statement_reopening.closing_id')
    .select(['person_id', 'asked_by', 'closing_id'])
    .where('statement_reopening.id', '=', reopeningId)
    .where('year', '=', year)
    .executeTakeFirst();
}

interface Anew {
  run: Run;
  closingId: string;
  deciding: Deciding;
  personId: string | null;
  byPersonId: string;
}

async function freezeAnew(trx: Trx, { run, closingId, deciding, personId, byPersonId }: Anew): Promise<void> {
  const { year, now, reopeningId } = deciding;
  if (personId === null) {
    const number = run.number + 1;
    const begun = await startRun(trx, {
      year,
      closingId,
      number,
      now,
      kind: 'freeze',
      startedBy: byPersonId,
    });
    if (!begun) throw new Error(`The year ${year} is being frozen already.`);
    return;
  }
  const hand = await yearInHand(trx, { ...run, cutoff: now.toISOString() });
  const inputs = (await gatherInputs(trx, [personId], hand)).get(personId);
  const last = (await standingStatements(trx, { closingId, personIds: [personId] })).get(personId);
  if (!inputs || !last) throw new Error(`There is no statement of ${year} to open.`);
  if (!hasSheet(inputs)) {
    const reason = await reasonOfWish(trx, reopeningId);
    const statements = new Map([[personId, last]]);
    await withdrawStatements(trx, { statements, year, runId: run.id, reopeningId, reason, now });
    return;
  }
  const sheet = reckon(inputs, hand.policies);
  const statement = {
    ...sheet,
    ...{ number: last.number, revision: last.revision + 1, replaces: last.id, sortName: last.sortName },
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

function journal(
  trx: Trx,
  {
    year,
    personId,
    ...line
  }: {
    actor: Actor;
    year: number;
    personId: string | null;
    action: string;
    detail: Record<string, unknown>;
    now: Date;
  },
): Promise<void> {
  const subject = personId
    ? { subjectType: 'person', subjectId: personId }
    : { subjectType: 'year', subjectId: String(year) };
  return writeJournal(trx, { ...line, ...subject, detail: { year, ...line.detail } });
}
