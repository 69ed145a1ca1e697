import { lockPerson } from '#app/features/identity/appointments.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { decidingProblem } from './adjustment-kinds.rules.ts';
import { alikeTo } from './alike.server.ts';
import { postAdjustment } from './posting.server.ts';
import { type Adjustment, adjustmentOf } from './reading.server.ts';

export type DecisionOutcome =
  | { ok: true; entryId: string | null }
  | {
      ok: false;
      reason: 'not-found' | 'own' | 'proposer' | 'not-proposer' | 'decided' | 'entry-gone' | 'alike';
    };

interface Deciding {
  actor: Actor;
  adjustmentId: string;
  /** The last day on which the person may appeal, where their credits become fewer. */
  appealUntil?: string | null;
  now: Date;
}

/** Thrown to undo what a decision has begun. */
class EntryGone extends Error {}
class Alike extends Error {}

/**
 * Confirms what somebody else proposed, and posts it in the same transaction: of many confirmations one posts. Neither the proposer
 * nor the person concerned may. Where something of the same name and day stands already, whoever confirms must say that it is not the
 * same. Whoever it concerns is told, and so is the proposer.
 */
export async function confirmAdjustment(
  db: Db,
  { words, different = false, ...deciding }: Deciding & { words: string; different?: boolean },
): Promise<DecisionOutcome> {
  return decide(db, { ...deciding, outcome: 'confirmed', words, different });
}

/** Declines it with words, which the proposer is told; nothing is posted. Neither the proposer nor the person concerned may. */
export async function declineAdjustment(
  db: Db,
  { words, ...deciding }: Deciding & { words: string },
): Promise<DecisionOutcome> {
  return decide(db, { ...deciding, outcome: 'declined', words });
}

/** Takes a proposal back before anybody has decided. Its proposer alone may. */
export async function withdrawAdjustment(db: Db, deciding: Deciding): Promise<DecisionOutcome> {
  return decide(db, { ...deciding, outcome: 'withdrawn', words: '' });
}

type Decision = Deciding & {
  outcome: 'confirmed' | 'declined' | 'withdrawn';
  words: string;
  /** Whoever confirms has looked at what is alike, and it is something else. */
  different?: boolean;
};

async function decide(db: Db, decision: Decision): Promise<DecisionOutcome> {
  const { actor, adjustmentId, outcome } = decision;
  const adjustment = await adjustmentOf(db, adjustmentId);
  if (!adjustment) return { ok: false, reason: 'not-found' };
  if (outcome === 'withdrawn') {
    if (actor.personId !== adjustment.proposedById) return { ok: false, reason: 'not-proposer' };
  } else {
    const problem = decidingProblem(actor.personId, adjustment);
    if (problem) return { ok: false, reason: problem };
  }
  if (adjustment.state !== 'open') return { ok: false, reason: 'decided' };
  try {
    const entryId = await inTransaction(db, (trx) => settle(trx, adjustment, decision));
    return { ok: true, entryId };
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: 'decided' };
    if (error instanceof EntryGone) return { ok: false, reason: 'entry-gone' };
    if (error instanceof Alike) return { ok: false, reason: 'alike' };
    throw error;
  }
}

/** The outcome's row comes first: whoever is second waits for it and finds it there. */
async function settle(trx: Trx, adjustment: Adjustment, decision: Decision): Promise<string | null> {
  const { actor, outcome, words, different, appealUntil = null, now } = decision;
  const { id, personId, kind, amount } = adjustment;
  await trx
    .insertInto('adjustment_outcome')
    .values({ adjustment_id: id, outcome, words, by_person_id: actor.personId ?? '', at: now.toISOString() })
    .execute();
  await trx.updateTable('adjustment').set({ open: null }).where('id', '=', id).execute();
  await trx.deleteFrom('adjustment_waiting').where('adjustment_id', '=', id).execute();
  // What was declared of the same thing is posted before this, and seen here, or after it, and sees this.
  if (outcome === 'confirmed') await lockPerson(trx, personId);
  if (outcome === 'confirmed' && !different && (await alikeTo(trx, adjustment)).some(({ equal }) => equal))
    throw new Alike();
  const entryId =
    outcome === 'confirmed'
      ? await postAdjustment(trx, { adjustment, actor, words, appealUntil, now })
      : null;
  if (outcome === 'confirmed' && entryId === null) throw new EntryGone();
  await writeJournal(trx, {
    actor,
    action: `adjustment.${outcome}`,
    subjectType: 'adjustment',
    subjectId: id,
    concerns: personId,
    detail: { personId, kind, amount, words, entryId },
    now,
  });
  if (outcome !== 'withdrawn') await tellProposer(trx, adjustment, decision);
  return entryId;
}

async function tellProposer(trx: Trx, adjustment: Adjustment, { actor, outcome, words, now }: Decision) {
  const { id, personId, personName, title, amount, proposedById } = adjustment;
  await tell(trx, {
    personId: proposedById,
    kind: 'adjustment-decided',
    title: `${personName}《${title}》的学分调整${outcome === 'confirmed' ? '已确认' : '没有通过'}`,
    body: `${formatHundredths(amount)} 学分。${actor.name}：${words}`,
    link: `/admin/credits/adjustments/${id}`,
    mentions: [{ personId, name: personName }, actor],
    now,
  });
}
