import { holdersOf } from '#app/features/identity/held-roles.server.ts';
import { appointmentsOf } from '#app/features/identity/people.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import { isWithin } from '#app/features/organisation/scope.ts';
import { takeBackApplication } from '#app/features/selection/applying.server.ts';
import { type WithdrawRefusal, withdraw } from '#app/features/selection/leaving.server.ts';
import { onBehalfOf } from '#app/features/selection/on-behalf.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type Deed, deedFor, deedInScope } from './deeds.server.ts';

/** `undone`: the person is out of the section or its line by this; otherwise why they are still in it, or that they never were. */
export type DisputeOutcome =
  | { outcome: 'noted'; undone: boolean; still: 'closed' | 'completed' | 'drawing' | null }
  | { outcome: 'already' }
  | { outcome: 'not-found' };

export interface Said {
  actor: Actor;
  consentId: string;
  by: 'person' | 'registrar';
  words: string;
  now: Date;
}

/**
 * Notes that somebody did not agree to what a liaison did for them, takes them out of the section or line while the rules of
 * withdrawal allow it, and tells the registrars. By the person, or by a registrar to whom they said so.
 */
export async function dispute(db: Db, said: Said): Promise<DisputeOutcome> {
  try {
    return await inTransaction(db, async (trx): Promise<DisputeOutcome> => {
      const deed = await deedOf(trx, said);
      if (!deed) return { outcome: 'not-found' };
      if (deed.dispute) return { outcome: 'already' };
      const left = await takeOut(trx, deed, said);
      await addDispute(trx, deed, said);
      const still = left?.outcome === 'refused' && left.reason !== 'not-enrolled' ? left.reason : null;
      return { outcome: 'noted', undone: left?.outcome === 'withdrawn', still };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return { outcome: 'already' };
    throw error;
  }
}

async function deedOf(db: Db, { actor, consentId, by, now }: Said): Promise<Deed | null> {
  if (by === 'registrar') return deedInScope(db, { actor, consentId, now });
  return actor.personId ? deedFor(db, { consentId, personId: actor.personId }) : null;
}

/** `drawing`: the draw takes no changes any more. */
export type Undone =
  | { outcome: 'withdrawn' }
  | { outcome: 'refused'; reason: WithdrawRefusal | 'drawing' }
  | { outcome: 'not-found' };

/** Null when the deed does not hold (any more). */
async function takeOut(
  trx: Trx,
  deed: Deed,
  { actor, now }: Pick<Said, 'actor' | 'now'>,
): Promise<Undone | null> {
  const { standing, personId, sectionId } = deed;
  if (!standing) return null;
  if (sectionId) return withdraw(trx, { actor, personId, sectionId, now });
  if (standing === 'fixed') return { outcome: 'refused', reason: 'drawing' };
  const taken = await takeBackApplication(trx, { actor, personId, now });
  return taken.outcome === 'withdrawn' ? taken : { outcome: 'refused', reason: 'drawing' };
}

function subjectOf({ sectionId, roundId }: Deed) {
  return roundId ? { roundId } : { sectionId };
}

async function addDispute(trx: Trx, deed: Deed, { actor, words, now }: Said): Promise<void> {
  await trx
    .insertInto('assisted_dispute')
    .values({
      consent_id: deed.consentId,
      at: now.toISOString(),
      by_person_id: actor.personId ?? deed.personId,
      words,
      open: 1,
    })
    .execute();
  await writeJournal(trx, {
    actor,
    action: 'assistance.disputed',
    subjectType: 'assisted-consent',
    subjectId: deed.consentId,
    detail: { action: deed.action, ...subjectOf(deed), liaisonId: deed.liaisonId },
    onBehalfOf: onBehalfOf(actor, deed.personId),
    now,
  });
  for (const personId of await registrarsOf(trx, deed.personId, now))
    await tell(trx, {
      personId,
      kind: 'assistance-disputed',
      title: `${deed.personName}说没有同意《${deed.title}》的代办`,
      body: `联络员 ${deed.liaisonName} 办的。请问清楚，再写下怎么处理的。`,
      link: `/admin/assisted/${deed.consentId}`,
      mentions: [
        { personId: deed.personId, name: deed.personName },
        { personId: deed.liaisonId, name: deed.liaisonName },
      ],
      now,
    });
}

/** The registrars in whose scope somebody lives or works. */
async function registrarsOf(trx: Trx, personId: string, now: Date): Promise<string[]> {
  const posts = await appointmentsOf(trx, personId, dayOf(now));
  const holders = await holdersOf(trx, 'registrar', dayOf(now));
  const near = holders.filter(
    ({ scopePath }) => scopePath === null || posts.some(({ unitPath }) => isWithin(scopePath, unitPath)),
  );
  return [...new Set(near.map(({ personId: registrar }) => registrar))];
}

/** What a registrar does when the person calls: out of the section or line, by the rules of withdrawal. */
export async function undoFor(
  db: Db,
  { actor, consentId, words, now }: { actor: Actor; consentId: string; words: string; now: Date },
): Promise<Undone> {
  return inTransaction(db, async (trx): Promise<Undone> => {
    const deed = await deedInScope(trx, { actor, consentId, now });
    if (!deed) return { outcome: 'not-found' };
    const left = await takeOut(trx, deed, { actor, now });
    if (!left) return { outcome: 'refused', reason: 'not-enrolled' };
    if (left.outcome !== 'withdrawn') return left;
    await writeJournal(trx, {
      actor,
      action: 'assistance.undone',
      subjectType: 'assisted-consent',
      subjectId: consentId,
      detail: { ...subjectOf(deed), words },
      onBehalfOf: onBehalfOf(actor, deed.personId),
      concerns: deed.personId,
      now,
    });
    return left;
  });
}

/** Notes what came of a dispute, once; the person is told. False when there is no open one in the registrar's scope. */
export async function settleDispute(
  db: Db,
  { actor, consentId, words, now }: { actor: Actor; consentId: string; words: string; now: Date },
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const deed = await deedInScope(trx, { actor, consentId, now });
    if (!deed || !actor.personId) return false;
    const { numUpdatedRows } = await trx
      .updateTable('assisted_dispute')
      .set({ open: null })
      .where('consent_id', '=', consentId)
      .where('open', '=', 1)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return false;
    const at = now.toISOString();
    await trx
      .insertInto('assisted_dispute_end')
      .values({ consent_id: consentId, at, by_person_id: actor.personId, words })
      .execute();
    await writeJournal(trx, {
      actor,
      action: 'assistance.settled',
      subjectType: 'assisted-consent',
      subjectId: consentId,
      concerns: deed.personId,
      detail: { words },
      now,
    });
    await tell(trx, {
      personId: deed.personId,
      kind: 'assisted',
      title: `教务看过了你说的《${deed.title}》的代办`,
      body: `处理结果：“${words}”。`,
      link: `/me/assisted/${consentId}`,
      now,
    });
    return true;
  });
}
