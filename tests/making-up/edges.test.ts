import { beforeEach, expect, it } from 'vitest';
import { verifyAcademy } from '#app/cli/checks/all.ts';
import { markAttendance } from '#app/features/attendance/marks.server.ts';
import { quizDesk } from '#app/features/exercises/desk.server.ts';
import { giveUpMakeUp, openMakeUp } from '#app/features/making-up/opening.server.ts';
import { ownMakeUps } from '#app/features/making-up/own.server.ts';
import { recordingForViewing } from '#app/features/viewing/watched-recording.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, aLearner, withPolicies } from '#tests/support/world.ts';
import {
  aClass,
  aMember,
  later,
  type MakeUpClass,
  type Member,
  markAll,
  registrar,
  takeQuiz,
  type Wanted,
  watchAll,
} from './classroom.ts';

describeOnBothDatabases('a missed meeting', (open) => {
  let db: Db;
  let section: MakeUpClass;
  let member: Member;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
  });

  async function within(wanted: Wanted) {
    section = await aClass(db, wanted);
    member = await aMember(db, section);
  }
  const meetingId = (index: number) => section.meetingIds[index] ?? '';
  const begin = (index: number, now = later, who = member) =>
    openMakeUp(db, { ...who, meetingId: meetingId(index), now });
  const desk = (now = later) => ownMakeUps(db, { ...member, now });
  const states = async () => (await desk())?.missed.map(({ state, against }) => against ?? state);
  async function makeUp(index: number) {
    expect(await begin(index)).toEqual({ ok: true });
    await watchAll(db, member, section.recordingIds[index] ?? '', after({ days: 40, hours: index }));
    await takeQuiz(db, member, section.exerciseIds[index] ?? '');
  }
  const evidence = async () => {
    const row = await db
      .selectFrom('requirement_met')
      .innerJoin('requirement', 'requirement.id', 'requirement_met.requirement_id')
      .select('evidence')
      .where('enrolment_id', '=', member.enrolmentId)
      .where('kind', '=', 'attend')
      .executeTakeFirst();
    return row ? JSON.parse(row.evidence) : null;
  };
  async function expectSound() {
    const engine = open.engine === 'sqlite' ? 'embedded' : 'server';
    const findings = await verifyAcademy(db, engine);
    expect(findings.filter(({ breach }) => breach !== null)).toEqual([]);
  }

  it('says why not: nothing missed, no lecture, no quiz, asked anyway, enough, too late, of somebody else', async () => {
    await within({ meetings: 10, ready: [1] });
    await markAll(db, section, member, ['absent', 'absent', 'present', null]);
    expect(await begin(0)).toEqual({ ok: false, reason: 'no-recording' });
    expect(await begin(2)).toEqual({ ok: false, reason: 'not-missed' });
    expect(await begin(3)).toEqual({ ok: false, reason: 'not-missed' });
    await db.deleteFrom('meeting_exercise').execute();
    expect(await begin(1)).toEqual({ ok: false, reason: 'no-quiz' });
    expect(await begin(1, later, { ...member, ...(await aLearner(db)) })).toEqual({
      ok: false,
      reason: 'not-found',
    });
    await within({ meetings: 4, endsOn: '2026-12-10' });
    await markAll(db, section, member, ['absent']);
    // Without an evaluation window until the end of the term's last day, 31 January in Shanghai.
    expect(await begin(0, new Date('2027-01-31T16:00:00.000Z'))).toEqual({ ok: false, reason: 'over' });
    expect(await begin(0, new Date('2027-01-31T15:59:59.999Z'))).toEqual({ ok: true });
  });

  it('does not take what completion asks anyway, for nothing pays twice', async () => {
    await within({ meetings: 4 });
    const [recordingId = ''] = section.recordingIds;
    const other = await aMember(db, section);
    await db
      .insertInto('requirement')
      .values({
        id: 'asked-anyway',
        enrolment_id: member.enrolmentId,
        person_id: member.personId,
        ...{ kind: 'watch', subject_id: recordingId, title: '看', position: 9, detail: '{}' },
      })
      .execute();
    for (const one of [member, other]) await markAll(db, section, one, ['absent']);
    expect(await begin(0)).toEqual({ ok: false, reason: 'asked-anyway' });
    expect(await begin(0, later, other)).toEqual({ ok: true });
  });

  it('counts nothing that comes after the last day', async () => {
    await within({ meetings: 4 });
    await markAll(db, section, member, ['absent', 'present', 'present', 'present']);
    const over = new Date('2027-02-01T00:00:00.000Z');
    await begin(0);
    await watchAll(db, member, section.recordingIds[0] ?? '');
    await takeQuiz(db, member, section.exerciseIds[0] ?? '', { at: over });
    expect(await evidence()).toBeNull();
    expect(await desk(over)).toMatchObject({ over: true });
    await expectSound();
  });

  it('counts what was watched and passed before it was begun', async () => {
    await within({ meetings: 4 });
    await markAll(db, section, member, ['absent', 'present', 'present', 'present']);
    await watchAll(db, member, section.recordingIds[0] ?? '');
    await takeQuiz(db, member, section.exerciseIds[0] ?? '');
    expect(await evidence()).toBeNull();
    await begin(0);
    expect((await evidence())?.madeUp).toHaveLength(1);
  });

  it('keeps its lecture and quiz whatever becomes of them, and opens the quiz only to who makes up', async () => {
    await within({ meetings: 4 });
    const [recordingId = '', exerciseId = ''] = [section.recordingIds[0], section.exerciseIds[0]];
    await markAll(db, section, member, ['absent', 'present', 'present', 'present']);
    // A lecture of the course is there for all, the quiz is not.
    expect(await recordingForViewing(db, { ...member, recordingId })).toMatchObject({ requirement: null });
    expect(await quizDesk(db, { ...member, exerciseId, now: later })).toBeNull();
    await begin(0);
    expect(await quizDesk(db, { ...member, exerciseId, now: later })).not.toBeNull();
    await db
      .insertInto('recording_withdrawal')
      .values({ recording_id: recordingId, at: later.toISOString(), reason: '重录' })
      .execute();
    await db.deleteFrom('meeting_exercise').execute();
    expect(await recordingForViewing(db, { ...member, recordingId })).toMatchObject({
      requirement: { minimumShare: 0.9 },
    });
    const other = await aMember(db, section);
    expect(await recordingForViewing(db, { ...other, recordingId })).toBeNull();
    await watchAll(db, member, recordingId);
    await takeQuiz(db, member, exerciseId);
    expect((await evidence())?.madeUp).toHaveLength(1);
  });

  it('is put back while it is not done, which frees its place, and can be begun again', async () => {
    await within({ meetings: 4 });
    await markAll(db, section, member, ['absent', 'absent', 'present', 'present']);
    const step = (index: number) => ({ ...member, meetingId: meetingId(index), now: later });
    expect(await giveUpMakeUp(db, step(0))).toBe(false);
    await begin(0);
    await watchAll(db, member, section.recordingIds[0] ?? '');
    expect(await takeQuiz(db, member, section.exerciseIds[0] ?? '', { right: false })).toBe(0);
    expect(await states()).toEqual(['under-way', 'too-many']);
    expect(await giveUpMakeUp(db, { ...step(0), ...(await aLearner(db)) })).toBe(false);
    expect(await giveUpMakeUp(db, step(0))).toBe(true);
    expect(await begin(1)).toEqual({ ok: true });
    await giveUpMakeUp(db, step(1));
    await begin(0);
    // What was watched is still watched.
    await takeQuiz(db, member, section.exerciseIds[0] ?? '');
    expect((await desk())?.missed[0]).toMatchObject({ state: 'done' });
    expect(await giveUpMakeUp(db, step(0))).toBe(false);
    await expectSound();
  });

  it('stays when the list says away again, and yields to having been there', async () => {
    await within({ meetings: 10, minimumShare: 1 });
    await markAll(db, section, member, ['absent', 'absent']);
    await makeUp(0);
    await makeUp(1);
    await markAll(db, section, member, ['leave', 'present']);
    const marks = await db
      .selectFrom('attendance')
      .select('state')
      .where('enrolment_id', '=', member.enrolmentId)
      .orderBy('id')
      .execute();
    expect(marks.map(({ state }) => state)).toEqual(['made-up', 'present']);
    // What is made up keeps its place: the mark may be corrected back, and then it counts again.
    expect(await desk()).toMatchObject({ left: 1 });
    await markAll(db, section, member, ['absent', 'absent']);
    const again = await db
      .selectFrom('attendance')
      .select('state')
      .where('enrolment_id', '=', member.enrolmentId)
      .orderBy('id')
      .execute();
    expect(again.map(({ state }) => state)).toEqual(['made-up', 'made-up']);
    await markAttendance(db, {
      actor: registrar,
      sectionId: section.sectionId,
      meetingId: meetingId(2),
      marks: [{ personId: member.personId, state: 'absent' }],
      now: later,
    });
    expect(await begin(2)).toEqual({ ok: true });
    await expectSound();
  });
});
