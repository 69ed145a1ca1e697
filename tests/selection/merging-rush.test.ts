import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import { cancelSection } from '#app/features/selection/cancelling.server.ts';
import { enrolmentsOf, seatsOf } from '#app/features/selection/reading.server.ts';
import { mergeSections } from '#app/shell/merging-sections.server.ts';
import type { Db } from '#db/database.ts';
import { aCourse, aSection, aTerm, type Section } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, type Learner, learners, withPolicies } from '#tests/support/world.ts';
import { answer, breaches, choose, leave } from './desk.ts';

const step = fc.record({
  does: fc.constantFrom('choose', 'choose', 'leave', 'accept', 'merge', 'cancel'),
  who: fc.integer({ min: 0, max: 5 }),
  section: fc.integer({ min: 0, max: 2 }),
  into: fc.integer({ min: 0, max: 2 }),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

describeOnBothDatabases('seats while sections are merged and cancelled', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
  });

  const merge = (from: Section, into: Section, capacity: number | null, minutes: number) =>
    mergeSections(db, {
      actor: academy,
      sectionId: from.sectionId,
      intoId: into.sectionId,
      capacity,
      reason: '人数不够',
      now: after({ minutes }),
    });

  it('are never oversold when a rush and a merge meet', async () => {
    const course = await aCourse(db);
    const termId = await aTerm(db);
    for (let round = 0; round < 4; round++) {
      const [from, into] = [
        await aSection(db, { course, termId, capacity: 10 }),
        await aSection(db, { course, termId, capacity: 12 }),
      ];
      const crowd = await learners(db, 40);
      const rush = crowd.map((who, index) =>
        choose(db, who, { section: index % 2 ? from : into, waitlist: index % 4 < 2 }),
      );
      const merging = merge(from, into, null, 1);
      await Promise.all(rush);
      const outcome = await merging;
      expect(await breaches(db, open.engine)).toEqual([]);
      const seats = await seatsOf(db, [from.sectionId, into.sectionId]);
      expect(seats.get(into.sectionId)?.taken).toBeLessThanOrEqual(12);
      expect(seats.get(from.sectionId)?.capacity).toBe(outcome.ok ? 0 : 10);
      for (const { personId } of crowd)
        expect((await enrolmentsOf(db, personId)).length).toBeLessThanOrEqual(1);
    }
  }, 60_000);

  it('hold in whatever order things happen, also at once', async () => {
    const course = await aCourse(db);
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 4, maxLength: 16 }),
        fc.boolean(),
        async (steps, atOnce) => {
          const termId = await aTerm(db);
          const sections: Section[] = [];
          for (let made = 0; made < 3; made++)
            sections.push(await aSection(db, { course, termId, capacity: 2, meetsIn: [500 + made * 10] }));
          const people = await learners(db, 6);
          const run = (one: Step, index: number) => perform(one, { sections, people, minutes: index });
          if (atOnce) await Promise.all(steps.map(run));
          else for (const [index, one] of steps.entries()) await run(one, index);
          expect(await breaches(db, open.engine)).toEqual([]);
          for (const { personId } of people)
            expect((await enrolmentsOf(db, personId)).length).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 15 },
    );
  }, 120_000);

  async function perform(
    { does, who, section: index, into }: Step,
    { sections, people, minutes }: { sections: Section[]; people: Learner[]; minutes: number },
  ): Promise<unknown> {
    const [learner, section, other] = [people[who], sections[index], sections[into]];
    if (!learner || !section || !other) throw new Error('nobody');
    const at = after({ minutes });
    if (does === 'choose') return choose(db, learner, { section, at });
    if (does === 'leave') return leave(db, learner, { section, at });
    if (does === 'accept') return answer(db, learner, 'accept', { section, at });
    if (does === 'merge') return merge(section, other, 6, minutes);
    const cancelling = { actor: academy, sectionId: section.sectionId, reason: '老师病了', now: at };
    return cancelSection(db, cancelling);
  }
});
