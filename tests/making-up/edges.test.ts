import { expect, it } from 'vitest';
import { markAttendance } from '#app/features/attendance/marks.server.ts';
import { meetRequirement } from '#app/features/completion/meeting-requirements.server.ts';
import { quizDesk } from '#app/features/exercises/desk.server.ts';
import { giveUpMakeUp } from '#app/features/making-up/opening.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { recordingForViewing } from '#app/features/viewing/watched-recording.server.ts';
import { ask } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aLearner } from '#tests/support/world.ts';
import { aMember, later, markAll, registrar, takeQuiz, watchAll } from './classroom.ts';
import { makeUpRoom } from './room.ts';

describeOnBothDatabases('a missed meeting', (open) => {
  const room = makeUpRoom(open);
  const { within, meetingId, begin, desk, states, mark, watch, quiz, makeUp, evidence, expectSound } = room;

  it('says why not: nothing missed, no lecture, no quiz, asked anyway, enough, too late, of somebody else', async () => {
    await within({ meetings: 10, ready: [1] });
    await mark(['absent', 'absent', 'present', null]);
    expect(await begin(0)).toEqual({ ok: false, reason: 'no-recording' });
    expect(await begin(2)).toEqual({ ok: false, reason: 'not-missed' });
    expect(await begin(3)).toEqual({ ok: false, reason: 'not-missed' });
    await room.db.deleteFrom('meeting_exercise').execute();
    expect(await begin(1)).toEqual({ ok: false, reason: 'no-quiz' });
    expect(await begin(1, later, { ...room.member, ...(await aLearner(room.db)) })).toEqual({
      ok: false,
      reason: 'not-found',
    });
    await within({ meetings: 4, endsOn: '2026-12-10' });
    await mark(['absent']);
    // Without an evaluation window until the end of the term's last day, 31 January in Shanghai.
    expect(await begin(0, new Date('2027-01-31T16:00:00.000Z'))).toEqual({ ok: false, reason: 'over' });
    expect(await begin(0, new Date('2027-01-31T15:59:59.999Z'))).toEqual({ ok: true });
  });

  it('does not take what completion asks anyway, for nothing pays twice', async () => {
    await within({ meetings: 4 });
    const [recordingId = ''] = room.section.recordingIds;
    const other = await aMember(room.db, room.section);
    await room.db
      .insertInto('requirement')
      .values({
        id: 'asked-anyway',
        enrolment_id: room.member.enrolmentId,
        person_id: room.member.personId,
        ...{ kind: 'watch', subject_id: recordingId, title: '看', position: 9, detail: '{}' },
      })
      .execute();
    for (const one of [room.member, other]) await markAll(room.db, room.section, one, ['absent']);
    expect(await begin(0)).toEqual({ ok: false, reason: 'asked-anyway' });
    expect(await begin(0, later, other)).toEqual({ ok: true });
  });

  it('counts nothing that comes after the last day, and tells the learner and the teacher once', async () => {
    const teacher = await aLearner(room.db, '齐老师');
    await within({ meetings: 4, headTeacherId: teacher.personId });
    await mark(['absent', 'present', 'present', 'present']);
    const over = new Date('2027-02-01T00:00:00.000Z');
    await begin(0);
    const told = async (personId: string) =>
      (await unreadNotices(room.db, personId))
        .map(({ title }) => title)
        .filter((title) => title.includes('补晚了'));
    await watch(0, over);
    const once = [`“${room.section.title}”第 1 次课补晚了，没有算到课`];
    expect([await told(room.member.personId), (await told(teacher.personId)).length]).toEqual([once, 1]);
    await quiz(0, { at: over });
    expect([await told(room.member.personId), (await told(teacher.personId)).length]).toEqual([once, 1]);
    expect(await evidence()).toBeNull();
    expect(await desk(over)).toMatchObject({ over: true });
    await expectSound();
  });

  it('says nothing of late to somebody who was there after all', async () => {
    const teacher = await aLearner(room.db, '齐老师');
    await within({ meetings: 4, headTeacherId: teacher.personId });
    await mark(['absent', 'present', 'present', 'present']);
    await begin(0);
    await mark(['present']);
    await watch(0, new Date('2027-02-01T00:00:00.000Z'));
    for (const { personId } of [room.member, teacher]) {
      const titles = (await unreadNotices(room.db, personId)).map(({ title }) => title);
      expect(titles.filter((title) => title.includes('补晚了'))).toEqual([]);
    }
  });

  it('counts what was watched and passed before it was begun', async () => {
    await within({ meetings: 4 });
    await mark(['absent', 'present', 'present', 'present']);
    await watch(0);
    await quiz(0);
    expect(await evidence()).toBeNull();
    await begin(0);
    expect((await evidence())?.madeUp).toHaveLength(1);
  });

  it('keeps its lecture and quiz whatever becomes of them, and opens the quiz only to who makes up', async () => {
    await within({ meetings: 4 });
    const [recordingId = '', exerciseId = ''] = [room.section.recordingIds[0], room.section.exerciseIds[0]];
    await mark(['absent', 'present', 'present', 'present']);
    // A lecture of the course is there for all, the quiz is not.
    expect(await recordingForViewing(room.db, { ...room.member, recordingId })).toMatchObject({
      requirement: null,
    });
    expect(await quizDesk(room.db, { ...room.member, exerciseId, now: later })).toBeNull();
    await begin(0);
    expect(await quizDesk(room.db, { ...room.member, exerciseId, now: later })).not.toBeNull();
    await room.db
      .insertInto('recording_withdrawal')
      .values({ recording_id: recordingId, at: later.toISOString(), reason: '重录' })
      .execute();
    await room.db.deleteFrom('meeting_exercise').execute();
    expect(await recordingForViewing(room.db, { ...room.member, recordingId })).toMatchObject({
      requirement: { minimumShare: 0.9 },
    });
    const other = await aMember(room.db, room.section);
    expect(await recordingForViewing(room.db, { ...other, recordingId })).toBeNull();
    await watchAll(room.db, room.member, recordingId);
    await takeQuiz(room.db, room.member, exerciseId);
    expect((await evidence())?.madeUp).toHaveLength(1);
  });

  it('is put back while it is not done, which frees its place, and can be begun again', async () => {
    await within({ meetings: 4 });
    await mark(['absent', 'absent', 'present', 'present']);
    const step = (index: number) => ({ ...room.member, meetingId: meetingId(index), now: later });
    expect(await giveUpMakeUp(room.db, step(0))).toEqual({ ok: false, reason: 'not-under-way' });
    await begin(0);
    await watch(0);
    expect(await quiz(0, { right: false })).toBe(0);
    expect(await states()).toEqual(['under-way', 'too-many']);
    expect(await giveUpMakeUp(room.db, { ...step(0), ...(await aLearner(room.db)) })).toEqual({
      ...{ ok: false, reason: 'not-found' },
    });
    expect(await giveUpMakeUp(room.db, step(0))).toEqual({ ok: true });
    expect(await begin(1)).toEqual({ ok: true });
    await giveUpMakeUp(room.db, step(1));
    await begin(0);
    // What was watched is still watched.
    await quiz(0);
    expect((await desk())?.missed[0]).toMatchObject({ state: 'done' });
    expect(await giveUpMakeUp(room.db, step(0))).toEqual({ ok: false, reason: 'not-under-way' });
    await expectSound();
  });

  it('stays when the list says away again, and yields to having been there', async () => {
    await within({ meetings: 10, minimumShare: 1 });
    await mark(['absent', 'absent']);
    await makeUp(0);
    await makeUp(1);
    await mark(['leave', 'present']);
    expect(await room.marks()).toEqual(['made-up', 'present']);
    // What is made up keeps its place: the mark may be corrected back, and then it counts again.
    expect(await desk()).toMatchObject({ left: 1 });
    await mark(['absent', 'absent']);
    expect(await room.marks()).toEqual(['made-up', 'made-up']);
    await markAttendance(room.db, {
      actor: registrar,
      sectionId: room.section.sectionId,
      meetingId: meetingId(2),
      marks: [{ personId: room.member.personId, state: 'absent' }],
      now: later,
    });
    expect(await begin(2)).toEqual({ ok: true });
    await expectSound();
  });

  it('is never one too many by marks that go to and fro', async () => {
    await within({ meetings: 10 });
    await mark(['absent', 'absent', 'absent', 'absent']);
    for (const index of [0, 1, 2]) expect(await begin(index)).toEqual({ ok: true });
    await mark(['present']);
    // Its place is kept until they give it back: the mark may be corrected.
    expect(await begin(3)).toEqual({ ok: false, reason: 'too-many' });
    expect(await desk()).toMatchObject({ left: 0 });
    const step = { ...room.member, meetingId: meetingId(0), now: later };
    expect(await giveUpMakeUp(room.db, step)).toEqual({ ok: true });
    expect(await begin(3)).toEqual({ ok: true });
    await mark(['absent']);
    expect(await states()).toEqual(['too-many', 'under-way', 'under-way', 'under-way']);
    await expectSound();
  });

  it('counts what is watched and passed at the very moment at which it is begun', async () => {
    await within({ meetings: 4 });
    const crowd = await Promise.all(Array.from({ length: 12 }, () => aMember(room.db, room.section)));
    const [recordingId = '', exerciseId = ''] = [room.section.recordingIds[0], room.section.exerciseIds[0]];
    for (const one of crowd) {
      await markAll(room.db, room.section, one, ['absent', 'present', 'present', 'present']);
      await Promise.all([
        watchAll(room.db, one, recordingId),
        takeQuiz(room.db, one, exerciseId),
        begin(0, later, one),
      ]);
    }
    const done = await room.db.selectFrom('make_up').select('id').where('done_at', 'is not', null).execute();
    expect(done).toHaveLength(crowd.length);
    await expectSound();
  });

  it('pays in full when it turns out, before completion, that they were there', async () => {
    await within({ meetings: 4, alsoAsks: [ask('evaluate', 'evaluate')], hoursFaceHundredths: 400 });
    await mark(['absent', 'present', 'present', 'present']);
    await makeUp(0);
    expect((await evidence())?.madeUp).toHaveLength(1);
    await mark(['present']);
    expect(await evidence()).toEqual({ present: 4, meetings: 4 });
    const { enrolmentId } = room.member;
    const evaluated = { enrolmentId, kind: 'evaluate', subjectId: 'evaluate', evidence: {} } as const;
    await meetRequirement(room.db, { ...evaluated, now: later });
    const lines = await room.db.selectFrom('credit_entry').select(['line', 'amount']).execute();
    expect(lines).toContainEqual({ line: 'face', amount: 400 });
    await expectSound();
  });
});
