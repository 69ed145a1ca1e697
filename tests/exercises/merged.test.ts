import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { changeAnswerFiles } from '#app/features/exercises/answer-files.server.ts';
import { startAttempt, submitAttempt } from '#app/features/exercises/attempts.server.ts';
import { markAttempt } from '#app/features/exercises/marking.server.ts';
import { markingQueue } from '#app/features/exercises/marking-queue.server.ts';
import { enrolmentsOf } from '#app/features/selection/reading.server.ts';
import { workReachOf } from '#app/features/timetable/work-reach.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { mergeSections } from '#app/shell/merging-sections.server.ts';
import type { Db } from '#db/database.ts';
import { breaches } from '#tests/selection/desk.ts';
import { aSection, ask } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, now, withPolicies } from '#tests/support/world.ts';
import { staff } from '#tests/tasks/work.ts';
import { aPhoto, aQuiz, aTaker, newest, uploads } from './quiz.ts';

describeOnBothDatabases('answers with files whose section is merged into another', (open) => {
  let db: Db;
  let folder: string;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    folder = await mkdtemp(join(tmpdir(), 'answers-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Somebody's answer that waits in a section, and the section it is merged into. */
  async function waitingAnswer() {
    const [teacher, other] = [await staff(db, 'instructor'), await staff(db, 'instructor')];
    const quiz = await aQuiz(db, { questions: uploads.slice(0, 1), headTeacherId: teacher.personId });
    const taker = await aTaker(db, quiz);
    await startAttempt(db, { ...taker, now });
    const { id: attemptId, questions } = await newest(db, taker);
    const questionId = questions[0]?.questionId ?? '';
    const files = [await aPhoto(db, folder)];
    await changeAnswerFiles(db, { actor: taker.actor, attemptId, questionId, files, now });
    await submitAttempt(db, { attemptId, personId: taker.personId, now });
    const more = { course: quiz.course, termId: quiz.termId, title: '另一个班' };
    const asks = [ask('quiz', quiz.exerciseId)];
    const into = await aSection(db, { ...more, headTeacherId: other.personId, asks });
    const mark = (actor: Actor) => {
      const marks = new Map([[questionId, { right: true, words: '' }]]);
      return markAttempt(db, { actor, attemptId, marks, now: after({ hours: 1 }) });
    };
    const merge = () =>
      mergeSections(db, {
        ...{ actor: academy, sectionId: quiz.sectionId, intoId: into.sectionId, capacity: null },
        ...{ reason: '人数不够', now: after({ minutes: 5 }) },
      });
    return { teacher, other, taker, merge, mark };
  }

  it('wait for the people of that one, and pass there', async () => {
    const { teacher, other, merge, mark } = await waitingAnswer();
    expect(await merge()).toMatchObject({ ok: true, moved: 1 });
    const waiting = async (actor: Actor) => {
      const asked = { personId: actor.personId, page: 1, pageSize: 20 };
      return (await markingQueue(db, { reach: await workReachOf(db, actor), ...asked })).total;
    };
    expect([await waiting(teacher), await waiting(other)]).toEqual([0, 1]);
    expect(await mark(other)).toMatchObject({ ok: true, passed: true, completed: true });
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('pass wherever their learner is by then when they are looked at while it is merged', async () => {
    for (let round = 0; round < 6; round++) {
      const { teacher, taker, merge, mark } = await waitingAnswer();
      const merging = merge();
      // Later into the merge every round.
      for (let step = 0; step < round * 6; step++)
        await db.selectFrom('term').select('id').limit(1).execute();
      const marked = await mark(teacher);
      await merging;
      const [own] = await enrolmentsOf(db, taker.personId);
      expect(own?.state).toBe(marked.ok ? 'completed' : 'running');
    }
    expect(await breaches(db, open.engine)).toEqual([]);
  });
});
