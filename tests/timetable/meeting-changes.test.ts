import { beforeEach, expect, it } from 'vitest';
import { markAttendance } from '#app/features/attendance/marks.server.ts';
import { requirementsOf } from '#app/features/completion/requirements.server.ts';
import { journalOf } from '#app/features/journal/journal.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { enrolmentsOf } from '#app/features/selection/reading.server.ts';
import { agenda } from '#app/features/timetable/agenda.server.ts';
import { type MeetingChange, meetingChange } from '#app/features/timetable/meeting-change.schema.ts';
import { meetingsWithHistory } from '#app/features/timetable/meeting-history.server.ts';
import { meetingSpans } from '#app/features/timetable/meetings.server.ts';
import { sectionsOfCourse } from '#app/features/timetable/reading.server.ts';
import { bookedBetween } from '#app/features/venues/booked.server.ts';
import { bookEvent } from '#app/features/venues/events.server.ts';
import { newId } from '#app/lib/id.ts';
import { clockOf, dayOf, instantAt } from '#app/lib/time.ts';
import { changeMeetings } from '#app/shell/meeting-changes.server.ts';
import type { Db } from '#db/database.ts';
import { aTeacher } from '#tests/evaluation/classroom.ts';
import { choose } from '#tests/selection/desk.ts';
import { aSection, ask, type Section, type WantedSection } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, type Learner, now, withPolicies } from '#tests/support/world.ts';
import { aVenue } from '#tests/venues/places.ts';

