import { applyingNow } from '#app/features/rounds/applying-now.server.ts';
import {
  enrolmentsOf,
  type OwnEnrolment,
  type OwnWaiting,
  waitingOf,
} from '#app/features/selection/reading.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { type Deed, deedsFor } from './deeds.server.ts';
import { type OfferToCall, offersToCall } from './offers-to-call.server.ts';
import { type AssistedPerson, assistedPerson } from './people.server.ts';

/** What a liaison sees of somebody: selection, and done or not done. Never credits, quiz answers or evaluations. */
export interface AssistedDesk {
  person: AssistedPerson;
  /** The draw that takes applications now. */
  applying: { name: string } | null;
  offers: OfferToCall[];
  enrolments: AssistedEnrolment[];
  waiting: (Pick<OwnWaiting, 'entryId' | 'sectionId' | 'courseTitle' | 'sectionTitle' | 'position'> & {
    deed: Deed | null;
  })[];
}

export type AssistedEnrolment = Pick<
  OwnEnrolment,
  'id' | 'sectionId' | 'courseTitle' | 'sectionTitle' | 'termName' | 'teacherName' | 'endsOn' | 'enrolledAt'
> & {
  state: OwnEnrolment['state'];
  /** The deed by which the person came in, when it was a liaison's. */
  deed: Deed | null;
};

/** The person's selection, when the liaison's scopes reach them; else null. Six statements and one for the times of offers. */
export async function assistedDesk(
  db: Db,
  { actor, personId, now }: { actor: Actor; personId: string; now: Date },
): Promise<AssistedDesk | null> {
  const person = await assistedPerson(db, { actor, personId, now });
  if (!person) return null;
  const [offers, enrolments, waiting, deeds] = [
    await offersToCall(db, { actor, personId, now }),
    await enrolmentsOf(db, personId),
    await waitingOf(db, personId),
    await deedsFor(db, personId),
  ];
  const round = await applyingNow(db, now);
  return {
    person,
    applying: round && { name: round.name },
    offers,
    enrolments: enrolments.map((enrolment) => ({
      id: enrolment.id,
      sectionId: enrolment.sectionId,
      courseTitle: enrolment.courseTitle,
      sectionTitle: enrolment.sectionTitle,
      termName: enrolment.termName,
      teacherName: enrolment.teacherName,
      endsOn: enrolment.endsOn,
      enrolledAt: enrolment.enrolledAt,
      state: enrolment.state,
      deed: standingDeed(deeds, enrolment.sectionId, 'enrolled'),
    })),
    waiting: waiting
      .filter(({ offerExpiresAt }) => offerExpiresAt === null)
      .map(({ entryId, sectionId, courseTitle, sectionTitle, position }) => ({
        ...{ entryId, sectionId, courseTitle, sectionTitle, position },
        deed: standingDeed(deeds, sectionId, 'waiting'),
      })),
  };
}

/** The deed by which somebody is in a section or its line; null when they came by themselves. */
export function standingDeed(
  deeds: readonly Deed[],
  sectionId: string,
  standing: 'enrolled' | 'waiting',
): Deed | null {
  return deeds.find((deed) => deed.sectionId === sectionId && deed.standing === standing) ?? null;
}
