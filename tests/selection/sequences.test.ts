import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import { changeCapacity, expireOffers } from '#app/features/selection/offers.server.ts';
import { enrolmentsOf, seatsOf } from '#app/features/selection/reading.server.ts';
import type { Db } from '#db/database.ts';
import { aCourse, aSection, aTerm } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, fourLearners, withPolicies } from '#tests/support/world.ts';
import { answer, breaches, choose, inGroups, leave, place } from './desk.ts';

const step = fc.record({
  does: fc.constantFrom('choose', 'choose', 'leave', 'accept', 'decline', 'expire', 'resize'),
  who: fc.integer({ min: 0, max: 3 }),
  section: fc.integer({ min: 0, max: 1 }),
  waitlist: fc.boolean(),
  capacity: fc.integer({ min: 1, max: 3 }),
  /** Steps of one group run at once. */
  group: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

describeOnBothDatabases('seats, whatever people do', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
  });

  it('are never more than there are, never lost, never idle while somebody waits', async () => {
    const courses = [await aCourse(db), await aCourse(db)];
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const always = [{ kind: 'selection', from: after({ days: -1 }), to: after({ days: 400 }) } as const];
        const termId = await aTerm(db, always);
        const sections = await Promise.all(
          courses.map((course) => aSection(db, { course, termId, capacity: 1, meetsIn: [9000] })),
        );
        const people = await fourLearners(db);
        let minutes = 0;
        async function run({ does, who, section: index, waitlist, capacity }: Step): Promise<unknown> {
          const [learner, section] = [people[who], sections[index]];
          if (!learner || !section) throw new Error('nobody');
          const at = after({ minutes });
          if (does === 'choose') return choose(db, learner, { section, waitlist, at });
          if (does === 'leave') return leave(db, learner, { section, at });
          if (does === 'resize')
            return changeCapacity(db, { actor: academy, sectionId: section.sectionId, capacity, now: at });
          if (does === 'expire') {
            minutes += 49 * 60;
            return expireOffers(db, { limit: 10, now: after({ minutes }) });
          }
          return answer(db, learner, does, { section, at });
        }
        for (const group of inGroups(steps)) {
          minutes += 1;
          await Promise.all(group.map(run));
          expect(await breaches(db, open.engine)).toEqual([]);
        }
        for (const { personId } of people)
          expect((await enrolmentsOf(db, personId)).length).toBeLessThanOrEqual(1);
        // When everybody goes, every seat is free again.
        for (const learner of people)
          for (const section of sections) await leave(db, learner, { section, at: after({ minutes }) });
        const seats = await seatsOf(
          db,
          sections.map(({ sectionId }) => sectionId),
        );
        expect([...seats.values()].map(({ taken }) => taken)).toEqual([0, 0]);
        expect(await Promise.all(people.map((learner) => place(db, learner)))).toEqual([
          null,
          null,
          null,
          null,
        ]);
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});
