import { expect, it } from 'vitest';
import { latestAttempt } from '#app/features/exercises/attempts.server.ts';
import { action as answer } from '#app/features/exercises/pages/answers.tsx';
import { loader as quizLoader } from '#app/features/exercises/pages/quiz.tsx';
import { withdraw } from '#app/features/selection/leaving.server.ts';
import { action as send, loader as taskLoader } from '#app/features/tasks/pages/task.tsx';
import { loader as courseLoader } from '#app/shell/pages/learning.tsx';
import { loader as sectionLoader } from '#app/shell/pages/teach-section.tsx';
import { answers } from '#tests/exercises/quiz.ts';
import { aGrant, aPerson, cookieOf } from '#tests/identity/support.ts';
import { answerOf, contextFor, outcomeOf } from '#tests/media/asking.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after } from '#tests/support/world.ts';
import { twoSections } from './two-sections.ts';

type Route = Parameters<typeof answerOf>[0];

describeOnBothDatabases('pages of a course whose section is merged while they are open', (open) => {
  const room = twoSections(open);
  const at = after({ minutes: 10 });

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
    const kept = await ask(answer, `${quiz}/answers`, paper('autosave', 0), 'application/json');
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

  it('tell the teacher of the old section where everybody is', async () => {
    await room.moved();
    const personId = await aPerson(room.db);
    await aGrant(room.db, personId, 'registrar');
    const cookie = await cookieOf(room.db, personId, at);
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
