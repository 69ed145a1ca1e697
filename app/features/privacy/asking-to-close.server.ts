import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { formatDate } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type ClosingMeans, needsSecond } from './account-closing.rules.ts';
import { obstaclesOf } from './obstacles.server.ts';
import { policy } from './policy.rules.ts';

export interface OpenClosing {
  id: string;
  means: ClosingMeans;
  reason: string;
  askedAt: string;
  askedBy: string | null;
  dueAt: string;
  /** Waits for a second person of the staff. */
  waitsForSecond: boolean;
}

/** The closing of somebody's account that is under way; null when none is. One statement. */
export async function openClosing(db: Db, personId: string): Promise<OpenClosing | null> {
  const row = await db
    .selectFrom('account_closing')
    .leftJoin('account_closing_approval as approval', 'approval.closing_id', 'account_closing.id')
    .select(['id', 'means', 'reason', 'asked_at', 'asked_by', 'due_at', 'approval.at as approvedAt'])
    .where('person_id', '=', personId)
    .where('open', '=', 1)
    .executeTakeFirst();
  if (!row) return null;
  const means = row.means as ClosingMeans;
  return {
    ...{
      id: row.id,
      means,
      reason: row.reason,
      askedAt: row.asked_at,
      askedBy: row.asked_by,
      dueAt: row.due_at,
    },
    waitsForSecond: needsSecond(means) && row.approvedAt === null,
  };
}

export type AskedToClose =
  | { ok: true; dueAt: string }
  | { ok: false; reason: 'obstacles' | 'own' | 'already' };

/**
 * Asks for an account to be closed: it is, after the days of the policy, unless it is taken back before. The person asks for their own (`means: 'self'`); staff
 * for somebody who asked on paper, has died or moved away, never for themselves. Refused while something of theirs is open.
 */
export async function askToClose(
  db: Db,
  wish: { actor: Actor; personId: string; means: ClosingMeans; reason: string; now: Date },
): Promise<AskedToClose> {
  const { actor, personId, means, reason, now } = wish;
  if ((means === 'self') !== (actor.personId === personId)) return { ok: false, reason: 'own' };
  if ((await obstaclesOf(db, { personId, now })).length > 0) return { ok: false, reason: 'obstacles' };
  const dueAt = new Date(now.getTime() + policy.closeAfterDays * 86_400_000).toISOString();
  const asked_by = means === 'self' ? null : actor.personId;
  const id = newId();
  try {
    await inTransaction(db, async (trx) => {
      await trx
        .insertInto('account_closing')
        .values({
          ...{ id, person_id: personId, means, reason, asked_by, open: 1 },
          ...{ asked_at: now.toISOString(), due_at: dueAt },
        })
        .execute();
      await note(trx, { actor, personId, action: 'account.closing-asked', detail: { means }, now });
      await tell(trx, {
        ...{ personId, kind: 'privacy', link: '/me/data/closing', now },
        title: `账号将在 ${formatDate(dueAt)}注销`,
        body: '在那以前登录就可以取消。',
      });
    });
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: 'already' };
    throw error;
  }
  return { ok: true, dueAt };
}

/** A second person of the staff agrees that somebody who died or moved away is closed; neither the first one nor the person. */
export async function approveClosing(
  db: Db,
  { actor, personId, now }: { actor: Actor; personId: string; now: Date },
): Promise<{ ok: true } | { ok: false; reason: 'nothing' | 'same' }> {
  return inTransaction(db, async (trx) => {
    const closing = await openClosing(trx, personId);
    if (!closing?.waitsForSecond) return { ok: false, reason: 'nothing' };
    const by = actor.personId;
    if (!by || by === closing.askedBy || by === personId) return { ok: false, reason: 'same' };
    try {
      await trx
        .insertInto('account_closing_approval')
        .values({ closing_id: closing.id, by_person_id: by, at: now.toISOString() })
        .execute();
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      return { ok: true };
    }
    await note(trx, { actor, personId, action: 'account.closing-approved', detail: {}, now });
    return { ok: true };
  });
}

/** Takes the wish back: the person, or staff for them. False when nothing is under way. */
export async function takeBackClosing(
  db: Db,
  { actor, personId, now }: { actor: Actor; personId: string; now: Date },
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const closing = await openClosing(trx, personId);
    if (!closing) return false;
    const by = actor.personId;
    if (!(await endClosing(trx, { closingId: closing.id, kind: 'taken-back', by, words: '', now })))
      return false;
    await note(trx, { actor, personId, action: 'account.closing-taken-back', detail: {}, now });
    return true;
  });
}

/** Ends a wish, once. False when another one was quicker. */
export async function endClosing(
  trx: Trx,
  end: {
    closingId: string;
    kind: 'taken-back' | 'declined' | 'done';
    by: string | null;
    words: string;
    now: Date;
  },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('account_closing')
    .set({ open: null })
    .where('id', '=', end.closingId)
    .where('open', '=', 1)
    .executeTakeFirst();
  if (Number(numUpdatedRows) !== 1) return false;
  await trx
    .insertInto('account_closing_end')
    .values({
      ...{ closing_id: end.closingId, kind: end.kind, words: end.words, by_person_id: end.by },
      at: end.now.toISOString(),
    })
    .execute();
  return true;
}

async function note(
  trx: Trx,
  line: { actor: Actor; personId: string; action: string; detail: Record<string, unknown>; now: Date },
): Promise<void> {
  const { actor, personId, action, detail, now } = line;
  await writeJournal(trx, { actor, action, subjectType: 'person', subjectId: personId, detail, now });
}
