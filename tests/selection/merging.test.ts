import { beforeEach, expect, it } from 'vitest';
import { meetRequirement } from '#app/features/completion/meeting-requirements.server.ts';
import { requirementsOf } from '#app/features/completion/requirements.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { mergePreview } from '#app/features/selection/merge-plan.server.ts';
import type { MergeOutcome } from '#app/features/selection/merging.server.ts';
import { changeCapacity } from '#app/features/selection/offers.server.ts';
import { enrolmentsOf, rosterOf, seatsOf, waitlistOf } from '#app/features/selection/reading.server.ts';
import { sectionById } from '#app/features/timetable/section-list.server.ts';
import { bookedBetween } from '#app/features/venues/booked.server.ts';
import { mergeSections } from '#app/shell/merging-sections.server.ts';
import type { Db } from '#db/database.ts';
import {
  aCourse,
  aSection,
  ask,
  aTerm,
  type Course,
  type Section,
  type WantedSection,
} from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, type Learner, learners, withPolicies } from '#tests/support/world.ts';
import { aVenue } from '#tests/venues/places.ts';
import { breaches, choose, place } from './desk.ts';

describeOnBothDatabases('merging two sections', (open) => {
  let db: Db;
  let course: Course;
  let termId: string;
  let [from, into] = [] as unknown as [Section, Section];
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    course = await aCourse(db);
    termId = await aTerm(db);
    [from, into] = [await section('周三班', [50]), await section('周六班', [100])];
  });

  const section = (name: string, meetsIn: number[], more: WantedSection = {}) =>
    aSection(db, { course, termId, capacity: 5, title: `协商（${name}）`, meetsIn, ...more });
  const merge = (more: Partial<Parameters<typeof mergeSections>[1]> = {}): Promise<MergeOutcome> =>
    mergeSections(db, {
      actor: academy,
      sectionId: from.sectionId,
      intoId: into.sectionId,
      capacity: null,
      reason: '人数不够',
      now: after({ minutes: 5 }),
      ...more,
    });
  const fill = async (target: Section, count: number): Promise<Learner[]> => {
    const people = await learners(db, count);
    for (const who of people) await choose(db, who, { section: target });
    return people;
  };
  const seats = async ({ sectionId }: Section) => (await seatsOf(db, [sectionId])).get(sectionId);
  const lastNotice = async ({ personId }: Learner) => (await unreadNotices(db, personId))[0];
  const sound = async () => expect(await breaches(db, open.engine)).toEqual([]);

  it('moves everybody, with what the other one asks pinned anew, and tells them', async () => {
    const other = await section('周日班', [150], { asks: [ask('watch', 'r9')] });
    const [who] = await fill(from, 2);
    if (!who) throw new Error('nobody');
    expect(await merge({ intoId: other.sectionId })).toEqual({ ok: true, moved: 2, ended: 0, waiting: 0 });
    expect(await rosterOf(db, from.sectionId)).toEqual([]);
    const [own] = await enrolmentsOf(db, who.personId);
    expect(own).toMatchObject({ sectionId: other.sectionId, state: 'running' });
    expect((await requirementsOf(db, [own?.id ?? ''])).map(({ subjectId }) => subjectId)).toEqual(['r9']);
    expect(await seats(from)).toEqual({ capacity: 0, taken: 0 });
    expect(await seats(other)).toEqual({ capacity: 5, taken: 2 });
    expect((await sectionById(db, from.sectionId))?.state).toBe('merged');
    expect(await db.selectFrom('section_merge').select('into_section_id').execute()).toEqual([
      { into_section_id: other.sectionId },
    ]);
    const reasons = await db.selectFrom('withdrawal').select('reason').execute();
    expect(reasons.map(({ reason }) => reason)).toEqual(Array(2).fill('并班到《协商（周日班）》'));
    const notice = await lastNotice(who);
    expect(notice).toMatchObject({ kind: 'section-merged', link: `/learn/${own?.id}` });
    expect(notice?.body).toContain('人数不够');
    await sound();
  });

  it('lets nobody in afterwards, raises nothing, and is not done twice', async () => {
    await fill(from, 1);
    await merge();
    const late = await aLearner(db);
    expect(await choose(db, late, { section: from })).toMatchObject({ refusal: { reason: 'closed' } });
    const wanted = { actor: academy, sectionId: from.sectionId, capacity: 9, now: after({ minutes: 9 }) };
    expect(await changeCapacity(db, wanted)).toEqual({ ok: false, reason: 'closed' });
    expect(await merge()).toEqual({ ok: false, reason: 'closed' });
    await sound();
  });

  it('does not move who has something else then: their place ends, and they are told what and when', async () => {
    const [free, busy] = await fill(from, 2);
    if (!free || !busy) throw new Error('nobody');
    const clashing = await aSection(db, { termId, title: '书法（周六班）', meetsIn: [101] });
    await choose(db, busy, { section: clashing });
    const preview = await mergePreview(db, {
      sectionId: from.sectionId,
      intoId: into.sectionId,
      now: after({ minutes: 4 }),
    });
    expect(preview).toMatchObject({ needed: 1, met: false, room: null });
    expect(preview?.people.map(({ personId, fate }) => [personId, fate.kind]).sort()).toEqual(
      [
        [free.personId, 'moves'],
        [busy.personId, 'clash'],
      ].sort(),
    );
    expect(await merge()).toEqual({ ok: true, moved: 1, ended: 1, waiting: 0 });
    expect((await enrolmentsOf(db, busy.personId)).map(({ sectionId }) => sectionId)).toEqual([
      clashing.sectionId,
    ]);
    expect((await lastNotice(busy))?.body).toContain('和你选的《书法（周六班）》时间冲突');
    await sound();
  });

  it('is refused while the seats do not suffice, and done when they are raised within the room', async () => {
    const venueId = await aVenue(db, [], { capacity: 7 });
    const meeting = { startsAt: after({ hours: 200 }), endsAt: after({ hours: 202 }) };
    const small = await section('小屋班', [], {
      meetings: [
        {
          startsAt: meeting.startsAt.toISOString(),
          endsAt: meeting.endsAt.toISOString(),
          venueId,
          topic: '议事',
          kind: 'face',
        },
      ],
    });
    await fill(from, 3);
    await fill(small, 4);
    const to = { intoId: small.sectionId };
    expect(await merge(to)).toEqual({ ok: false, reason: 'seats', atLeast: 7 });
    expect(await merge({ ...to, capacity: 6 })).toEqual({ ok: false, reason: 'seats', atLeast: 7 });
    expect(await merge({ ...to, capacity: 8 })).toEqual({ ok: false, reason: 'room', room: 7 });
    expect((await sectionById(db, from.sectionId))?.state).toBe('open');
    expect(await merge({ ...to, capacity: 7 })).toMatchObject({ ok: true, moved: 3 });
    expect(await seats(small)).toEqual({ capacity: 7, taken: 7 });
    await sound();
  });

  it('is refused once somebody has met something of what it asks', async () => {
    const asks = [ask('watch', 'r1'), ask('watch', 'r2')];
    const begun = await section('边看边学班', [70], { asks });
    const [who] = await fill(begun, 1);
    const [own] = await enrolmentsOf(db, who?.personId ?? '');
    const met = { kind: 'watch', subjectId: 'r1', evidence: {}, now: after({}) } as const;
    await meetRequirement(db, { enrolmentId: own?.id ?? '', ...met });
    expect(await merge({ sectionId: begun.sectionId })).toEqual({ ok: false, reason: 'met' });
    expect(await enrolmentsOf(db, who?.personId ?? '')).toMatchObject([{ id: own?.id, state: 'running' }]);
    expect(await requirementsOf(db, [own?.id ?? ''])).toHaveLength(2);
    const preview = { sectionId: begun.sectionId, intoId: into.sectionId, now: after({}) };
    expect((await mergePreview(db, preview))?.met).toBe(true);
    await sound();
  });

  it('knows only open sections of the same course and term', async () => {
    const elsewhere = await aSection(db, { termId });
    const planned = await section('没开的班', [120], { opened: false });
    const later = await section('下学期班', [120], { termId: await aTerm(db) });
    for (const { sectionId: intoId } of [elsewhere, planned, later, from])
      expect(await merge({ intoId })).toEqual({ ok: false, reason: 'not-found' });
    expect(await merge({ sectionId: planned.sectionId })).toMatchObject({ ok: true, moved: 0 });
  });

  it('puts those who wait behind the others, in their order, and ends open offers', async () => {
    await changeCapacity(db, { actor: academy, sectionId: into.sectionId, capacity: 2, now: after({}) });
    await fill(into, 2);
    const there = await aLearner(db);
    await choose(db, there, { section: into, at: after({ minutes: 1 }) });
    await changeCapacity(db, { actor: academy, sectionId: from.sectionId, capacity: 1, now: after({}) });
    const [holder] = await fill(from, 1);
    const line = await learners(db, 3);
    for (const [index, who] of line.entries())
      await choose(db, who, { section: from, at: after({ minutes: index + 1 }) });
    // A second seat: the first in line has an offer of it.
    await changeCapacity(db, {
      actor: academy,
      sectionId: from.sectionId,
      capacity: 2,
      now: after({ minutes: 4 }),
    });
    const [first, second, third] = line;
    if (!holder || !first || !second || !third) throw new Error('nobody');
    expect(await place(db, first)).toEqual([1, expect.any(String)]);
    // The second waits in both lines, before everybody else of this one.
    await choose(db, second, { section: into, at: after({ minutes: 2 }) });
    expect(await merge({ capacity: 3 })).toEqual({ ok: true, moved: 1, ended: 0, waiting: 2 });
    const waiting = (await waitlistOf(db, into.sectionId)).map(({ personId }) => personId);
    expect(waiting).toEqual([there, second, first, third].map(({ personId }) => personId));
    expect(await seats(into)).toEqual({ capacity: 3, taken: 3 });
    expect(await db.selectFrom('offer_answer').select('answer').execute()).toEqual([{ answer: 'expired' }]);
    expect((await lastNotice(third))?.body).toContain('候补接在《协商（周六班）》的候补后面');
    await sound();
  });

  it('offers the seats that stay free to those who wait', async () => {
    await changeCapacity(db, { actor: academy, sectionId: from.sectionId, capacity: 1, now: after({}) });
    await fill(from, 1);
    const who = await aLearner(db);
    await choose(db, who, { section: from });
    expect(await merge()).toMatchObject({ moved: 1, waiting: 1 });
    expect(await place(db, who)).toEqual([1, expect.any(String)]);
    expect(await seats(into)).toEqual({ capacity: 5, taken: 2 });
    await sound();
  });

  it('takes the offer that somebody has there already as their seat', async () => {
    await changeCapacity(db, { actor: academy, sectionId: into.sectionId, capacity: 1, now: after({}) });
    await fill(into, 1);
    const who = await aLearner(db);
    await choose(db, who, { section: into });
    await choose(db, who, { section: from });
    await changeCapacity(db, {
      actor: academy,
      sectionId: into.sectionId,
      capacity: 2,
      now: after({ minutes: 1 }),
    });
    expect(await merge()).toEqual({ ok: true, moved: 1, ended: 0, waiting: 0 });
    expect(await seats(into)).toEqual({ capacity: 2, taken: 2 });
    expect(await place(db, who)).toBeNull();
    await sound();
  });

  it('gives its places back, those of meetings to come', async () => {
    const venueId = await aVenue(db);
    const meetings = [-30, 30].map((hours) => ({
      startsAt: after({ hours }).toISOString(),
      endsAt: after({ hours: hours + 1 }).toISOString(),
      venueId,
      topic: '议事',
      kind: 'face' as const,
    }));
    const booked = await section('有地点的班', [], { meetings });
    expect(await merge({ sectionId: booked.sectionId })).toMatchObject({ ok: true });
    const left = await bookedBetween(db, {
      venueId,
      from: after({ days: -9 }).toISOString(),
      to: after({ days: 9 }).toISOString(),
    });
    expect(left.map(({ startsAt }) => startsAt)).toEqual([after({ hours: -30 }).toISOString()]);
  });
});
