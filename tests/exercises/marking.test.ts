import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { learningChecks } from '#app/cli/checks/learning.server.ts';
import { creditBalance } from '#app/features/credits/ledger.server.ts';
import { changeAnswerFiles } from '#app/features/exercises/answer-files.server.ts';
import { saveAnswers, startAttempt, submitAttempt } from '#app/features/exercises/attempts.server.ts';
import { quizDesk } from '#app/features/exercises/desk.server.ts';
import { markAttempt } from '#app/features/exercises/marking.server.ts';
import { markingDesk } from '#app/features/exercises/marking-desk.server.ts';
import { countToMark, markingQueue } from '#app/features/exercises/marking-queue.server.ts';
import { journalOf } from '#app/features/journal/journal.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { withdraw } from '#app/features/selection/leaving.server.ts';
import { workReachOf } from '#app/features/timetable/work-reach.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { engineNamed } from '#tests/cli/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, aLearner, now, withPolicies } from '#tests/support/world.ts';
import { staff } from '#tests/tasks/work.ts';
import { aPhoto, aQuiz, aTaker, newest, type Taker, uploads } from './quiz.ts';

describeOnBothDatabases('answers with files', (open) => {
  let db: Db;
  let folder: string;
  let teacher: Actor & { personId: string };
  let quiz: Awaited<ReturnType<typeof aQuiz>>;
  let taker: Taker;
  beforeEach(async () => {
    db = await open();
    folder = await mkdtemp(join(tmpdir(), 'answers-'));
    await withPolicies(db);
    teacher = await staff(db, 'instructor');
    quiz = await aQuiz(db, { questions: uploads, headTeacherId: teacher.personId });
    taker = await aTaker(db, quiz);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function begun(who = taker) {
    const outcome = await startAttempt(db, { ...who, now });
    if (!outcome.ok) throw new Error(outcome.reason);
    const attempt = await newest(db, who);
    const ids = (kind: string) =>
      attempt.questions.filter((one) => one.kind === kind).map(({ questionId }) => questionId);
    return { ...attempt, uploads: ids('upload'), single: ids('single')[0] ?? '' };
  }
  type Begun = Awaited<ReturnType<typeof begun>>;
  const add = async ({ id }: Begun, questionId = '', who = taker, bytes = [0]) =>
    changeAnswerFiles(db, {
      actor: who.actor,
      attemptId: id,
      questionId,
      files: await Promise.all(bytes.map((byte) => aPhoto(db, folder, byte))),
      now,
    });
  const handIn = ({ id, single }: Begun, who = taker) =>
    submitAttempt(db, { attemptId: id, personId: who.personId, choices: new Map([[single, ['B']]]), now });
  /** An attempt with the first upload answered (or as many as wanted) and the other question right, handed in. */
  async function waiting(who = taker, answered = 1): Promise<Begun> {
    const attempt = await begun(who);
    for (const questionId of attempt.uploads.slice(0, answered)) await add(attempt, questionId, who);
    await handIn(attempt, who);
    return attempt;
  }
  const mark = (attempt: Begun, right: boolean, actor: Actor = teacher) =>
    markAttempt(db, {
      actor,
      attemptId: attempt.id,
      marks: new Map(attempt.uploads.map((id) => [id, { right, words: '看得清楚。' }])),
      now: after({ hours: 1 }),
    });
  const met = () => db.selectFrom('requirement_met').selectAll().execute();
  const queueOf = async (actor: Actor) => {
    const asked = { personId: actor.personId, page: 1, pageSize: 20 };
    const reach = await workReachOf(db, actor);
    const queue = await markingQueue(db, { reach, ...asked });
    expect(await countToMark(db, { reach, personId: actor.personId })).toBe(queue.total);
    return queue;
  };
  const breaches = async () => {
    const found = await Promise.all(learningChecks.map(({ run }) => run(db, engineNamed(open.engine))));
    return found.filter((one) => one !== null);
  };

  it('are kept with the open attempt, five to a question, and taken out again', async () => {
    const attempt = await begun();
    const [first = '', second = ''] = attempt.uploads;
    expect(await add(attempt, first, taker, [1, 2, 3])).toEqual({ ok: true, tooMany: false });
    expect(await add(attempt, first, taker, [4, 5, 6, 7])).toEqual({ ok: true, tooMany: true });
    expect(await add(attempt, second, taker, [8])).toEqual({ ok: true, tooMany: false });
    const files = async () =>
      (await quizDesk(db, { ...taker, now }))?.paper?.questions.find(({ questionId }) => questionId === first)
        ?.files ?? [];
    expect((await files()).map(({ name }) => name)).toEqual([1, 2, 3, 4, 5].map((n) => `现场${n}.png`));
    const remove = (await files())[1]?.id ?? '';
    const taking = { actor: taker.actor, attemptId: attempt.id, remove, now };
    await changeAnswerFiles(db, { ...taking, questionId: second });
    expect(await files()).toHaveLength(5);
    await changeAnswerFiles(db, { ...taking, questionId: first });
    expect((await files()).map(({ name }) => name)).toEqual([1, 3, 4, 5].map((n) => `现场${n}.png`));
  });

  it('are nobody else’s, of no other kind of question, and stay once handed in', async () => {
    const attempt = await begun();
    const other = await aTaker(db, quiz);
    expect(await add(attempt, attempt.uploads[0], other)).toEqual({ ok: false, reason: 'closed' });
    expect(await add(attempt, attempt.single)).toEqual({ ok: false, reason: 'closed' });
    expect(await add(attempt, 'none')).toEqual({ ok: false, reason: 'closed' });
    await add(attempt, attempt.uploads[0]);
    await handIn(attempt);
    expect(await add(attempt, attempt.uploads[0])).toEqual({ ok: false, reason: 'closed' });
    expect((await newest(db, taker)).choices.get(attempt.uploads[0] ?? '')).toHaveLength(1);
  });

  it('are not touched by autosave', async () => {
    const attempt = await begun();
    const [first = ''] = attempt.uploads;
    await add(attempt, first);
    const choices = new Map([[first, ['something']]]);
    await saveAnswers(db, { attemptId: attempt.id, personId: taker.personId, choices, now });
    expect((await newest(db, taker)).choices.get(first)).toHaveLength(1);
    expect(await db.selectFrom('attempt_answer').selectAll().execute()).toEqual([]);
  });

  it('make the attempt wait for a person: no score, no new attempt, nothing met', async () => {
    const attempt = await begun();
    await add(attempt, attempt.uploads[0]);
    expect(await handIn(attempt)).toEqual({ ok: true, score: null, passed: false, completed: false });
    expect(await startAttempt(db, { ...taker, now })).toEqual({ ok: false, reason: 'waiting' });
    const desk = await quizDesk(db, { ...taker, now });
    expect(desk?.result?.score).toBeNull();
    expect(desk?.result?.questions.map(({ right }) => right).sort()).toEqual([null, false, true].sort());
    expect(JSON.stringify(desk)).not.toContain('解析之');
    expect([await met(), await breaches()]).toEqual([[], []]);
  });

  it('are wrong at once where there are none', async () => {
    expect(await handIn(await begun())).toEqual({ ok: true, score: 33, passed: false, completed: false });
    expect((await queueOf(teacher)).total).toBe(0);
    expect(await startAttempt(db, { ...taker, now })).toMatchObject({ ok: true });
  });

  it('give the score when they are marked, which meets what is pinned, pays, and is told', async () => {
    const attempt = await waiting();
    expect(await mark(attempt, true)).toEqual({ ok: true, score: 67, passed: true, completed: true });
    const [proof] = await met();
    expect(proof?.met_at).toBe(after({ hours: 1 }).toISOString());
    expect(JSON.parse(proof?.evidence ?? '')).toEqual({
      exercise: '课后小测',
      attemptId: attempt.id,
      attempt: 1,
      score: 67,
      passMark: 60,
      markedBy: teacher.name,
    });
    expect(await creditBalance(db, taker.personId)).toBe(300);
    const notices = await unreadNotices(db, taker.personId);
    expect(notices.map(({ title }) => title)).toContain('“课后小测”老师看过了：67 分，通过');
    const lines = await journalOf(db, { subjectType: 'attempt', subjectId: attempt.id });
    expect(lines.map(({ action }) => action)).toEqual(['attempt.marked']);
    const desk = await quizDesk(db, { ...taker, now });
    const shown = desk?.result?.questions.find(({ questionId }) => questionId === attempt.uploads[0]);
    expect(shown).toMatchObject({
      right: true,
      words: '看得清楚。',
      explanation: expect.stringMatching('解析'),
    });
    expect(await breaches()).toEqual([]);
  });

  it('leave the next attempt open when they are not right yet', async () => {
    const attempt = await waiting(taker, 2);
    expect(await mark(attempt, false)).toEqual({ ok: true, score: 33, passed: false, completed: false });
    expect(await met()).toEqual([]);
    expect((await quizDesk(db, { ...taker, now }))?.result).toMatchObject({ score: 33 });
    expect(await startAttempt(db, { ...taker, now })).toMatchObject({ ok: true });
    expect(await breaches()).toEqual([]);
  });

  it('are marked all or none, once, by whoever has the section, and never one’s own', async () => {
    const attempt = await waiting(taker, 2);
    const [first = ''] = attempt.uploads;
    const half = new Map([[first, { right: true, words: '' }]]);
    const given = { actor: teacher, attemptId: attempt.id, marks: half, now };
    expect(await markAttempt(db, given)).toEqual({ ok: false, reason: 'incomplete' });
    const stranger = await staff(db, 'instructor');
    expect(await mark(attempt, true, stranger)).toEqual({ ok: false, reason: 'not-found' });
    const registrar = await staff(db, 'registrar');
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, (_, index) => mark(attempt, true, index % 2 ? teacher : registrar)),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes).toContainEqual({ ok: false, reason: 'marked-already' });
    expect(await db.selectFrom('attempt_mark').selectAll().execute()).toHaveLength(2);
    expect(await creditBalance(db, taker.personId)).toBe(300);
    expect(await mark(attempt, true, { ...registrar, personId: taker.personId } as Actor)).toEqual({
      ok: false,
      reason: 'own',
    });
  });

  it('stand in the queue of whoever has the section, the longest wait first, own ones left out', async () => {
    const registrar = await staff(db, 'registrar');
    const other = await aTaker(db, quiz);
    const [one, two] = [await waiting(), await waiting(other)];
    await db
      .updateTable('attempt_marking')
      .set({ since: after({ hours: -5 }).toISOString() })
      .where('attempt_id', '=', two.id)
      .execute();
    const ids = async (actor: Actor) => (await queueOf(actor)).attempts.map(({ id }) => id);
    expect(await ids(teacher)).toEqual([two.id, one.id]);
    expect(await ids(registrar)).toEqual([two.id, one.id]);
    expect(await ids(await staff(db, 'instructor'))).toEqual([]);
    expect(await ids({ ...registrar, personId: other.personId } as Actor)).toEqual([one.id]);
    await mark(two, true);
    expect((await queueOf(teacher)).total).toBe(1);
    await withdraw(db, { personId: taker.personId, actor: taker.actor, sectionId: quiz.sectionId, now });
    expect((await queueOf(teacher)).total).toBe(0);
  });

  it('are shown with what is expected to whoever has the section, and to nobody while they are not handed in', async () => {
    const attempt = await begun();
    await add(attempt, attempt.uploads[0]);
    const desk = (actor: Actor) => markingDesk(db, { actor, attemptId: attempt.id, now });
    expect(await desk(teacher)).toBeNull();
    await handIn(attempt);
    expect(await desk(teacher)).toMatchObject({
      own: false,
      attempt: { waiting: true, score: null },
      questions: [{ questionId: attempt.uploads[0], expected: expect.stringMatching('解析之'), mark: null }],
    });
    expect(await desk(await staff(db, 'instructor'))).toBeNull();
    expect(await desk((await aLearner(db)).actor)).toBeNull();
  });

  it('are missed by verify when one of their rows is gone', async () => {
    const attempt = await waiting();
    await db.deleteFrom('attempt_file').execute();
    expect(await breaches()).toMatchObject([{ count: 1, first: `attempt ${attempt.id}` }]);
  });

  it('are missed by verify when somebody marked their own', async () => {
    await mark(await waiting(), true);
    await db.updateTable('attempt_mark').set({ marked_by: taker.personId }).execute();
    expect(await breaches()).toHaveLength(1);
  });
});
