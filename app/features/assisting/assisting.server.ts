import { enrol } from '#app/features/selection/enrolment.server.ts';
import { withdraw } from '#app/features/selection/leaving.server.ts';
import { answerOffer } from '#app/features/selection/offers.server.ts';
import { onceMore } from '#app/features/selection/once-more.server.ts';
import { sectionTitle } from '#app/features/selection/reading.server.ts';
import {
  offerWords,
  type RefusalWords,
  refusalWords,
  withdrawalWords,
} from '#app/features/selection/refusal-words.rules.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import type { AssistedAction } from './consent.rules.ts';
import type { Consent } from './consent.schema.ts';
import { recordConsent } from './consents.server.ts';
import { assistedPerson } from './people.server.ts';
import { aboutPerson } from './words.rules.ts';

/** What somebody else may do for a person: exactly what the person could do, by the same verbs and with the same odds. */
export type AssistedDeed =
  | { kind: 'enrol'; sectionId: string; waitlist: boolean }
  | { kind: 'withdraw'; sectionId: string }
  | { kind: 'answer'; sectionId: string; answer: 'accept' | 'decline' };

export interface Assistance {
  actor: Actor;
  personId: string;
  deed: AssistedDeed;
  consent: Consent;
  now: Date;
}

/** `words`: why not, about the person by name. */
export type AssistOutcome =
  | { outcome: 'done'; action: AssistedAction; personId: string; consentId: string }
  | { outcome: 'refused'; reason: string; words: RefusalWords }
  | { outcome: 'not-found' };

/**
 * Does something for somebody of the liaison's own community, with their consent on record: deed, consent, notice and journal
 * in one transaction. Goes through the verbs that everybody uses, so a full section is full here too. Source: domain.md §6.2.
 */
export async function assist(db: Db, assistance: Assistance): Promise<AssistOutcome> {
  return onceMore(db, (trx) => decide(trx, assistance));
}

async function decide(trx: Trx, assistance: Assistance): Promise<AssistOutcome> {
  const { actor, personId, deed, consent, now } = assistance;
  const person = await assistedPerson(trx, assistance);
  const section = person ? await sectionTitle(trx, deed.sectionId) : null;
  if (!person || !section) return { outcome: 'not-found' };
  const done = await perform(trx, assistance, section.title);
  if (done === 'not-found') return { outcome: 'not-found' };
  if (typeof done !== 'string')
    return { outcome: 'refused', reason: done.reason, words: aboutPerson(done.words, person.name) };
  const subject = { sectionId: deed.sectionId };
  const traced = { actor, personId, action: done, subject, consent, now };
  return { outcome: 'done', action: done, personId, consentId: await recordConsent(trx, traced) };
}

type Performed = AssistedAction | 'not-found' | { reason: string; words: RefusalWords };

async function perform(trx: Trx, assistance: Assistance, title: string): Promise<Performed> {
  const { actor, personId, deed, now } = assistance;
  const asked = { actor, personId, sectionId: deed.sectionId, now };
  switch (deed.kind) {
    case 'enrol': {
      const outcome = await enrol(trx, { ...asked, waitlist: deed.waitlist });
      if (outcome.outcome === 'enrolled') return 'enrol';
      if (outcome.outcome === 'waitlisted') return 'wait';
      if (outcome.outcome === 'not-found') return 'not-found';
      return { reason: outcome.refusal.reason, words: refusalWords(outcome.refusal, title) };
    }
    case 'withdraw': {
      const outcome = await withdraw(trx, asked);
      if (outcome.outcome === 'withdrawn') return outcome.was === 'waiting' ? 'leave-line' : 'withdraw';
      if (outcome.outcome === 'not-found') return 'not-found';
      return { reason: outcome.reason, words: withdrawalWords(outcome.reason) };
    }
    case 'answer': {
      const outcome = await answerOffer(trx, { ...asked, answer: deed.answer });
      if (outcome.outcome === 'enrolled') return 'accept';
      if (outcome.outcome === 'declined') return 'decline';
      if (outcome.outcome === 'refused')
        return { reason: outcome.refusal.reason, words: refusalWords(outcome.refusal, title) };
      const ended = outcome.outcome === 'expired' ? 'expired' : 'not-found';
      return { reason: ended, words: offerWords(ended) };
    }
  }
}
