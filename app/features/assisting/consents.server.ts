import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Trx } from '#db/database.ts';
import type { AssistedAction } from './consent.rules.ts';
import type { Consent } from './consent.schema.ts';

export interface ConsentedDeed {
  actor: Actor;
  personId: string;
  action: AssistedAction;
  /** The section, or the draw, that it was about. */
  subject: { sectionId: string } | { roundId: string };
  consent: Consent;
  now: Date;
}

/**
 * Notes how somebody agreed to a deed and writes it into the journal: in the transaction of the deed, which tells the person, so that
 * there is none without the others. Returns the consent's id.
 */
export async function recordConsent(trx: Trx, deed: ConsentedDeed): Promise<string> {
  const { actor, personId, action, subject, consent, now } = deed;
  if (!actor.personId) throw new Error('Only a person can act for another one.');
  const id = newId();
  await trx
    .insertInto('assisted_consent')
    .values({
      id,
      person_id: personId,
      liaison_id: actor.personId,
      action,
      section_id: 'sectionId' in subject ? subject.sectionId : null,
      round_id: 'roundId' in subject ? subject.roundId : null,
      means: consent.means,
      words: consent.words,
      given_at: now.toISOString(),
    })
    .execute();
  await writeJournal(trx, {
    actor,
    action: 'assistance.given',
    subjectType: 'assisted-consent',
    subjectId: id,
    detail: { action, ...subject, means: consent.means },
    onBehalfOf: personId,
    now,
  });
  return id;
}
