/** Everybody who may or may not look after an elder, signed in; sessions follow the real clock, so the classes do too. */
import { forgetKeptActors } from '#app/features/identity/kept-actors.server.ts';
import { appoint } from '#app/features/identity/people.server.ts';
import { newId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { academy, aGrant, aPerson, aUnit, cookieOf, now } from '#tests/identity/support.ts';
import { choose } from '#tests/selection/desk.ts';
import { aSection, aTerm, type Section } from '#tests/support/classes.ts';
import { withPolicies } from '#tests/support/world.ts';
import { actorOf } from './neighbourhood.ts';

const HOUR_MS = 3_600_000;

/** Consent as a form sends it. */
export const filledIn = { means: 'in-person', words: '想学，周三有空', agreed: 'yes' };

type Somebody = 'liaison' | 'nobodys' | 'ended' | 'registrar' | 'farRegistrar' | 'elder' | 'stranger';
export type Who = Somebody | 'anonymous';

export interface Town {
  people: Record<Somebody, string>;
  cookies: Record<Somebody, string>;
  free: Section;
  /** One seat. */
  full: Section;
}

/**
 * The elder lives in the east, whose liaison is `liaison`, and where the right of `ended` ended yesterday; `stranger` lives in the
 * west; `nobodys` is the liaison, and `farRegistrar` the registrar, of a place where nobody lives.
 */
export async function aTown(db: Db): Promise<Town> {
  forgetKeptActors();
  await withPolicies(db);
  const street = await aUnit(db, null, 'street', '方圆街道');
  const [east, west, empty] = [
    await aUnit(db, street.id, 'community', '东园社区'),
    await aUnit(db, street.id, 'community', '西园社区'),
    await aUnit(db, street.id, 'community', '空园社区'),
  ];
  const people = await somebodies(db);
  for (const [who, unit] of [
    ['liaison', east],
    ['elder', east],
    ['stranger', west],
  ] as const)
    await appoint(db, {
      ...{ actor: academy, personId: people[who], position: 'resident', orgUnitId: unit.id },
      ...{ validFrom: '2020-01-01', now },
    });
  await aGrant(db, people.liaison, 'liaison', east.id);
  await aGrant(db, people.nobodys, 'liaison', empty.id);
  const ended = await aGrant(db, people.ended, 'liaison', east.id);
  const yesterday = dayOf(new Date(now.getTime() - 24 * HOUR_MS));
  await db.updateTable('role_grant').set({ valid_to: yesterday }).where('id', '=', ended).execute();
  await aGrant(db, people.registrar, 'registrar', street.id);
  await aGrant(db, people.farRegistrar, 'registrar', empty.id);
  const cookies = {} as Town['cookies'];
  for (const [who, personId] of Object.entries(people) as [Somebody, string][])
    cookies[who] = await cookieOf(db, personId);
  return { people, cookies, ...(await classes(db)) };
}

async function somebodies(db: Db): Promise<Town['people']> {
  return {
    liaison: await aPerson(db, { name: '陈跑腿' }),
    nobodys: await aPerson(db, { name: '白跑腿' }),
    ended: await aPerson(db, { name: '前跑腿' }),
    registrar: await aPerson(db, { name: '方排课' }),
    farRegistrar: await aPerson(db, { name: '远排课' }),
    elder: await aPerson(db, { name: '安秀兰', ageBand: '70-79' }),
    stranger: await aPerson(db, { name: '曹阿暖' }),
  };
}

async function classes(db: Db): Promise<Pick<Town, 'free' | 'full'>> {
  const at = (hours: number) => new Date(now.getTime() + hours * HOUR_MS);
  const termId = await aTerm(db, [{ kind: 'selection', from: at(-24), to: at(48) }]);
  const days = { startsOn: dayOf(at(72)), endsOn: dayOf(at(24 * 60)) };
  return {
    free: await aSection(db, { termId, ...days }),
    full: await aSection(db, { termId, capacity: 1, ...days }),
  };
}

/** An open offer of a seat to somebody; its id. What has to hold between seats and offers is not what these tests are about. */
export async function aSeatOffered(db: Db, section: Section, personId: string): Promise<string> {
  await choose(db, { personId, actor: actorOf(personId, '自己') }, { section, at: now });
  const [waits, id] = [newId(), newId()];
  const line = { section_id: section.sectionId, person_id: personId };
  const place = { term_id: section.termId, course_id: section.course.courseId, active: 1 };
  await db
    .insertInto('waitlist_entry')
    .values({ id: waits, ...line, ...place, joined_at: now.toISOString() })
    .execute();
  const until = {
    offered_at: now.toISOString(),
    expires_at: new Date(now.getTime() + HOUR_MS).toISOString(),
  };
  await db
    .insertInto('seat_offer')
    .values({ id, entry_id: waits, ...line, open: 1, ...until })
    .execute();
  return id;
}
