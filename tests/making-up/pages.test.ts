import { beforeEach, expect, it } from 'vitest';
import { action as setAction, loader as setLoader } from '#app/features/making-up/pages/material.tsx';
import { action as ownAction, loader as ownLoader } from '#app/features/making-up/pages/own.tsx';
import type { Db } from '#db/database.ts';
import { aGrant, cookieOf } from '#tests/identity/support.ts';
import { answerOf, contextFor, outcomeOf } from '#tests/media/asking.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aLearner, withPolicies } from '#tests/support/world.ts';
import { aClass, aMember, aQuizOf, later, type MakeUpClass, type Member, markAll } from './classroom.ts';

describeOnBothDatabases('the pages of making up', (open) => {
  let db: Db;
  let section: MakeUpClass;
  let member: Member;
  let teacher: { personId: string };
  let cookies: { learner: string; teacher: string; other: string };
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    teacher = await aLearner(db, '穆清和');
    section = await aClass(db, { meetings: 4, ready: [0], headTeacherId: teacher.personId });
    member = await aMember(db, section);
    await markAll(db, section, member, ['absent', 'absent', 'present', 'present']);
    await aGrant(db, teacher.personId, 'instructor');
    const other = await aLearner(db);
    await aGrant(db, other.personId, 'instructor');
    cookies = {
      learner: await cookieOf(db, member.personId, later),
      teacher: await cookieOf(db, teacher.personId, later),
      other: await cookieOf(db, other.personId, later),
    };
  });

  const context = () => contextFor({ db, mediaUrl: 'file:/tmp', now: () => later });
  const request = (cookie: string, fields?: Record<string, string>) =>
    new Request('http://127.0.0.1/x', {
      headers: { cookie },
      ...(fields && { method: 'POST', body: new URLSearchParams(fields) }),
    });
  const own = (fields?: Record<string, string>, cookie = cookies.learner) =>
    outcomeOf(fields ? ownAction : ownLoader, {
      request: request(cookie, fields),
      params: { enrolmentId: member.enrolmentId },
      context: context(),
    });
  const set = (fields: Record<string, string>, cookie = cookies.teacher) =>
    outcomeOf(setAction, {
      request: request(cookie, fields),
      params: { sectionId: section.sectionId },
      context: context(),
    });
  const meeting = (index: number) => section.meetingIds[index] ?? '';

  it('begin and give up, say why not, and are nobody else’s', async () => {
    expect(await own()).toMatchObject({
      most: 1,
      left: 1,
      missed: [{ state: 'may' }, { state: 'cannot', against: 'no-recording' }],
    });
    expect(await own({ meeting: meeting(1), means: 'open' })).toMatchObject({
      init: { status: 409 },
      data: { message: expect.stringContaining('录播还没有发布') },
    });
    expect(await own({ meeting: meeting(0), means: 'open' })).toMatchObject({ status: 303 });
    expect(await own()).toMatchObject({ left: 0, missed: [{ state: 'under-way' }, { against: 'too-many' }] });
    expect(await own({ meeting: meeting(0), means: 'give-up' })).toMatchObject({ status: 303 });
    expect(await own({ meeting: meeting(0), means: 'give-up' })).toMatchObject({ init: { status: 409 } });
    expect(await own({ meeting: 'x'.repeat(40), means: 'open' })).toMatchObject({ status: 400 });
    expect(await own({ meeting: meeting(0) })).toMatchObject({ status: 400 });
    expect(await own(undefined, cookies.other)).toMatchObject({ status: 404 });
    expect(await own({ meeting: meeting(0), means: 'open' }, cookies.other)).toMatchObject({ status: 404 });
  });

  it('let the teacher say what stands for a meeting, once, and not what completion asks', async () => {
    const [recording = '', exercise = ''] = [section.recordingIds[0], section.exerciseIds[0]];
    const free = await aQuizOf(db, section.course.courseId, '另一份小测');
    expect(await set({ meeting: meeting(1), recording })).toMatchObject({
      init: { status: 409 },
      data: { message: expect.stringContaining('这一讲不能用来补') },
    });
    expect(await set({ meeting: meeting(1), exercise })).toMatchObject({ init: { status: 409 } });
    await db
      .insertInto('requirement_plan')
      .values({
        id: 'plan',
        section_id: section.sectionId,
        ...{ kind: 'quiz', subject_id: free, title: '小测', position: 9, detail: '{}' },
      })
      .execute();
    expect(await set({ meeting: meeting(1), exercise: free })).toMatchObject({
      data: { message: expect.stringContaining('结业要考它') },
    });
    expect(await set({ meeting: meeting(0) })).toMatchObject({ status: 303 });
    expect(await set({ meeting: meeting(1), recording, exercise })).toMatchObject({ status: 303 });
    expect(await set({ meeting: meeting(1), recording, exercise })).toMatchObject({ status: 303 });
    expect(await own()).toMatchObject({
      missed: [{ against: 'no-recording' }, { offered: { recordingId: recording, exerciseId: exercise } }],
    });
    expect(await set({ meeting: 'nowhere' })).toMatchObject({ init: { status: 409 } });
    expect(await set({ meeting: meeting(1) }, cookies.other)).toMatchObject({ status: 404 });
    expect(await set({ meeting: meeting(1) }, cookies.learner)).toMatchObject({ status: 403 });
    const read = await answerOf(setLoader, {
      request: request(cookies.teacher),
      params: { sectionId: section.sectionId },
      context: context(),
    });
    expect(read.headers.get('location')).toBe(`/teach/sections/${section.sectionId}?tab=make-up`);
  });
});
