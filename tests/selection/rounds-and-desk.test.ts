import { beforeEach, expect, it } from 'vitest';
import { roundChecks } from '#app/cli/checks/rounds.server.ts';
import { applicationIn } from '#app/features/rounds/applications.server.ts';
import { drawRound } from '#app/features/rounds/drawing.server.ts';
import { lotsOf } from '#app/features/rounds/lots.server.ts';
import { repeatLottery } from '#app/features/rounds/lottery-check.rules.ts';
import { lotteryFile } from '#app/features/rounds/lottery-inputs.schema.ts';
import { promisedSeats } from '#app/features/rounds/promised-seats.server.ts';
import { publishedFile } from '#app/features/rounds/publication.server.ts';
import { resultsOf } from '#app/features/rounds/results.server.ts';
import { admitRound } from '#app/features/selection/admission.server.ts';
import { cancelSection } from '#app/features/selection/cancelling.server.ts';
import { sectionAtDesk } from '#app/features/selection/desk.server.ts';
import { joinInOrder } from '#app/features/selection/lining-up.server.ts';
import { mergePreview, mergeTargets } from '#app/features/selection/merge-plan.server.ts';
import { changeCapacity } from '#app/features/selection/offers.server.ts';
import { seatsOf, waitlistOf } from '#app/features/selection/reading.server.ts';
import { mergeSections } from '#app/shell/merging-sections.server.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import {
  aRound,
  ask,
  closed,
  draw,
  drawable,
  firstOf,
  freeze,
  type Hall,
  rosters,
  theRound,
} from '#tests/rounds/hall.ts';
import { aSection, type Section } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, aLearner, learners, withPolicies } from '#tests/support/world.ts';
import { engineNamed } from '../cli/support.ts';
import { breaches } from './desk.ts';

const actor = academy;

