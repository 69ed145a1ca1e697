import { beforeEach, expect, it } from 'vitest';
import { creditBalance } from '#app/features/credits/ledger.server.ts';
import {
  attemptsOf,
  saveAnswers,
  startAttempt,
  submitAttempt,
} from '#app/features/exercises/attempts.server.ts';
import { importQuestions } from '#app/features/exercises/exercises.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, aLearner, now, withPolicies } from '#tests/support/world.ts';
import { answers, aQuiz, aTaker, bank, newest, otherKinds, type Taker } from './quiz.ts';

describeOnBothDatabases('attempts at a quiz', (open) => {
  let db: Db;
  let quiz: Awaited<ReturnType<typeof aQuiz>>;
  let taker: Taker;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    quiz = await aQuiz(db);
    taker = await aTaker(db, quiz);
  });

  const start = (who = taker) => startAttempt(db, { ...who, now });
  async function begun(who = taker) {
    const outcome = await start(who);
    if (!outcome.ok) throw new Error(outcome.reason);
    return newest(db, who);
  }
  async function handIn(wrong: number, who = taker) {
    const attempt = await begun(who);
    const given = { attemptId: attempt.id, personId: who.personId, now: after({ minutes: 9 }) };
    return submitAttempt(db, { ...given, choices: answers(attempt.questions, wrong) });
  }
  const met = () => db.selectFrom('requirement_met').selectAll().execute();

  it('draw from every objective as evenly as the bank allows', async () => {
    const { questions } = await begun();
    expect(new Set(questions.map(({ questionId }) => questionId)).size).toBe(10);
    const drawn = await db
      .selectFrom('question')
      .select('objective')
      .where(
        'id',
        'in',
        questions.map(({ questionId }) => questionId),
      )
      .execute();
    const count = (objective: number) => drawn.filter((one) => one.objective === objective).length;
    expect([count(1), count(2), count(3)]).toEqual([6, 3, 1]);
  });

  it('draw the whole bank when the quiz wants more, without what is retired', async () => {
    quiz = await aQuiz(db, { drawCount: 50 });
    taker = await aTaker(db, quiz);
    await db
      .updateTable('question')
      .set({ retired_at: now.toISOString() })
      .where('course_id', '=', quiz.course.courseId)
      .where('code', '=', 'question-12')
      .execute();
    expect((await begun()).questions).toHaveLength(11);
  });

  it('are not begun on an empty bank, nor at a quiz that is not there', async () => {
    const empty = await aTaker(db, await aQuiz(db, { questions: [] }));
    expect(await start(empty)).toEqual({ ok: false, reason: 'not-found' });
    expect(await start({ ...taker, exerciseId: 'none' })).toEqual({ ok: false, reason: 'not-found' });
    expect(await attemptsOf(db, [empty.enrolmentId])).toEqual([]);
  });

  it('are one when two tabs begin at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => start()));
    expect(new Set(outcomes.map((outcome) => outcome.ok && outcome.attemptId)).size).toBe(1);
    expect(await attemptsOf(db, [taker.enrolmentId])).toHaveLength(1);
  });

  it('are three, and then none', async () => {
    for (const [index, wrong] of [5, 6, 10].entries()) {
      expect(await handIn(wrong)).toEqual({
        ok: true,
        score: 100 - wrong * 10,
        passed: false,
        completed: false,
      });
      expect((await newest(db, taker)).number).toBe(index + 1);
    }
    expect(await start()).toEqual({ ok: false, reason: 'no-attempts-left' });
    expect(await met()).toEqual([]);
    expect((await attemptsOf(db, [taker.enrolmentId])).map(({ score }) => score)).toEqual([50, 40, 0]);
  });

  it('end with a pass, which meets the requirement with its evidence and pays', async () => {
    await handIn(7);
    expect(await handIn(4)).toEqual({ ok: true, score: 60, passed: true, completed: true });
    expect(await start()).toEqual({ ok: false, reason: 'passed' });
    const attempt = await newest(db, taker);
    const [proof] = await met();
    expect(proof?.met_at).toBe(after({ minutes: 9 }).toISOString());
    expect(JSON.parse(proof?.evidence ?? '')).toEqual({
      exercise: '课后小测',
      attemptId: attempt.id,
      attempt: 2,
      score: 60,
      passMark: 60,
    });
    expect(await creditBalance(db, taker.personId)).toBe(300);
  });

  it('count once however often they are handed in at once', async () => {
    const attempt = await begun();
    const given = { attemptId: attempt.id, personId: taker.personId, now };
    const choices = answers(attempt.questions);
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => submitAttempt(db, { ...given, choices })),
    );
    expect(outcomes.filter(({ ok }) => ok)).toEqual([
      { ok: true, score: 100, passed: true, completed: true },
    ]);
    expect(await creditBalance(db, taker.personId)).toBe(300);
    expect(await met()).toHaveLength(1);
  });

  it('keep answers as they are given, changed and taken back, and nothing that was not asked', async () => {
    const { id, questions } = await begun();
    const [first, second] = questions.map(({ questionId }) => questionId);
    const save = (choices: Record<string, string[]>, minutes = 0) =>
      saveAnswers(db, {
        attemptId: id,
        personId: taker.personId,
        choices: new Map(Object.entries(choices)),
        now: after({ minutes }),
      });
    expect(await save({ [first ?? '']: ['A'], another: ['A'] })).toBe(true);
    await save({ [first ?? '']: ['C', 'no such key'], [second ?? '']: ['B'] }, 1);
    await save({ [second ?? '']: [] }, 2);
    expect([...(await newest(db, taker)).choices].sort()).toEqual(
      [
        [first, ['C']],
        [second, []],
      ].sort(),
    );
  });

  it('are marked by what was handed in, whatever autosave comes before, between or after', async () => {
    const { id, questions } = await begun();
    const wrong = answers(questions, 10);
    const given = { attemptId: id, personId: taker.personId, now };
    const autosave = () => saveAnswers(db, { ...given, choices: wrong });
    await autosave();
    const [, , handed] = await Promise.all([
      autosave(),
      autosave(),
      submitAttempt(db, { ...given, choices: answers(questions) }),
      autosave(),
    ]);
    expect(handed).toMatchObject({ ok: true, score: 100 });
    expect(await autosave()).toBe(false);
    expect((await newest(db, taker)).choices).toEqual(answers(questions));
  });

  it('take what was saved before when nothing comes with the handing in', async () => {
    const { id, questions } = await begun();
    const given = { attemptId: id, personId: taker.personId, now };
    await saveAnswers(db, { ...given, choices: answers(questions, 3) });
    expect(await submitAttempt(db, given)).toMatchObject({ score: 70 });
  });

  it('are nobody else’s to answer or hand in', async () => {
    const { id, questions } = await begun();
    const { personId } = await aLearner(db);
    const theirs = { attemptId: id, personId, choices: answers(questions), now };
    expect(await saveAnswers(db, theirs)).toBe(false);
    expect(await submitAttempt(db, theirs)).toEqual({ ok: false, reason: 'not-found' });
    expect((await newest(db, taker)).choices.size).toBe(0);
  });

  it('keep what was asked when the bank changes, and the bank takes a question once', async () => {
    const { courseId } = quiz.course;
    const before = (await begun()).questions;
    await db.updateTable('question').set({ stem: '改过的题目', answer: '["A"]' }).execute();
    expect((await begun()).questions).toEqual(before);
    expect(await handIn(0)).toMatchObject({ score: 100 });
    expect(await importQuestions(db, { courseId, questions: bank })).toBe(0);
  });

  it('keep written answers and orders as they were given, and mark them at once', async () => {
    const who = await aTaker(db, await aQuiz(db, { questions: otherKinds }));
    const { id, questions } = await begun(who);
    const of = (kind: string) => questions.find((one) => one.kind === kind)?.questionId ?? '';
    const [written, inOrder] = [of('short-text'), of('ordering')];
    const asked = questions.find(({ questionId }) => questionId === inOrder);
    // Whoever reads the page's fields learns nothing: the keys stand in the order that is shown.
    expect(asked?.options.map(({ key }) => key)).toEqual(['A', 'B', 'C']);
    const right = (asked?.answer ?? []).join('');
    const given = { attemptId: id, personId: who.personId, now };
    const save = (words: string, order: string) =>
      saveAnswers(db, {
        ...given,
        choices: new Map([
          [written, [words]],
          [inOrder, order.split('')],
        ]),
      });
    await save(' ＡＢＣ ', 'CAB');
    expect((await newest(db, who)).choices).toEqual(
      new Map([
        [written, ['ＡＢＣ']],
        [inOrder, ['C', 'A', 'B']],
      ]),
    );
    await save('四方 五步。', 'AB');
    expect((await newest(db, who)).choices.get(inOrder)).toEqual([]);
    await save('四方 五步。', right);
    expect(await submitAttempt(db, given)).toMatchObject({ ok: true, score: 100, passed: true });
  });

  it('of two learners who hand in at once are told apart', async () => {
    const other = await aTaker(db, quiz);
    const outcomes = await Promise.all([handIn(0), handIn(9, other)]);
    expect(outcomes).toMatchObject([{ score: 100 }, { score: 10 }]);
  });
});
