import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { answersOf, lastAnswers, type OwnObjection } from './answers.server.ts';
import { hasSheet } from './frozen.rules.ts';
import { gatherInputs } from './gathering.server.ts';
import { type Closing, closingOf, holdClosing } from './known-closings.server.ts';
import { pinPolicies } from './pinning.server.ts';
import { type Reckoned, reckon, shownHash } from './reckoning.server.ts';
import { lastRun, yearInHand } from './runs.server.ts';

interface Drafting {
  closing: Pick<Closing, 'id' | 'year'>;
  personId: string;
  now: Date;
}

/** The sheet of one person as it would be frozen at this moment; null for somebody who has none. About ten statements. */
export async function draftOf(db: Db, drafting: Drafting): Promise<Reckoned | null> {
  const now = await reckonedNow(db, drafting);
  return now && hasSheet(now.draft.inputs) ? now.draft : null;
}

/** The same also of somebody who has nothing in the year, with what they objected to; null when there is no such person. */
export async function reckonedNow(
  db: Db,
  { closing, personId, now }: Drafting,
): Promise<{ draft: Reckoned; objections: OwnObjection[] } | null> {
  const { id: closingId, year } = closing;
  const pinned = await pinPolicies(db, { year, today: dayOf(now) });
  const hand = await yearInHand(db, { year, closingId, pinned, cutoff: now.toISOString() });
  const { last, objections } = await answersOf(db, { closingId, personId });
  const inputs = (await gatherInputs(db, [personId], { ...hand, closingId: null })).get(personId);
  return inputs ? { draft: reckon({ ...inputs, answer: last }, hand.policies), objections } : null;
}

export interface Answering {
  actor: Actor;
  year: number;
  /** `null` confirms; words object. */
  words: string | null;
  /** The hash of all that the person had before them (`shownHash`). */
  seen: string;
  now: Date;
}

/**
 * What somebody says of their own draft: that it is right, or in words what is not. Only what was seen can be agreed to: a draft that has changed
 * since is shown again. Until the deadline one may say something else; the last of it holds.
 */
export async function answerDraft(
  db: Db,
  { actor, year, words, seen, now }: Answering,
): Promise<
  { ok: true } | { ok: false; reason: 'no-draft' | 'too-late' | 'changed' | 'already' | 'waiting' }
> {
  const { personId } = actor;
  const closing = await closingOf(db, year);
  if (!personId || !closing) return { ok: false, reason: 'no-draft' };
  if (now.toISOString() >= closing.confirmUntil) return { ok: false, reason: 'too-late' };
  const draft = await draftOf(db, { closing, personId, now });
  if (!draft) return { ok: false, reason: 'no-draft' };
  if (shownHash(draft) !== seen) return { ok: false, reason: 'changed' };
  try {
    return await inTransaction(db, async (trx) => {
      await holdClosing(trx, closing.id);
      if (await lastRun(trx, { year, kind: 'freeze' })) return { ok: false, reason: 'too-late' };
      const last = (await lastAnswers(trx, { closingId: closing.id, personIds: [personId] })).get(personId);
      if (last?.kind === 'confirmed' && words === null && last.seen === seen)
        return { ok: false, reason: 'already' };
      if (last?.kind === 'objected' && words !== null && !last.reply) return { ok: false, reason: 'waiting' };
      await trx
        .insertInto('statement_answer')
        .values({
          ...{ id: newId(), words },
          closing_id: closing.id,
          person_id: personId,
          number: await nextNumber(trx, closing.id, personId),
          kind: words === null ? 'confirmed' : 'objected',
          seen_hash: seen,
          at: now.toISOString(),
        })
        .execute();
      return { ok: true };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: 'already' };
    throw error;
  }
}

async function nextNumber(db: Db, closingId: string, personId: string): Promise<number> {
  const row = await db
    .selectFrom('statement_answer')
    .select('number')
    .where('closing_id', '=', closingId)
    .where('person_id', '=', personId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (row?.number ?? 0) + 1;
}
