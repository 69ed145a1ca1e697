import { beforeEach, expect, it } from 'vitest';
import { appraise, rubric } from '#app/features/evaluation/appraisals.server.ts';
import { formForSchool } from '#app/features/evaluation/forms.server.ts';
import { action as reply } from '#app/features/evaluation/pages/appraisal-reply.tsx';
import { action as evaluate } from '#app/features/evaluation/pages/evaluation.tsx';
import { latestAttempt } from '#app/features/exercises/attempts.server.ts';
import { action as answer } from '#app/features/exercises/pages/answers.tsx';
import { action as autosave } from '#app/features/exercises/pages/answers-json.ts';
import { loader as quizLoader } from '#app/features/exercises/pages/quiz.tsx';
import { action as goal } from '#app/features/formation/pages/goal.tsx';
import { action as makeUp } from '#app/features/making-up/pages/own.tsx';
import { withdraw } from '#app/features/selection/leaving.server.ts';
import { action as send, loader as taskLoader } from '#app/features/tasks/pages/task.tsx';
import { loader as courseLoader } from '#app/shell/pages/learning.tsx';
import { loader as sectionLoader } from '#app/shell/pages/teach-section.tsx';
import { withForms } from '#tests/evaluation/classroom.ts';
import { answers } from '#tests/exercises/quiz.ts';
import { cookieOf, cookieWith } from '#tests/identity/support.ts';
import { aMember } from '#tests/making-up/classroom.ts';
import { answerOf, contextFor, outcomeOf } from '#tests/media/asking.ts';
import { aRecording } from '#tests/recordings/academy.ts';
import { academyOn } from '#tests/statements/handler.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, now } from '#tests/support/world.ts';
import { staff } from '#tests/tasks/work.ts';
import { twoSections } from './two-sections.ts';

type Route = Parameters<typeof answerOf>[0];

