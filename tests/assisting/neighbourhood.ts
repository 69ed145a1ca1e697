/** A street with two communities, who lives there, and the liaison of one of them. */
import { type Assistance, type AssistOutcome, assist } from '#app/features/assisting/assisting.server.ts';
import { type Actor, sealActor } from '#app/lib/actor.ts';
import type { Role } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { aPlace, type Place, somebody } from '#tests/assessment/record.ts';
import type { Section } from '#tests/support/classes.ts';
import { now } from '#tests/support/world.ts';

export interface Neighbourhood {
  street: Place;
  east: Place;
  west: Place;
  /** Lives in the east, 老年学员, cannot sign in. */
  elder: string;
  neighbour: string;
  /** Lives in the west. */
  stranger: string;
  /** Lived in the east until June. */
  gone: string;
  liaisonId: string;
  liaison: Actor;
}

export async function aNeighbourhood(db: Db): Promise<Neighbourhood> {
  const street = await aPlace(db, null, 'street', '方圆街道');
  const east = await aPlace(db, street, 'community', '东园社区');
  const estate = await aPlace(db, east, 'xiaoqu', '东园里');
  const west = await aPlace(db, street, 'community', '西园社区');
  const liaisonId = await somebody(db, '陈跑腿', [['community-worker', east]]);
  return {
    street,
    east,
    west,
    elder: await somebody(db, '安秀兰', [['senior-learner', estate]]),
    neighbour: await somebody(db, '白小河', [['resident', estate]]),
    stranger: await somebody(db, '曹阿暖', [['resident', west]]),
    gone: await somebody(db, '高已去', [['resident', east, { validTo: '2026-06-30' }]]),
    liaisonId,
    liaison: actorOf(liaisonId, '陈跑腿', ['liaison', east]),
  };
}

/** Somebody with these roles over these places (null: everywhere). */
export function actorOf(personId: string, name: string, ...held: [Role, Place | null][]): Actor {
  const roles = held.map(([role, place]) => ({
    role,
    scopePath: place?.path ?? null,
    scopeTree: null,
    school: null,
  }));
  return sealActor({ personId, name, roles });
}

export const consent = { means: 'in-person', words: '想学，周三上午有空' } as const;

/** Asks as the liaison, with consent. */
export function asks(
  db: Db,
  actor: Actor,
  personId: string,
  deed: Assistance['deed'],
  at: Date = now,
): Promise<AssistOutcome> {
  return assist(db, { actor, personId, deed, consent, now: at });
}

export const choosing = ({ sectionId }: Section, waitlist = false): Assistance['deed'] => ({
  kind: 'enrol',
  sectionId,
  waitlist,
});