describeOnBothDatabases('a draw beside what else happens to its sections', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
  });

  const admit = async ({ roundId }: Hall) =>
    admitRound(db, { actor, round: await theRound(db, roundId), now: drawable });
  const seats = async ({ sectionId }: Section) => (await seatsOf(db, [sectionId])).get(sectionId);
  const capacity = ({ sectionId }: Section, wanted: number) =>
    changeCapacity(db, { actor, sectionId, capacity: wanted, now: closed });
  const checks = async () => {
    const found: string[] = [];
    for (const { name, run } of roundChecks) if (await run(db, engineNamed(open.engine))) found.push(name);
    return found;
  };
  const promiseBroken = ['every section has the seats that a draw has promised and not given yet'];
  const inDrawOrder = async () =>
    (
      await db
        .selectFrom('application_result')
        .innerJoin('application', 'application.id', 'application_id')
        .select(['person_id', 'outcome', 'place'])
        .orderBy('place')
        .execute()
    ).map(({ person_id: personId, outcome }) => ({ personId, outcome }));
  const news = async (personId: string) =>
    db.selectFrom('notice').select(['kind', 'title', 'body']).where('person_id', '=', personId).execute();

  it('lets no section of it be merged either way before it is done', async () => {
    const hall = await aRound(db, { sections: [{ capacity: 2 }] });
    const section = firstOf(hall);
    const other = await aSection(db, { termId: hall.termId, course: section.course, capacity: 9 });
    for (const who of await learners(db, 3)) await ask(db, who, [section]);
    const merge = (from: Section, into: Section) =>
      mergeSections(db, {
        actor,
        sectionId: from.sectionId,
        intoId: into.sectionId,
        capacity: null,
        reason: '人数不够',
        now: closed,
      });
    const targets = async ({ sectionId }: Section) =>
      (await mergeTargets(db, { sectionId, now: closed })).map(({ id }) => id);
    const refused = async () => {
      for (const [from, into] of [
        [section, other],
        [other, section],
      ] as const)
        expect(await merge(from, into)).toEqual({ ok: false, reason: 'in-draw' });
      expect(await targets(other)).toEqual([]);
      const preview = { sectionId: other.sectionId, intoId: section.sectionId, now: closed };
      expect(await mergePreview(db, preview)).toBeNull();
    };
    await refused();
    await freeze(db, hall);
    await refused();
    await drawRound(db, { actor, roundId: hall.roundId, now: closed });
    await refused();
    await admit(hall);
    expect(await targets(other)).toEqual([section.sectionId]);
    expect(await merge(other, section)).toMatchObject({ ok: true });
    expect(await seats(section)).toEqual({ capacity: 2, taken: 2 });
    expect(await checks()).toEqual([]);
  });

  it('keeps the seats that it promised from those who wait', async () => {
    const hall = await aRound(db, { sections: [{ capacity: 2 }] });
    const section = firstOf(hall);
    for (const who of await learners(db, 3)) await ask(db, who, [section]);
    await freeze(db, hall);
    const desk = await sectionAtDesk(db, section.sectionId);
    if (!desk) throw new Error('no section');
    const waiting = await aLearner(db);
    await inTransaction(db, (trx) =>
      joinInOrder(trx, { actor, section: desk, people: [{ ...waiting, actedBy: null }], now: closed }),
    );
    expect(await capacity(section, 2)).toEqual({ ok: true });
    expect(await seats(section)).toEqual({ capacity: 2, taken: 0 });
    expect(await capacity(section, 3)).toEqual({ ok: true });
    expect(await seats(section)).toEqual({ capacity: 3, taken: 1 });
    expect(await promisedSeats(db, section.sectionId)).toBe(2);
    expect(await checks()).toEqual([]);
  });

  it('gives as many as there are when seats are missing, in its order, and lines the others up first', async () => {
    const hall = await aRound(db, { sections: [{ capacity: 3 }] });
    const section = firstOf(hall);
    for (const who of await learners(db, 5)) await ask(db, who, [section], { waitlist: true });
    await draw(db, hall);
    // Nothing that can be done does this: only somebody at the database.
    await db
      .updateTable('seat_count')
      .set({ capacity: 1 })
      .where('section_id', '=', section.sectionId)
      .execute();
    expect(await checks()).toEqual(promiseBroken);
    expect(await admit(hall)).toBe(true);
    const order = await inDrawOrder();
    expect(order.map(({ outcome }) => outcome)).toEqual(['admitted', 'no-seat', 'no-seat', 'lost', 'lost']);
    expect((await rosters(db, hall))[0]).toEqual([order[0]?.personId]);
    const line = (await waitlistOf(db, section.sectionId)).map(({ personId }) => personId);
    expect(line).toEqual(order.slice(1).map(({ personId }) => personId));
    const [told] = await news(order[2]?.personId ?? '');
    expect(told).toMatchObject({ kind: 'lottery-no-seat' });
    expect(told?.body).toContain('第 2 位');
    expect(
      repeatLottery(lotteryFile.parse(JSON.parse((await publishedFile(db, hall.roundId)) ?? ''))).faults,
    ).toEqual([]);
    expect([...(await checks()), ...(await breaches(db, open.engine))]).toEqual([]);
  });

  it('does not count a class that was called off after the draw as something got, and says so', async () => {
    const hall = await aRound(db, { sections: [{ capacity: 1 }] });
    const section = firstOf(hall);
    const people = await learners(db, 2);
    for (const who of people) await ask(db, who, [section], { waitlist: true });
    await draw(db, hall);
    await cancelSection(db, { actor, sectionId: section.sectionId, reason: '老师病了', now: closed });
    expect(await checks()).toEqual([]);
    await admit(hall);
    const [winner, loser] = await inDrawOrder();
    expect([winner?.outcome, loser?.outcome]).toEqual(['called-off', 'lost']);
    const application = await applicationIn(db, { roundId: hall.roundId, personId: winner?.personId ?? '' });
    expect([...(await resultsOf(db, application?.id ?? '')).values()]).toMatchObject([
      { outcome: 'called-off' },
    ]);
    expect((await news(winner?.personId ?? '')).map(({ kind }) => kind)).toEqual(['lottery-called-off']);
    // Who wanted to wait is told why they do not.
    expect((await news(loser?.personId ?? ''))[0]?.body).toContain('候补也没有排上');
    const round = { termStartsOn: '2999-01-01', mostLots: 3 };
    const lots = await lotsOf(db, { personIds: people.map(({ personId }) => personId), round });
    expect([...lots.values()]).toEqual([2, 2]);
    expect(await checks()).toEqual([]);
    expect(
      repeatLottery(lotteryFile.parse(JSON.parse((await publishedFile(db, hall.roundId)) ?? ''))).faults,
    ).toEqual([]);
  });

  it('promises no seat that is taken away in the same moment', async () => {
    const hall = await aRound(db, { sections: [{ capacity: 6 }] });
    const section = firstOf(hall);
    for (const who of await learners(db, 8)) await ask(db, who, [section]);
    await Promise.all([freeze(db, hall), capacity(section, 4), freeze(db, hall), capacity(section, 3)]);
    const { capacity: left = 0 } = (await seats(section)) ?? {};
    expect(await promisedSeats(db, section.sectionId)).toBeLessThanOrEqual(left);
    expect(await checks()).toEqual([]);
  });
});
