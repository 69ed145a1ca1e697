import { expect, it } from 'vitest';
import { attendanceOf } from '#app/features/attendance/marks.server.ts';
import { submitAttempt } from '#app/features/exercises/attempts.server.ts';
import { openMakeUp } from '#app/features/making-up/opening.server.ts';
import { withdraw } from '#app/features/selection/leaving.server.ts';
import { answers } from '#tests/exercises/quiz.ts';
import { aMember, watchAll } from '#tests/making-up/classroom.ts';
import { aRecording } from '#tests/recordings/academy.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, now } from '#tests/support/world.ts';
import { choose } from './desk.ts';
import { twoSections } from './two-sections.ts';

describeOnBothDatabases('where people were before their section was merged', (open) => {
  const room = twoSections(open);
  const { asks, merge, there, moved, refusal, mark, begin, sound } = room;
  const marksOf = (enrolmentId: string) =>
    room.db
      .selectFrom('attendance')
      .select(['meeting_id', 'state'])
      .where('enrolment_id', '=', enrolmentId)
      .orderBy('id')
      .execute();

  it('counts for the meeting of the same number, and completes there', async () => {
    await asks('attend');
    room.who = await aMember(room.db, room.from);
    for (const index of [0, 1]) await mark(room.from, index, 'late');
    const own = await moved();
    expect(await marksOf(own.enrolmentId)).toEqual(
      [0, 1].map((index) => ({ meeting_id: room.into.meetingIds[index], state: 'late' })),
    );
    expect(own.state).toBe('running');
    await mark(room.into, 2, 'present');
    expect((await there()).state).toBe('completed');
    await sound();
  });

  it('counts also where they have been marked before, whichever says that they were there', async () => {
    await asks('attend');
    const [first, second] = [await aMember(room.db, room.into), await aMember(room.db, room.into)];
    for (const one of [first, second]) {
      await mark(room.into, 0, one === first ? 'present' : 'absent', one);
      await withdraw(room.db, { ...one, sectionId: room.into.sectionId, now });
      await choose(room.db, one, { section: room.from });
      await mark(room.from, 0, one === first ? 'absent' : 'late', one);
    }
    expect(await merge()).toMatchObject({ ok: true, moved: 3 });
    const marks = await room.db
      .selectFrom('attendance')
      .innerJoin('enrolment', 'enrolment.id', 'attendance.enrolment_id')
      .select(['attendance.person_id', 'state'])
      .where('meeting_id', '=', room.into.meetingIds[0] ?? '')
      .where('active', '=', 1)
      .execute();
    const state = (id: string) => marks.find(({ person_id }) => person_id === id)?.state;
    expect([state(first.personId), state(second.personId)]).toEqual(['present', 'late']);
    await sound();
  });

  it('goes onto meetings that lie ahead where it counts only, and is no list there', async () => {
    await asks('attend');
    room.who = await aMember(room.db, room.from);
    for (const index of [0, 1, 2]) await mark(room.from, index, index === 1 ? 'late' : 'absent');
    // By the code on the screen of the section that they come from: in the other one it is carried like any.
    await room.db.updateTable('attendance').set({ way: 'qr' }).where('state', '=', 'late').execute();
    // The first of the other section has been held by then.
    const begun = { starts_at: now.toISOString(), ends_at: after({ minutes: 2 }).toISOString() };
    const [first = '', second = ''] = room.into.meetingIds;
    await room.db.updateTable('meeting').set(begun).where('id', '=', first).execute();
    await moved();
    const listed = await attendanceOf(room.db, room.into.sectionId);
    const carried = { personId: room.who.personId, carried: true, taken: false, byCode: false };
    expect(new Set(listed)).toEqual(
      new Set([
        { ...carried, meetingId: first, state: 'absent' },
        { ...carried, meetingId: second, state: 'late' },
      ]),
    );
    await mark(room.into, 1, 'present');
    const [of] = (await attendanceOf(room.db, room.into.sectionId)).filter(
      ({ meetingId }) => meetingId === second,
    );
    expect(of).toMatchObject({ state: 'present', taken: true, carried: false });
    await sound();
  });

  it('is not lost when a list is saved at the same moment', async () => {
    await asks('attend');
    for (let round = 0; round < 3; round++) {
      room.who = await aMember(room.db, room.from);
      await Promise.all([mark(room.from, 0, 'present'), merge()]);
      const left = await room.db
        .selectFrom('attendance')
        .innerJoin('enrolment', 'enrolment.id', 'attendance.enrolment_id')
        .select('attendance.id')
        .where('attendance.person_id', '=', room.who.personId)
        .where('active', 'is', null)
        .execute();
      expect(left).toEqual([]);
      room.from = await room.another({ meetsIn: [50, 74, 98] });
      await asks('attend', '', [room.from]);
    }
    await sound();
  });

  it('keeps a merge away while it was a meeting that the other section does not have', async () => {
    await mark(room.from, 2, 'present');
    const called = { meeting_id: room.into.meetingIds[2] ?? '', at: now.toISOString(), reason: '下雨' };
    await room.db.insertInto('meeting_cancellation').values(called).execute();
    expect(await refusal()).toEqual({ reason: 'no-meeting', number: 3 });
  });

  it('takes a make-up along, unless the other section asks its quiz for completion', async () => {
    const meetsIn = [50, 74, 98, 122];
    room.from = await room.another({ meetsIn });
    await asks('attend');
    room.who = await aMember(room.db, room.from);
    await mark(room.from, 1, 'absent');
    const { db, quiz } = room;
    const recordingId = await aRecording(db, room.from.course.courseId, { durationSeconds: 100 });
    const meetingId = room.from.meetingIds[1] ?? '';
    await db.updateTable('recording').set({ meeting_id: meetingId }).where('id', '=', recordingId).execute();
    const stands = { meeting_id: meetingId, exercise_id: quiz, at: now.toISOString() };
    await db.insertInto('meeting_exercise').values(stands).execute();
    expect(await openMakeUp(db, { ...room.who, meetingId, now: after({ days: 9 }) })).toEqual({ ok: true });
    expect(await refusal()).toEqual({ reason: 'too-many-made-up', names: ['佟向暖'], most: 0 });
    room.into = await room.another({ meetsIn, title: '周日班' });
    await asks('quiz', quiz, [room.into]);
    expect(await refusal()).toEqual({ reason: 'made-up-asked' });
    await asks('attend', '', [room.into]);
    const { id: attemptId, questions } = await begin();
    const own = await moved();
    const { personId } = room.who;
    await submitAttempt(db, { attemptId, personId, choices: answers(questions), now: after({ days: 9 }) });
    await watchAll(db, own, recordingId);
    expect(await marksOf(own.enrolmentId)).toEqual([
      { meeting_id: room.into.meetingIds[1], state: 'made-up' },
    ]);
    await sound();
  });
});
