import { beforeEach, expect, it } from 'vitest';
import { startAttempt, submitAttempt } from '#app/features/exercises/attempts.server.ts';
import { quizDesk } from '#app/features/exercises/desk.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aLearner, now, withPolicies } from '#tests/support/world.ts';
import { answers, aQuiz, aTaker, newest, type Taker } from './quiz.ts';

describeOnBothDatabases('what leaves the server of a quiz', (open) => {
  let db: Db;
  let taker: Taker;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    taker = await aTaker(db, await aQuiz(db));
  });

  const desk = (who: Partial<Taker> = {}) => quizDesk(db, { ...taker, ...who, now });
  async function handIn(wrong: number) {
    await startAttempt(db, { ...taker, now });
    const { id, questions } = await newest(db, taker);
    await submitAttempt(db, { ...taker, attemptId: id, choices: answers(questions, wrong), now });
  }
  /** Neither the words of an explanation nor a key by the name of an answer. */
  const tells = (what: unknown) => {
    const text = JSON.stringify(what);
    return text.includes('解析之') || /"answer":\[/.test(text);
  };

  it('is a paper without answers while it is open', async () => {
    expect(await desk()).toMatchObject({ attemptsUsed: 0, paper: null, result: null });
    await startAttempt(db, { ...taker, now });
    const found = await desk();
    expect(found?.paper?.questions).toHaveLength(10);
    expect(Object.keys(found?.paper?.questions[0] ?? {}).sort()).toEqual([
      'choice',
      'files',
      'kind',
      'options',
      'questionId',
      'stem',
    ]);
    expect(tells(found)).toBe(false);
  });

  it('is right or wrong after a failure, but no answer', async () => {
    await handIn(7);
    const found = await desk();
    expect(found?.result).toMatchObject({ number: 1, score: 30 });
    expect(found?.result?.questions.filter(({ right }) => right)).toHaveLength(3);
    expect(tells(found)).toBe(false);
  });

  it('is everything after a pass', async () => {
    await handIn(2);
    const found = await desk();
    expect(found?.result?.questions.every(({ answer, explanation }) => answer && explanation)).toBe(true);
    expect(tells(found)).toBe(true);
  });

  it('is nothing for somebody else, nor of a quiz that this enrolment does not ask', async () => {
    const { personId } = await aLearner(db);
    const other = await aTaker(db, await aQuiz(db));
    expect(await desk({ personId })).toBeNull();
    expect(await quizDesk(db, { ...taker, personId: null, now })).toBeNull();
    expect(await desk({ exerciseId: other.exerciseId })).toBeNull();
    expect(await desk({ enrolmentId: other.enrolmentId })).toBeNull();
  });
});
