import { beforeEach, expect, it } from 'vitest';
import { answerOffer } from '#app/features/selection/offers.server.ts';
import { enrolmentsOf } from '#app/features/selection/reading.server.ts';
import { swap } from '#app/features/selection/swapping.server.ts';
import { waysOut } from '#app/features/selection/ways-out.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { aSection, aTerm, type Section, type WantedSection } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, aLearner, type Learner, now, withPolicies } from '#tests/support/world.ts';
import { breaches, choose, leave, place } from './desk.ts';

describeOnBothDatabases('a swap', (open) => {
  let db: Db;
  let termId: string;
  let learner: Learner;
  let own: Section;
  let wanted: Section;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    termId = await aTerm(db);
    learner = await aLearner(db);
    own = await aClass({ meetsIn: [30], capacity: 1, startsOn: '2026-11-20' });
    wanted = await aClass({ meetsIn: [31], capacity: 1, startsOn: '2026-11-20' });
    await choose(db, learner, { section: own });
  });

  const aClass = (like: WantedSection = {}) => aSection(db, { termId, ...like });
  const change = (waitlist = false, at = now, drop = own) =>
    swap(db, { ...learner, sectionId: wanted.sectionId, dropId: drop.sectionId, waitlist, now: at });
  const mine = async () =>
    (await enrolmentsOf(db, learner.personId)).map(({ sectionId }) => sectionId).sort();
  const ways = async (section = wanted) => {
    const outcome = await choose(db, learner, { section });
    if (outcome.outcome !== 'refused') throw new Error(outcome.outcome);
    const { sectionId } = section;
    const found = await waysOut(db, { personId: learner.personId, sectionId, refusal: outcome.refusal, now });
    return found?.swaps.map((each) => each.sectionId).sort();
  };

  it('is offered where giving one up makes room: clash, same course, limits', async () => {
    expect(await ways()).toEqual([own.sectionId]);
    expect(await ways(await aClass({ course: own.course }))).toEqual([own.sectionId]);
    const both = await aClass({ meetsIn: [30, 60] });
    await choose(db, learner, { section: await aClass({ meetsIn: [61] }) });
    expect(await ways(both)).toEqual([]);
    for (let n = 0; n < 4; n++) await choose(db, learner, { section: await aClass() });
    expect(await ways(await aClass())).toHaveLength(6);
    expect(await ways(await aClass({ audience: ['grid-leader'] }))).toEqual([]);
  });

  it('gives one up and takes the other, and passes the seat on', async () => {
    const next = await aLearner(db);
    await choose(db, next, { section: own });
    expect(await change()).toMatchObject({ outcome: 'swapped' });
    expect(await mine()).toEqual([wanted.sectionId]);
    expect(await place(db, next)).toEqual([1, after({ hours: 48 }).toISOString()]);
    expect(await change()).toEqual({ outcome: 'refused', refusal: { reason: 'already' } });
    const lines = await db
      .selectFrom('journal_entry')
      .select('action')
      .where('actor_id', '=', learner.personId)
      .execute();
    expect(lines.map(({ action }) => action).sort()).toEqual([
      'enrolment.made',
      'enrolment.made',
      'enrolment.swapped',
      'enrolment.withdrawn',
    ]);
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('changes nothing when the other is full; one may wait meanwhile', async () => {
    await choose(db, await aLearner(db), { section: wanted });
    expect(await change()).toEqual({ outcome: 'refused', refusal: { reason: 'full' } });
    expect(await mine()).toEqual([own.sectionId]);
    expect(await change(true)).toMatchObject({ outcome: 'waitlisted', position: 1 });
    expect(await mine()).toEqual([own.sectionId]);
    expect(await change(true)).toMatchObject({ refusal: { reason: 'already' } });
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('takes an offered seat and gives the clashing one up', async () => {
    const holder = await aLearner(db);
    await choose(db, holder, { section: wanted });
    await change(true);
    await leave(db, holder, { section: wanted });
    const accept = (dropId?: string) =>
      answerOffer(db, { ...learner, sectionId: wanted.sectionId, answer: 'accept', dropId, now });
    expect(await accept()).toMatchObject({ outcome: 'refused', refusal: { reason: 'clash' } });
    expect(await accept(newId())).toEqual({ outcome: 'not-found' });
    const elsewhere = await aClass();
    expect(await accept(elsewhere.sectionId)).toMatchObject({ refusal: { reason: 'clash' } });
    expect(await mine()).toEqual([own.sectionId]);
    expect(await accept(own.sectionId)).toMatchObject({ outcome: 'enrolled', gaveUp: true });
    expect(await mine()).toEqual([wanted.sectionId]);
    expect(await place(db, learner)).toBeNull();
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('gives up nothing for an offered seat when nothing stands in the way', async () => {
    const holder = await aLearner(db);
    await choose(db, holder, { section: wanted });
    await change(true);
    await leave(db, learner, { section: own });
    const another = await aClass();
    await choose(db, learner, { section: another });
    await leave(db, holder, { section: wanted });
    const said = { ...learner, sectionId: wanted.sectionId, answer: 'accept' as const, now };
    expect(await answerOffer(db, { ...said, dropId: another.sectionId })).toMatchObject({
      outcome: 'enrolled',
      gaveUp: false,
    });
    expect((await mine()).sort()).toEqual([another.sectionId, wanted.sectionId].sort());
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('keeps what may not be left any more, and takes nothing for it', async () => {
    const [enrolment] = await enrolmentsOf(db, learner.personId);
    const { courseId, versionId } = own.course;
    const row = { course_id: courseId, course_version_id: versionId, section_id: own.sectionId };
    await db
      .insertInto('completion')
      .values({
        id: newId(),
        enrolment_id: enrolment?.id ?? '',
        person_id: learner.personId,
        completed_at: now.toISOString(),
        ...row,
      })
      .execute();
    expect(await change()).toEqual({ outcome: 'kept', reason: 'completed' });
    const never = await aClass();
    expect(await change(false, now, never)).toEqual({ outcome: 'kept', reason: 'not-enrolled' });
    expect(await mine()).toEqual([own.sectionId]);
    const seats = await db
      .selectFrom('seat_count')
      .select('taken')
      .where('section_id', '=', wanted.sectionId)
      .execute();
    expect(seats).toEqual([{ taken: 0 }]);
  });

  it('happens once, however often and in whatever direction the buttons are pressed', async () => {
    const presses = Array.from({ length: 8 }, (_, n) => {
      const [to, from] = n % 2 === 0 ? [wanted, own] : [own, wanted];
      return swap(db, { ...learner, sectionId: to.sectionId, dropId: from.sectionId, waitlist: false, now });
    });
    await Promise.all(presses);
    expect(await mine()).toHaveLength(1);
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('of a section with itself changes nothing, also while somebody is just taking it', async () => {
    expect(await change(true, now, wanted)).toEqual({ outcome: 'kept', reason: 'not-enrolled' });
    await leave(db, learner, { section: own });
    for (let n = 0; n < 8; n++) {
      await Promise.all([choose(db, learner, { section: wanted }), change(true, now, wanted)]);
      expect(await breaches(db, open.engine)).toEqual([]);
      expect(await mine()).toEqual([wanted.sectionId]);
      await leave(db, learner, { section: wanted });
    }
  });

  it('of two people who want each other’s full classes is refused to both', async () => {
    const other = await aLearner(db);
    await choose(db, other, { section: wanted });
    const outcomes = await Promise.all([
      change(),
      swap(db, { ...other, sectionId: own.sectionId, dropId: wanted.sectionId, waitlist: false, now }),
    ]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['refused', 'refused']);
    expect(await breaches(db, open.engine)).toEqual([]);
  });
});
