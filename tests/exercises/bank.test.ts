import { beforeEach, expect, it } from 'vitest';
import { startAttempt } from '#app/features/exercises/attempts.server.ts';
import {
  addQuestion,
  bankCourse,
  changeQuestion,
  questionOfBank,
  questionsOfBank,
  setRetired,
} from '#app/features/exercises/bank.server.ts';
import {
  askInSection,
  changeExercise,
  coursesOnDesk,
  exerciseOnDesk,
  makeExercise,
  sectionsAsking,
} from '#app/features/exercises/exercise-desk.server.ts';
import type { WordedQuestion } from '#app/features/exercises/question-words.rules.ts';
import { reachOf } from '#app/features/timetable/course-reach.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Role, School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { actorWith } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aLearner, now, withPolicies } from '#tests/support/world.ts';
import { aQuiz, aTaker, newest } from './quiz.ts';

const worded: WordedQuestion = {
  kind: 'short-text',
  objective: 2,
  stem: '协商议事的方法叫什么？',
  options: [],
  answer: ['四方五步'],
  explanation: '',
};

describeOnBothDatabases('the desk of questions and exercises', (open) => {
  let db: Db;
  let quiz: Awaited<ReturnType<typeof aQuiz>>;
  let registrar: Actor;
  let personId: string;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    quiz = await aQuiz(db);
    personId = (await aLearner(db)).personId;
    registrar = holding('registrar');
  });

  const holding = (role: Role, school: School | null = null) => actorWith(role, { personId, school });
  const view = (change = {}) =>
    questionsOfBank(db, {
      courseId: quiz.course.courseId,
      objective: null,
      kind: null,
      retired: false,
      page: 1,
      pageSize: 20,
      ...change,
    });
  const add = (question = worded) =>
    addQuestion(db, { actor: registrar, courseId: quiz.course.courseId, question, now });
  async function added() {
    const outcome = await add();
    if (!outcome.ok) throw new Error(outcome.reason);
    return { courseId: quiz.course.courseId, questionId: outcome.questionId };
  }
  const journal = async () =>
    (await db.selectFrom('journal_entry').select('action').execute()).map(({ action }) => action);

  it('is for who teaches the course or keeps its school', async () => {
    const { code, courseId } = quiz.course;
    const sees = async (actor: Actor) => (await bankCourse(db, actor, code)) !== null;
    expect(await sees(registrar)).toBe(true);
    expect(await sees(holding('registrar', 'governance'))).toBe(true);
    expect(await sees(holding('registrar', 'senior'))).toBe(false);
    const teacher = holding('instructor');
    expect(await sees(teacher)).toBe(false);
    expect(await exerciseOnDesk(db, teacher, quiz.exerciseId)).toBeNull();
    await db.updateTable('section').set({ head_teacher_id: personId }).execute();
    expect(await sees(teacher)).toBe(true);
    expect(await exerciseOnDesk(db, teacher, quiz.exerciseId)).toMatchObject({ courseId, drawable: 12 });
    const reach = await reachOf(db, teacher);
    const { courses, total } = await coursesOnDesk(db, { reach, page: 1, pageSize: 20 });
    expect(total).toBe(1);
    expect(courses).toMatchObject([{ code, questions: 12, exercises: [{ id: quiz.exerciseId }] }]);
  });

  it('takes a question once, pages and filters', async () => {
    expect((await view({ pageSize: 5, page: 3 })).questions).toHaveLength(2);
    await added();
    expect(await add({ ...worded, stem: ' 协商议事的方法叫 什么？' })).toEqual({
      ok: false,
      reason: 'there',
    });
    expect(await view()).toMatchObject({ total: 13 });
    expect((await view({ objective: 2 })).total).toBe(4);
    expect((await view({ kind: 'short-text' })).questions).toMatchObject([worded]);
    expect((await journal()).filter((action) => action.startsWith('question.'))).toEqual(['question.added']);
  });

  it('changes and retires what will be drawn, never what was', async () => {
    const asked = await added();
    const pool = {
      drawCount: 50,
      passMark: 60,
      maxAttempts: 3,
      title: '全部',
      courseId: quiz.course.courseId,
    };
    const taker = await aTaker(db, quiz);
    await db.updateTable('exercise').set({ draw_count: pool.drawCount }).execute();
    await startAttempt(db, { ...taker, now });
    const drawn = (await newest(db, taker)).questions.find(
      ({ questionId }) => questionId === asked.questionId,
    );
    const change = { ...worded, stem: '这套方法叫什么？', answer: ['四方五步法'] };
    const deed = { actor: registrar, ...asked, now };
    expect(await changeQuestion(db, { ...deed, question: change })).toBe(true);
    expect(await questionOfBank(db, asked)).toMatchObject(change);
    await setRetired(db, { ...deed, retired: true });
    await setRetired(db, { ...deed, retired: true });
    expect((await view({ retired: true })).total).toBe(1);
    const after = (await newest(db, taker)).questions.find(
      ({ questionId }) => questionId === asked.questionId,
    );
    expect(after).toEqual(drawn);
    expect(after?.answer).toEqual(['四方五步']);
    await setRetired(db, { ...deed, retired: false });
    expect((await view()).total).toBe(13);
    expect(await journal()).toEqual(
      expect.arrayContaining(['question.changed', 'question.retired', 'question.restored']),
    );
    expect((await journal()).filter((action) => action === 'question.retired')).toHaveLength(1);
  });

  it('leaves another course’s question, and one of another kind, alone', async () => {
    const asked = await added();
    const deed = { actor: registrar, ...asked, now };
    const other = await aQuiz(db);
    const { courseId } = other.course;
    expect(await questionOfBank(db, { ...asked, courseId })).toBeNull();
    expect(await changeQuestion(db, { ...deed, courseId, question: worded })).toBe(false);
    await setRetired(db, { ...deed, courseId, retired: true });
    expect(await questionOfBank(db, asked)).toMatchObject({ retiredAt: null });
  });

  const form = { title: '新的小测', intro: '先读案例。', drawCount: 5, passMark: 80, maxAttempts: 2 };

  it('makes an exercise and changes all of it while nobody relies on it', async () => {
    const { courseId } = quiz.course;
    const exerciseId = await makeExercise(db, { actor: registrar, courseId, form, now });
    expect(await exerciseOnDesk(db, registrar, exerciseId)).toMatchObject({ ...form, relied: false });
    const deed = { actor: registrar, exerciseId, now };
    expect(await changeExercise(db, { ...deed, form: { ...form, passMark: 50 } })).toEqual({ ok: true });
    const stranger = holding('instructor');
    expect(await changeExercise(db, { ...deed, actor: stranger, form })).toMatchObject({
      reason: 'not-found',
    });
  });

  it('keeps the pass mark, and gives only more attempts, once somebody relies on it', async () => {
    const deed = { actor: registrar, exerciseId: quiz.exerciseId, now };
    await aTaker(db, quiz);
    const same = { ...form, passMark: 60, maxAttempts: 3 };
    for (const harder of [{ passMark: 50 }, { passMark: 70 }, { maxAttempts: 2 }])
      expect(await changeExercise(db, { ...deed, form: { ...same, ...harder } })).toMatchObject({
        ok: false,
      });
    expect(await changeExercise(db, { ...deed, form: { ...same, maxAttempts: 4 } })).toEqual({ ok: true });
    expect(await exerciseOnDesk(db, registrar, quiz.exerciseId)).toMatchObject({
      maxAttempts: 4,
      relied: true,
    });
  });

  it('is asked by a section instead of its own quiz, from the next who enrols', async () => {
    const { courseId } = quiz.course;
    const before = await aTaker(db, quiz);
    const exerciseId = await makeExercise(db, { actor: registrar, courseId, form, now });
    const exercise = await exerciseOnDesk(db, registrar, exerciseId);
    if (!exercise) throw new Error('none');
    const ask = (sectionId: string) => askInSection(db, { actor: registrar, exercise, sectionId, now });
    expect(await ask('nowhere')).toBe(false);
    expect(await ask((await aQuiz(db)).sectionId)).toBe(false);
    expect([await ask(quiz.sectionId), await ask(quiz.sectionId)]).toEqual([true, true]);
    const sections = await sectionsAsking(db, { courseId, today: '2026-11-22' });
    expect(sections).toMatchObject([{ id: quiz.sectionId, exerciseId, exerciseTitle: '新的小测' }]);
    const later = await aTaker(db, { ...quiz, exerciseId });
    const asked = async ({ enrolmentId }: { enrolmentId: string }) =>
      (
        await db
          .selectFrom('requirement')
          .select('subject_id')
          .where('enrolment_id', '=', enrolmentId)
          .execute()
      ).map(({ subject_id }) => subject_id);
    expect([await asked(before), await asked(later)]).toEqual([[quiz.exerciseId], [exerciseId]]);
  });
});
