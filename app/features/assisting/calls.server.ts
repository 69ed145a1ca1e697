import { onceMore } from '#app/features/selection/once-more.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { isId, newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { type AssistOutcome, assist } from './assisting.server.ts';
import type { Call } from './consent.schema.ts';
import { assistedPerson } from './people.server.ts';

export type CallOutcome = AssistOutcome | { outcome: 'noted' };

/**
 * Notes a call about an offered seat: nobody answered, or what the person wants, which is done with their consent in the same
 * transaction. `not-found`: no open offer that the liaison's scopes reach.
 */
export async function noteCall(
  db: Db,
  { actor, offerId, call, now }: { actor: Actor; offerId: string; call: Call; now: Date },
): Promise<CallOutcome> {
  return onceMore(db, async (trx): Promise<CallOutcome> => {
    const offer = await ownerOf(trx, offerId);
    if (!offer || !(await assistedPerson(trx, { actor, personId: offer.personId, now })))
      return { outcome: 'not-found' };
    const noted = { offerId, actor, words: call.words, now };
    if (call.outcome === 'no-answer') {
      if (!offer.open) return { outcome: 'not-found' };
      await addCall(trx, { ...noted, outcome: 'no-answer' });
      return { outcome: 'noted' };
    }
    const done = await assist(trx, {
      actor,
      personId: offer.personId,
      deed: { kind: 'answer', sectionId: offer.sectionId, answer: call.outcome },
      consent: { means: call.means, words: call.words },
      now,
    });
    if (done.outcome === 'done' && call.means === 'phone')
      await addCall(trx, { ...noted, outcome: 'reached' });
    return done;
  });
}

async function ownerOf(trx: Trx, offerId: string) {
  if (!isId(offerId)) return null;
  const row = await trx
    .selectFrom('seat_offer')
    .select(['person_id', 'section_id', 'open'])
    .where('id', '=', offerId)
    .executeTakeFirst();
  return row ? { personId: row.person_id, sectionId: row.section_id, open: row.open === 1 } : null;
}

interface NotedCall {
  offerId: string;
  actor: Actor;
  outcome: 'reached' | 'no-answer';
  words: string;
  now: Date;
}

async function addCall(trx: Trx, { offerId, actor, outcome, words, now }: NotedCall): Promise<void> {
  if (!actor.personId) throw new Error('Only a person can call another one.');
  await trx
    .insertInto('offer_call')
    .values({
      id: newId(),
      offer_id: offerId,
      by_person_id: actor.personId,
      at: now.toISOString(),
      outcome,
      words,
    })
    .execute();
}