describeOnBothDatabases('changing meetings one by one', (open) => {
  let db: Db;
  let venueId: string;
  let teacherId: string;
  let section: Section;
  let learner: Learner;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    venueId = await aVenue(db, [], { name: '云谷睦邻中心' });
    ({ teacherId } = await aTeacher(db, '齐大川'));
    section = await evenings([1, 8, 15]);
    learner = await aLearner(db);
    await choose(db, learner, { section });
  });

  const time = (day: number, clock = '19:00') => instantAt(dayOf(after({ days: day })), clock).toISOString();
  function evenings(days: readonly number[], more: WantedSection = {}): Promise<Section> {
    const meetings = days.map((day) => ({
      startsAt: time(day),
      endsAt: time(day, '20:30'),
      venueId,
      topic: '议事',
      kind: 'face' as const,
    }));
    return aSection(db, { meetings, teacherId, startsOn: dayOf(after({ days: days[0] ?? 0 })), ...more });
  }
  const change = (wanted: Record<string, unknown>, at = now, target = section) => {
    const form: MeetingChange = meetingChange.parse({ reason: '老师外出开会', ...wanted });
    return changeMeetings(db, { actor: academy, sectionId: target.sectionId, change: form, now: at });
  };
  const to = (day: number, clock = '19:00') => ({ day: dayOf(after({ days: day })), at: clock, minutes: 90 });
  const move = (meeting: number, wanted: Record<string, unknown>, at = now) =>
    change({ means: 'move', meeting: section.meetingIds[meeting], venue: venueId, ...wanted }, at);
  const cancel = (meeting: number, at = now) =>
    change({ means: 'cancel', meeting: section.meetingIds[meeting] }, at);
  const bookedMeanwhile = (day: number) => {
    const event = {
      title: '邻里节',
      school: 'citizen' as const,
      day: to(day).day,
      from: '19:00',
      to: '20:00',
    };
    return bookEvent(db, { venueId, event, actor: academy, now });
  };
  const meetings = () => meetingsWithHistory(db, section.sectionId);
  const booked = async (day: number) =>
    (await bookedBetween(db, { venueId, from: time(day, '00:00'), to: time(day, '23:59') })).length;

  it('is not moved onto another meeting of its own', async () => {
    const outcome = await move(0, { ...to(8), venue: '' });
    expect(outcome).toMatchObject({ ok: false, problems: [{ reason: 'own-meeting' }] });
    expect(JSON.stringify(outcome)).toMatch(/第 2 次课就在/);
    await cancel(1);
    expect(await move(0, { ...to(8), venue: '' })).toMatchObject({ ok: true });
  });

  it('asks once more before a day without classes or outside the term', async () => {
    const { term_id: termId } = await db
      .selectFrom('section')
      .select('term_id')
      .where('id', '=', section.sectionId)
      .executeTakeFirstOrThrow();
    const off = { id: newId(), term_id: termId, from_day: to(3).day, to_day: to(3).day, name: '运动会' };
    await db.insertInto('term_break').values(off).execute();
    const asked = await move(0, to(3));
    expect(asked).toMatchObject({ ok: false, problems: [{ field: 'anyway', reason: 'unusual-day' }] });
    expect(JSON.stringify(asked)).toMatch(/停课（运动会）。换一天，或者勾上/);
    const far = { means: 'add', ...to(300), venue: venueId };
    expect(JSON.stringify(await change(far))).toMatch(/不在.*里。换一天/);
    expect(await change({ ...far, anyway: 'yes' })).toMatchObject({ ok: true });
    expect(await move(0, { ...to(3), anyway: 'yes' })).toMatchObject({ ok: true });
    // On the day on which it lies already nobody is asked again.
    expect(await move(0, to(3, '18:00'))).toMatchObject({ ok: true });
  });

  it('is told by name, never fails, when a school books the room for an event in that moment', async () => {
    for (const day of [3, 4, 5, 6]) {
      const [outcome, booked] = await Promise.all([move(0, to(day)), bookedMeanwhile(day)]);
      expect(outcome.ok).toBe(!booked.ok);
      if (!outcome.ok) expect(JSON.stringify(outcome)).toMatch(/云谷睦邻中心.*已订给《邻里节》/);
    }
  });

  it('moves one, with its booking, and tells those concerned what it was and what it is', async () => {
    const head = await aLearner(db);
    await db.updateTable('section').set({ head_teacher_id: head.personId }).execute();
    expect(await move(0, to(2, '18:30'))).toEqual({ ok: true, told: 1, clashing: 0 });
    const [first] = await meetings();
    expect(first).toMatchObject({ number: 1, cancelledBecause: null });
    expect([dayOf(first?.startsAt ?? ''), clockOf(first?.startsAt ?? '')]).toEqual(['2026-11-24', '18:30']);
    expect(first?.moves).toMatchObject([{ fromStartsAt: time(1), fromVenueName: '云谷睦邻中心' }]);
    expect([await booked(1), await booked(2)]).toEqual([0, 1]);
    const [notice] = await unreadNotices(db, learner.personId);
    expect(notice?.title).toBe(`《${section.title}》第 1 次课改时间了`);
    expect(notice?.body).toBe(
      '原来：11月23日 周一 晚上 7:00–8:30，云谷睦邻中心。现在：11月24日 周二 晚上 6:30–8:00，云谷睦邻中心。原因：老师外出开会。',
    );
    expect((await unreadNotices(db, head.personId))[0]?.link).toBe(`/teach/sections/${section.sectionId}`);
    const row = await db.selectFrom('section').select(['starts_on', 'ends_on']).executeTakeFirst();
    expect(row).toEqual({ starts_on: '2026-11-24', ends_on: '2027-01-20' });
    const [line] = await journalOf(db, { subjectType: 'section', subjectId: section.sectionId });
    expect(line).toMatchObject({ action: 'meeting.moved', detail: { number: 1, reason: '老师外出开会' } });
  });

  it('says to whom the new time is a clash, and with what', async () => {
    const other = await aSection(db, { title: '书法（周二班）', meetsIn: [54] });
    await choose(db, learner, { section: other });
    expect(await move(0, { ...to(2), venue: '' })).toEqual({ ok: true, told: 1, clashing: 1 });
    expect((await unreadNotices(db, learner.personId))[0]?.body).toContain('和你选的《书法（周二班）》冲突');
  });

  it('is refused where the teacher or the place is not free, with nothing changed', async () => {
    await evenings([2], { title: '另一个班' });
    const refused = await move(0, to(2, '20:00'));
    if (refused.ok || refused.reason !== 'problems') throw new Error(JSON.stringify(refused));
    expect(refused.problems.map(({ reason }) => reason)).toEqual(['teacher', 'venue-taken']);
    expect(refused.problems[0]?.message).toContain(
      '齐大川老师 11月24日 周二 晚上 7:00–8:30 要上《另一个班》',
    );
    expect(await booked(1)).toBe(1);
    expect(await unreadNotices(db, learner.personId)).toEqual([]);
    // Its own time stands in nobody's way.
    expect(await move(0, to(1, '19:30'))).toMatchObject({ ok: true });
  });

  it('asks whether a new place is large enough', async () => {
    const small = await aVenue(db, [], { name: '会客厅', capacity: 2 });
    const refused = await move(0, { ...to(1), venue: small });
    expect(refused).toMatchObject({ problems: [{ reason: 'room' }] });
  });

  it('cancels one: it leaves the timetable, the cards and the place, but not its own pages', async () => {
    expect(await cancel(1)).toEqual({ ok: true, told: 1, clashing: 0 });
    expect((await meetings()).map(({ cancelledBecause }) => cancelledBecause)).toEqual([
      null,
      '老师外出开会',
      null,
    ]);
    expect(await booked(8)).toBe(0);
    const seen = await agenda(db, { from: now.toISOString(), to: time(30), school: null });
    expect(seen.meetings.map(({ number }) => number)).toEqual([1, 3]);
    expect((await meetingSpans(db, [section.sectionId])).get(section.sectionId)?.count).toBe(2);
    expect((await sectionsOfCourse(db, section.course.courseId, now))[0]?.count).toBe(2);
    expect((await unreadNotices(db, learner.personId))[0]?.title).toContain('第 2 次课取消了');
    expect(await cancel(1)).toEqual({ ok: false, reason: 'cancelled' });
    expect(await move(1, to(9))).toEqual({ ok: false, reason: 'cancelled' });
    expect(await cancel(0)).toMatchObject({ ok: true });
    expect(await cancel(2)).toEqual({ ok: false, reason: 'last' });
  });

  it('frees the time of a cancelled one for the teacher and for other choices', async () => {
    const { termId } = section;
    const other = await aSection(db, { termId, title: '另一个班', meetsIn: [8 * 24 + 6] });
    expect(await choose(db, learner, { section: other })).toMatchObject({ refusal: { reason: 'clash' } });
    await cancel(1);
    expect(await choose(db, learner, { section: other })).toMatchObject({ outcome: 'enrolled' });
  });

  it('leaves alone what has begun, and does not cancel what counts for somebody already', async () => {
    const during = after({ days: 1, hours: 7 });
    expect(await cancel(0, during)).toEqual({ ok: false, reason: 'begun' });
    expect(await move(0, to(3), during)).toEqual({ ok: false, reason: 'begun' });
    expect(await move(1, to(1, '09:00'), during)).toEqual({ ok: false, reason: 'past' });
    const [, second = '', third = ''] = section.meetingIds;
    const mark = (meetingId: string, state: 'present' | 'leave') =>
      markAttendance(db, {
        ...{ actor: academy, sectionId: section.sectionId, meetingId, now },
        marks: [{ personId: learner.personId, state }],
      });
    await mark(second, 'present');
    await mark(third, 'leave');
    expect(await cancel(1)).toEqual({ ok: false, reason: 'marked' });
    expect(await move(1, to(9))).toMatchObject({ ok: true });
    expect(await cancel(2)).toMatchObject({ ok: true });
  });

  it('is not counted any more: whoever was marked in all the others has been there', async () => {
    const asked = await aSection(db, { meetsIn: [60, 90], asks: [ask('attend', '')] });
    await db.updateTable('requirement_plan').set({ subject_id: asked.sectionId }).execute();
    await choose(db, learner, { section: asked });
    const own = (await enrolmentsOf(db, learner.personId)).find(
      ({ sectionId }) => sectionId === asked.sectionId,
    );
    const [first = '', second = ''] = asked.meetingIds;
    const marks = [{ personId: learner.personId, state: 'present' as const }];
    const marking = { actor: academy, sectionId: asked.sectionId, marks, now: after({ hours: 70 }) };
    await markAttendance(db, { ...marking, meetingId: first });
    const met = async () => (await requirementsOf(db, [own?.id ?? '']))[0]?.metAt;
    expect(await met()).toBeNull();
    await change({ means: 'cancel', meeting: second }, after({ hours: 71 }), asked);
    expect(await met()).not.toBeNull();
    expect(await markAttendance(db, { ...marking, meetingId: second })).toBeNull();
  });

  it('adds one behind the others', async () => {
    expect(await change({ means: 'add', venue: venueId, topic: '', ...to(30, '14:00') })).toMatchObject({
      ok: true,
    });
    const added = (await meetings()).at(-1);
    expect(added).toMatchObject({ number: 4, topic: '第 4 次课', venueName: '云谷睦邻中心' });
    expect(await booked(30)).toBe(1);
    expect(await change({ means: 'add', venue: '', ...to(-1) })).toEqual({ ok: false, reason: 'past' });
    const nowhere = { ...section, sectionId: 'none' };
    expect(await change({ means: 'add', venue: '', ...to(40) }, now, nowhere)).toMatchObject({
      reason: 'not-found',
    });
  });
});
