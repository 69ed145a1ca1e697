import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import { putIntoBasket } from '#app/features/selection/basket.server.ts';
import { chooseBasket } from '#app/features/selection/basket-choice.server.ts';
import { answerOffer, changeCapacity, expireOffers } from '#app/features/selection/offers.server.ts';
import { enrolmentsOf, seatsOf } from '#app/features/selection/reading.server.ts';
import { swap } from '#app/features/selection/swapping.server.ts';
import type { Db } from '#db/database.ts';
import { aCourse, aSection, aTerm, type Course, type Section } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, fourLearners, type Learner, withPolicies } from '#tests/support/world.ts';
import { breaches, choose, inGroups, leave } from './desk.ts';

const MOST = 2;
const section = fc.integer({ min: 0, max: 3 });
const step = fc.record({
  does: fc.constantFrom('choose', 'leave', 'swap', 'swap', 'basket', 'basket', 'accept', 'expire', 'resize'),
  who: fc.integer({ min: 0, max: 3 }),
  section,
  other: section,
  /** What is put into the basket and wanted of it. */
  several: fc.uniqueArray(section, { minLength: 1, maxLength: 4 }),
  waitlist: fc.boolean(),
  capacity: fc.integer({ min: 1, max: 3 }),
  /** Steps of one group run at once. */
  group: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

describeOnBothDatabases('baskets and swaps, whatever people do', (open) => {
  let db: Db;
  let courses: Course[];
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    courses = [await aCourse(db), await aCourse(db), await aCourse(db)];
  });

  /** The first two meet at the same time, the last two are of one course; nobody may have more than two. */
  async function fourSections(): Promise<Section[]> {
    const always = { kind: 'selection', from: after({ days: -1 }), to: after({ days: 400 }) } as const;
    const termId = await aTerm(db, [always]);
    await db.insertInto('term_limit').values({ term_id: termId, school: '', most: MOST }).execute();
    const meets = [[9000], [9001], [9100], [9200]];
    const sections = [];
    for (const [n, meetsIn] of meets.entries())
      sections.push(await aSection(db, { course: courses[Math.min(n, 2)], termId, capacity: 1, meetsIn }));
    return sections;
  }

  async function had({ personId }: Learner, sections: readonly Section[]): Promise<number[]> {
    const own = (await enrolmentsOf(db, personId)).map(({ sectionId }) => sectionId);
    return own.map((id) => sections.findIndex((each) => each.sectionId === id)).sort();
  }

  function doer(sections: readonly Section[], clock: { minutes: number }) {
    const at = () => after({ minutes: clock.minutes });
    const nth = (n: number) => sections[n] as Section;
    return async (learner: Learner, wish: Step): Promise<unknown> => {
      const wanted = nth(wish.section);
      const [sectionId, dropId] = [wanted.sectionId, nth(wish.other).sectionId];
      const now = at();
      switch (wish.does) {
        case 'choose':
          return choose(db, learner, { section: wanted, waitlist: wish.waitlist, at: now });
        case 'leave':
          return leave(db, learner, { section: wanted, at: now });
        case 'swap':
          return swap(db, { ...learner, sectionId, dropId, waitlist: wish.waitlist, now });
        case 'accept':
          return answerOffer(db, {
            ...learner,
            sectionId,
            answer: 'accept',
            dropId: wish.waitlist ? dropId : null,
            now,
          });
        case 'basket': {
          const sectionIds = wish.several.map((n) => nth(n).sectionId);
          for (const id of sectionIds) await putIntoBasket(db, { ...learner, sectionId: id, now });
          return chooseBasket(db, {
            ...learner,
            sectionIds,
            waitlistIds: wish.waitlist ? sectionIds : [],
            now,
          });
        }
        case 'resize':
          return changeCapacity(db, { actor: academy, sectionId, capacity: wish.capacity, now });
        case 'expire':
          clock.minutes += 49 * 60;
          return expireOffers(db, { limit: 20, now: at() });
      }
    };
  }

  it('keep seats, limits and times, and leave nobody with less than they had', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 22 }), async (steps) => {
        const sections = await fourSections();
        const people = await fourLearners(db);
        const clock = { minutes: 0 };
        const run = doer(sections, clock);
        for (const group of inGroups(steps)) {
          clock.minutes += 1;
          const before = await Promise.all(people.map((who) => had(who, sections)));
          await Promise.all(group.map((wish) => run(people[wish.who] as Learner, wish)));
          expect(await breaches(db, open.engine)).toEqual([]);
          for (const [n, who] of people.entries()) {
            const now = await had(who, sections);
            expect(new Set(now).size).toBe(now.length);
            expect(now.length).toBeLessThanOrEqual(MOST);
            expect(now.includes(0) && now.includes(1)).toBe(false);
            expect(now.includes(2) && now.includes(3)).toBe(false);
            const left = group.some(({ who: whose, does }) => whose === n && does === 'leave');
            if (!left) expect(now.length).toBeGreaterThanOrEqual(before[n]?.length ?? 0);
          }
        }
        for (const who of people)
          for (const each of sections)
            await leave(db, who, { section: each, at: after({ minutes: clock.minutes }) });
        const seats = await seatsOf(
          db,
          sections.map(({ sectionId }) => sectionId),
        );
        expect([...seats.values()].map(({ taken }) => taken)).toEqual([0, 0, 0, 0]);
      }),
      { numRuns: 14 },
    );
  }, 120_000);
});
