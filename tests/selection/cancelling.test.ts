import { beforeEach, expect, it } from 'vitest';
import { meetRequirement } from '#app/features/completion/meeting-requirements.server.ts';
import { journalOf } from '#app/features/journal/journal.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { cancelSection } from '#app/features/selection/cancelling.server.ts';
import { endLines } from '#app/features/selection/line-ends.server.ts';
import { changeCapacity } from '#app/features/selection/offers.server.ts';
import { enrolmentsOf, rosterOf, seatsOf } from '#app/features/selection/reading.server.ts';
import { sectionById } from '#app/features/timetable/section-list.server.ts';
import { bookedBetween } from '#app/features/venues/booked.server.ts';
import type { Db } from '#db/database.ts';
import { aSection, ask, type Section } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, learners, withPolicies } from '#tests/support/world.ts';
import { aVenue } from '#tests/venues/places.ts';
import { breaches, choose, leave, place } from './desk.ts';

describeOnBothDatabases('cancelling a section', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
  });

  const cancel = ({ sectionId }: Section) =>
    cancelSection(db, { actor: academy, sectionId, reason: '报名不到 5 人', now: after({ minutes: 30 }) });

  it('ends every place and the line, gives the room back, and tells everybody why', async () => {
    const venueId = await aVenue(db);
    const teacher = await aLearner(db, '庄老师');
    const [startsAt, endsAt] = [after({ hours: 50 }).toISOString(), after({ hours: 52 }).toISOString()];
    const section = await aSection(db, {
      capacity: 2,
      headTeacherId: teacher.personId,
      meetings: [{ startsAt, endsAt, venueId, topic: '议事', kind: 'face' }],
    });
    const [first, second, offered, waiting] = await learners(db, 4);
    if (!first || !second || !offered || !waiting) throw new Error('nobody');
    for (const [index, who] of [first, second, offered, waiting].entries())
      await choose(db, who, { section, at: after({ minutes: index }) });
    await changeCapacity(db, {
      actor: academy,
      sectionId: section.sectionId,
      capacity: 3,
      now: after({ minutes: 9 }),
    });
    expect(await cancel(section)).toEqual({ ok: true, ended: 2 });
    expect(await rosterOf(db, section.sectionId)).toEqual([]);
    expect((await seatsOf(db, [section.sectionId])).get(section.sectionId)).toEqual({
      capacity: 0,
      taken: 0,
    });
    expect([await place(db, offered), await place(db, waiting)]).toEqual([null, null]);
    expect((await sectionById(db, section.sectionId))?.state).toBe('cancelled');
    expect(await bookedBetween(db, { venueId, from: startsAt, to: endsAt })).toEqual([]);
    for (const { personId } of [first, waiting]) {
      const [notice] = await unreadNotices(db, personId);
      expect(notice?.body).toMatch(/可以看看同一门课有没有别的班/);
      expect(notice?.link).toBe(`/courses/${section.course.code}`);
    }
    const told = await unreadNotices(db, first.personId);
    expect(told[0]?.body).toContain('报名不到 5 人');
    expect((await unreadNotices(db, teacher.personId))[0]?.title).toContain('取消了');
    const lines = await journalOf(db, { subjectType: 'section', subjectId: section.sectionId });
    expect(lines[0]).toMatchObject({ action: 'section.cancelled', detail: { reason: '报名不到 5 人' } });
    expect(await breaches(db, open.engine)).toEqual([]);
    expect(await cancel(section)).toEqual({ ok: false, reason: 'closed' });
  });

  it('is refused once somebody has completed it', async () => {
    const section = await aSection(db, { asks: [ask('watch', 'r1')] });
    const who = await aLearner(db);
    await choose(db, who, { section });
    const [own] = await enrolmentsOf(db, who.personId);
    const met = { kind: 'watch', subjectId: 'r1', evidence: {}, now: after({}) } as const;
    await meetRequirement(db, { enrolmentId: own?.id ?? '', ...met });
    expect(await cancel(section)).toEqual({ ok: false, reason: 'completed' });
    expect((await enrolmentsOf(db, who.personId))[0]?.state).toBe('completed');
    expect(await cancel({ ...section, sectionId: 'none' })).toEqual({ ok: false, reason: 'not-found' });
  });

  it('leaves nobody inside when many come and go at the same moment', async () => {
    for (let round = 0; round < 4; round++) {
      const section = await aSection(db, { capacity: 4 });
      const crowd = await learners(db, 12);
      for (const who of crowd.slice(0, 3)) await choose(db, who, { section });
      await Promise.all([
        ...crowd.slice(3).map((who, index) => choose(db, who, { section, waitlist: index % 2 === 0 })),
        cancel(section),
        ...crowd.slice(0, 3).map((who) => leave(db, who, { section })),
      ]);
      expect(await rosterOf(db, section.sectionId)).toEqual([]);
      await endLines(db, { now: after({ minutes: 31 }) });
      for (const who of crowd) expect(await place(db, who)).toBeNull();
      expect(await breaches(db, open.engine)).toEqual([]);
    }
  }, 60_000);
});