describeOnBothDatabases('pages of a course whose section is merged while they are open', (open) => {
  const room = twoSections(open);
  let at = after({ minutes: 10 });
  beforeEach(() => {
    at = after({ minutes: 10 });
  });

  async function ask(route: Route, path: string, body?: BodyInit, accept = 'text/html') {
    const { enrolmentId, personId } = room.who;
    const headers = { cookie: await cookieOf(room.db, personId, at), accept };
    const url = `http://127.0.0.1/learn/${enrolmentId}${path}`;
    const request = new Request(url, body ? { method: 'POST', body, headers } : { headers });
    const params = { enrolmentId, exerciseId: room.quiz, taskId: room.task };
    return answerOf(route, {
      request,
      params,
      context: contextFor({ db: room.db, mediaUrl: 'file:/tmp', now: () => at }),
    });
  }
  const whereTo = async (...asked: Parameters<typeof ask>) => {
    const { status, headers } = await ask(...asked);
    return `${status} ${headers.get('location')}`;
  };

  it('keep what is sent, and lead to where it goes on', async () => {
    const { id, questions } = await room.begin();
    const own = await room.moved();
    const there = `/learn/${own.enrolmentId}`;
    const paper = (means: string, wrong: number) => {
      const form = new URLSearchParams({ attempt: id, means });
      for (const [question, choice] of answers(questions, wrong))
        for (const key of choice) form.append(question, key);
      return form;
    };
    const quiz = `/exercises/${room.quiz}`;
    const kept = await ask(autosave, `${quiz}/answers`, paper('', 0), 'application/json');
    expect([kept.status, await kept.json()]).toEqual([200, { saved: true }]);
    const latest = await latestAttempt(room.db, room.quiz, own.enrolmentId);
    expect(latest?.choices).toEqual(answers(questions));
    expect(await whereTo(answer, `${quiz}/answers`, paper('hand-in', 0))).toBe(`303 ${there}${quiz}`);
    expect((await room.there()).state).toBe('completed');
    const words = new FormData();
    for (const [name, value] of Object.entries({ seen: '', body: '做了一次', means: 'save' }))
      words.append(name, value);
    const task = `/tasks/${room.task}`;
    expect(await whereTo(send, task, words)).toBe(`303 ${there}${task}?done=saved`);
    expect(await whereTo(quizLoader, `${quiz}?unanswered=`)).toBe(`302 ${there}${quiz}?unanswered=`);
    expect(await whereTo(taskLoader, task)).toBe(`302 ${there}${task}`);
    expect(await whereTo(courseLoader, '')).toBe(`302 ${there}`);
  });

  /** What a browser does: a form that is to be sent again goes to the other address as it is. */
  async function send307(route: Route, path: string, fields: Record<string, string>, toId: string) {
    const body = () => new URLSearchParams(fields);
    const { enrolmentId } = room.who;
    expect(await whereTo(route, path, body())).toBe(`307 /learn/${toId}${path}`);
    room.who.enrolmentId = toId;
    const outcome = await ask(route, path, body());
    room.who.enrolmentId = enrolmentId;
    return `${outcome.status} ${outcome.headers.get('location')}`;
  }

  it('send forms again to where it goes on: goal, evaluation, reply to an appraisal', async () => {
    const { db, who } = room;
    await withForms(db);
    const actor = await staff(db, 'instructor');
    await appraise(db, {
      ...{ actor, sectionId: room.from.sectionId, enrolmentId: who.enrolmentId, comment: '好', now: at },
      scores: Object.fromEntries(rubric.criteria.map(({ key }) => [key, 'good'])),
    });
    await ask(goal, '/goal', new URLSearchParams({ goal: 'project' }));
    const { enrolmentId: toId } = await room.moved();
    const there = `/learn/${toId}`;
    const goals = () => db.selectFrom('learning_goal').select(['section_id', 'goal']).execute();
    expect(await goals()).toEqual([{ section_id: room.into.sectionId, goal: 'project' }]);
    expect(await send307(goal, '/goal', { goal: 'none' }, toId)).toBe(`303 ${there}#goal`);
    expect(await goals()).toEqual([]);
    const window = {
      evaluation_opens_at: now.toISOString(),
      evaluation_closes_at: after({ days: 1 }).toISOString(),
    };
    await db.updateTable('section').set(window).execute();
    const form = await formForSchool(db, 'governance');
    const ballot = Object.fromEntries(
      (form?.form.questions ?? []).map(({ key }) => [key, String(form?.form.choices[0]?.value)]),
    );
    const unanswered = new URLSearchParams({ comment: '讲得清楚' });
    const academyHere = await academyOn(db, 'file:/tmp');
    const cookie = await cookieOf(db, who.personId, at);
    const post = (path: string) =>
      academyHere.ask(
        new Request(`http://127.0.0.1${path}`, { method: 'POST', body: unanswered, headers: { cookie } }),
        at,
      );
    const again = await post(`/learn/${who.enrolmentId}/evaluation`);
    expect([again.status, again.headers.get('location')]).toEqual([307, `${there}/evaluation`]);
    const asked = await post(`${there}/evaluation`);
    expect([asked.status, (await asked.text()).includes('讲得清楚')]).toEqual([400, true]);
    const evaluated = await send307(evaluate, '/evaluation', { ...ballot, comment: '讲得清楚' }, toId);
    expect(evaluated).toBe(`303 ${there}/evaluation`);
    expect(await db.selectFrom('receipt').select('section_id').execute()).toEqual([
      { section_id: room.into.sectionId },
    ]);
    expect(await send307(reply, '/appraisal-reply', { comment: '有一次请过假' }, toId)).toBe(`303 ${there}`);
    const replies = await db.selectFrom('appraisal_reply').select('comment').execute();
    expect(replies).toEqual([{ comment: '有一次请过假' }]);
    await room.sound();
  });

  it('send a make-up again to where it goes on, for the meeting of the same number', async () => {
    const { db, quiz } = room;
    const meetsIn = [1, 2, 3, 4].map((day) => day * 24);
    [room.from, room.into] = [
      await room.another({ meetsIn }),
      await room.another({ meetsIn, title: '周日班' }),
    ];
    await room.asks('attend');
    room.who = await aMember(db, room.from);
    await room.mark(room.from, 1, 'absent');
    const recordingId = await aRecording(db, room.from.course.courseId, { durationSeconds: 100 });
    const [before = '', meetingId = ''] = [room.from.meetingIds[1], room.into.meetingIds[1]];
    await db.updateTable('recording').set({ meeting_id: meetingId }).where('id', '=', recordingId).execute();
    await db
      .insertInto('meeting_exercise')
      .values({ meeting_id: meetingId, exercise_id: quiz, at: now.toISOString() })
      .execute();
    at = after({ days: 2, hours: 12 });
    expect(await room.merge(at)).toMatchObject({ ok: true });
    const { enrolmentId: toId } = await room.there();
    const kept = () => db.selectFrom('make_up').select(['enrolment_id', 'meeting_id', 'active']).execute();
    const form = (means: string) => ({ meeting: before, means });
    expect(await send307(makeUp, '/make-up', form('open'), toId)).toContain(`303 /learn/${toId}/make-up`);
    expect(await kept()).toEqual([{ enrolment_id: toId, meeting_id: meetingId, active: 1 }]);
    expect(await send307(makeUp, '/make-up', form('give-up'), toId)).toContain('given-up');
    expect(await kept()).toMatchObject([{ active: null }]);
    await room.sound();
  });

  it('tell the teacher of the old section where everybody is', async () => {
    await room.moved();
    const cookie = await cookieWith(room.db, 'registrar');
    const old = await outcomeOf(sectionLoader, {
      request: new Request('http://127.0.0.1/teach/sections/x', { headers: { cookie } }),
      params: { sectionId: room.from.sectionId },
      context: contextFor({ db: room.db, mediaUrl: 'file:/tmp', now: () => at }),
    });
    expect(old).toMatchObject({
      section: { closed: true, mergedInto: { id: room.into.sectionId } },
      roster: [],
    });
  });

  it('lead nowhere for others, and once somebody has left there', async () => {
    const own = await room.moved();
    const { personId } = room.who;
    room.who.personId = room.teacher.personId;
    expect((await ask(courseLoader, '')).status).toBe(404);
    room.who.personId = personId;
    await withdraw(room.db, { ...room.who, sectionId: room.into.sectionId, now: at });
    expect([own.state, (await ask(courseLoader, '')).status]).toEqual(['running', 404]);
  });
});
