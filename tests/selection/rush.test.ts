import { beforeEach, expect, it } from 'vitest';
import { expireOffers } from '#app/features/selection/offers.server.ts';
import { seatsOf } from '#app/features/selection/reading.server.ts';
import type { Db } from '#db/database.ts';
import { watch } from '#tests/statements/eye.ts';
import { aSection, aTerm, type Section } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, aLearner, fourLearners, type Learner, learners, withPolicies } from '#tests/support/world.ts';
import { answer, breaches, choose, leave } from './desk.ts';

const PATIENCE_MS = 120_000;

describeOnBothDatabases('a rush for seats', (open) => {
  let db: Db;
  let termId: string;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    termId = await aTerm(db);
  });

  const taken = async ({ sectionId }: Section) => (await seatsOf(db, [sectionId])).get(sectionId)?.taken;
  const section = (capacity: number, meetsIn: number[] = []) => aSection(db, { termId, capacity, meetsIn });
  function tally(outcomes: { outcome: string }[]): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { outcome } of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
    return counts;
  }

  it(
    'gives thirty seats to thirty of two hundred',
    async () => {
      const chosen = await section(30);
      const people = await learners(db, 200);
      const outcomes = await Promise.all(
        people.map((who) => choose(db, who, { section: chosen, waitlist: false })),
      );
      expect(tally(outcomes)).toEqual({ enrolled: 30, refused: 170 });
      const reasons = outcomes.map((each) => (each.outcome === 'refused' ? each.refusal.reason : null));
      expect(new Set(reasons)).toEqual(new Set([null, 'full']));
      expect(await taken(chosen)).toBe(30);
      expect(await breaches(db, open.engine)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'gives everybody else a place of their own in line',
    async () => {
      const chosen = await section(10);
      const people = await learners(db, 60);
      const outcomes = await Promise.all(people.map((who) => choose(db, who, { section: chosen })));
      expect(tally(outcomes)).toEqual({ enrolled: 10, waitlisted: 50 });
      const positions = outcomes.flatMap((each) => (each.outcome === 'waitlisted' ? [each.position] : []));
      expect(positions.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
      expect(await breaches(db, open.engine)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it('asks one thing of the database for who comes too late, and few for who gets a seat', async () => {
    const chosen = await section(1, [30]);
    const [first, late, again] = await fourLearners(db);
    await choose(db, again, { section: await section(2, [60]) });
    const { statements, off } = watch(db);
    const count = async (who: Learner) => {
      statements.length = 0;
      const { outcome } = await choose(db, who, { section: chosen, waitlist: false });
      return [outcome, statements.length];
    };
    const [enrolled, asked] = await count(first);
    expect([enrolled, await count(late), await count(first)]).toEqual([
      'enrolled',
      ['refused', 1],
      ['refused', 1],
    ]);
    // Section; learner's turn (made the first time); facts; what one has; seat; enrolment; five for its pins; journal.
    expect(asked).toBeLessThanOrEqual(12);
    off();
  });

  it('takes a section once, however often the button is pressed', async () => {
    const [chosen, full] = [await section(9), await section(1)];
    const [holder, who] = await fourLearners(db);
    await choose(db, holder, { section: full });
    const presses = (wanted: Section) =>
      Promise.all(Array.from({ length: 10 }, () => choose(db, who, { section: wanted })));
    expect(tally(await presses(chosen))).toEqual({ enrolled: 1, refused: 9 });
    expect(tally(await presses(full))).toEqual({ waitlisted: 1, refused: 9 });
    expect([await taken(chosen), await taken(full)]).toEqual([1, 1]);
  });

  it(
    'takes one of two sections that clash, chosen in two tabs at once',
    async () => {
      const [one, other] = [await section(50, [30]), await section(50, [31])];
      for (let round = 0; round < 6; round++) {
        const who = await aLearner(db);
        const outcomes = await Promise.all([one, other].map((each) => choose(db, who, { section: each })));
        expect(tally(outcomes)).toEqual({ enrolled: 1, refused: 1 });
        expect(outcomes.find(({ outcome }) => outcome === 'refused')).toMatchObject({
          refusal: { reason: 'clash' },
        });
      }
      expect((await taken(one)) ?? 0).toBe(6 - ((await taken(other)) ?? 0));
    },
    PATIENCE_MS,
  );

  it('holds to the limit of the term when eight are chosen at once', async () => {
    const sections = await Promise.all(Array.from({ length: 8 }, () => section(5)));
    const who = await aLearner(db);
    const outcomes = await Promise.all(sections.map((each) => choose(db, who, { section: each })));
    expect(tally(outcomes)).toEqual({ enrolled: 6, refused: 2 });
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it(
    'keeps the line whole when seats come free while people leave it',
    async () => {
      for (let round = 0; round < 8; round++) {
        const chosen = await section(2);
        const people = await fourLearners(db);
        for (const [ms, who] of people.entries())
          await choose(db, who, { section: chosen, at: after({ ms }) });
        const outcomes = await Promise.all(people.map((who) => leave(db, who, { section: chosen })));
        expect(tally(outcomes)).toEqual({ withdrawn: 4 });
        expect(await taken(chosen)).toBe(0);
      }
      expect(await expireOffers(db, { limit: 100, now: after({ hours: 99 }) })).toBe(0);
      expect(await breaches(db, open.engine)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'ends an offer in one way when it expires while it is answered and left',
    async () => {
      for (let round = 0; round < 6; round++) {
        const chosen = await section(1);
        const [holder, first, second] = await fourLearners(db);
        for (const [ms, who] of [holder, first, second].entries())
          await choose(db, who, { section: chosen, at: after({ ms }) });
        await leave(db, holder, { section: chosen });
        const just = { section: chosen, at: after({ hours: 48, ms: -1 }) };
        await Promise.all([
          expireOffers(db, { limit: 100, now: after({ hours: 48 }) }),
          answer(db, first, round % 2 ? 'accept' : 'decline', just),
          leave(db, first, just),
        ]);
        const answers = await db
          .selectFrom('seat_offer')
          .leftJoin('offer_answer', 'offer_id', 'seat_offer.id')
          .select(['open', 'answer'])
          .where('section_id', '=', chosen.sectionId)
          .where('person_id', '=', first.personId)
          .execute();
        expect(answers).toEqual([{ open: null, answer: expect.any(String) }]);
        expect(await breaches(db, open.engine)).toEqual([]);
      }
    },
    PATIENCE_MS,
  );
});
