import { expect, it } from 'vitest';
import { requirementsOf } from '#app/features/completion/requirements.server.ts';
import { latestAttempt, saveAnswers, submitAttempt } from '#app/features/exercises/attempts.server.ts';
import { enrolmentsOf } from '#app/features/selection/reading.server.ts';
import { judgeWork } from '#app/features/tasks/reviewing.server.ts';
import { keepWork } from '#app/features/tasks/work.server.ts';
import { vote, withForms } from '#tests/evaluation/classroom.ts';
import { answers } from '#tests/exercises/quiz.ts';
import { aMember, watchAll } from '#tests/making-up/classroom.ts';
import { aRecording } from '#tests/recordings/academy.ts';
import { aSection } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, now } from '#tests/support/world.ts';
import { choose } from './desk.ts';
import { twoSections } from './two-sections.ts';

describeOnBothDatabases('what people have done in a section that is merged', (open) => {
  const room = twoSections(open);
  const { asks, merge, there, moved, refusal, begin, sound } = room;

  const handIn = (attemptId: string, choices: Map<string, string[]>) =>
    submitAttempt(room.db, {
      ...{ attemptId, personId: room.who.personId, choices },
      now: after({ minutes: 9 }),
    });
  const keep = (handingIn: boolean, { actor, enrolmentId } = room.who) =>
    keepWork(room.db, {
      ...{ actor, enrolmentId, taskId: room.task, body: '做了一次', seen: '' },
      ...{ handIn: handingIn, now },
    });
  async function pass() {
    const { id } = await room.db.selectFrom('submission').select('id').executeTakeFirstOrThrow();
    const judging = { actor: room.teacher, submissionId: id, marks: [], score: 80, words: '好', now };
    return judgeWork(room.db, { ...judging, outcome: 'passed' });
  }

  it('goes along: the attempts that were used, and the open one with its answers, which passes there', async () => {
    await handIn((await begin()).id, new Map());
    const { id: attemptId, questions } = await begin();
    const choices = answers(questions);
    await saveAnswers(room.db, { attemptId, personId: room.who.personId, choices, now });
    const own = await moved();
    const latest = await latestAttempt(room.db, room.quiz, own.enrolmentId);
    expect(latest).toMatchObject({ id: attemptId, number: 2, choices });
    expect(await handIn(attemptId, choices)).toMatchObject({ passed: true, completed: true });
    expect((await there()).state).toBe('completed');
    await sound();
  });

  it('is not lost when it passes at the same moment', async () => {
    const attempt = await begin();
    const [, outcome] = await Promise.all([handIn(attempt.id, answers(attempt.questions)), merge()]);
    const [own] = await enrolmentsOf(room.db, room.who.personId);
    const { sectionId } = outcome.ok ? room.into : room.from;
    expect(own).toMatchObject({ sectionId, state: 'completed' });
    await sound();
  });

  it('goes along: work that waits for a reviewer, who is one of the other section now', async () => {
    await asks('task', room.task);
    room.who = await aMember(room.db, room.from);
    await keep(true);
    const own = await moved();
    expect(await pass()).toEqual({ ok: true, completed: true });
    expect(await keep(false)).toMatchObject({ ok: false });
    const asked = await requirementsOf(room.db, [own.enrolmentId]);
    expect(asked.map(({ metAt }) => metAt !== null)).toEqual([true]);
    await sound();
  });

  it('goes along: a passed task meets what the other section asks, and pays once', async () => {
    await room.db.updateTable('section').set({ head_teacher_id: room.teacher.personId }).execute();
    await keep(true);
    await pass();
    await asks('task', room.task, [room.into]);
    expect((await moved()).state).toBe('completed');
    const entries = await room.db.selectFrom('credit_entry').select(['category', 'amount']).execute();
    const sum = (code: string) =>
      entries.filter(({ category }) => category === code).reduce((all, { amount }) => all + amount, 0);
    expect([sum('C'), sum('A')]).toEqual([0, 200]);
    await sound();
  });

  it('keeps a merge away while somebody who cannot be moved has done something, also watched', async () => {
    const clashing = await aSection(room.db, { termId: room.from.termId, title: '书法班', meetsIn: [61] });
    const busy = await aMember(room.db, room.from);
    await choose(room.db, busy, { section: clashing });
    await begin(busy);
    expect(await refusal()).toEqual({ reason: 'work-staying', names: ['佟向暖'] });
    await room.db.deleteFrom('attempt').execute();
    const recordingId = await aRecording(room.db, room.from.course.courseId, { durationSeconds: 100 });
    await watchAll(room.db, busy, recordingId, now);
    expect(await refusal()).toEqual({ reason: 'work-staying', names: ['佟向暖'] });
    await room.db.deleteFrom('viewing').execute();
    await watchAll(room.db, room.who, recordingId, now);
    expect(await merge()).toMatchObject({ ok: true, moved: 1, ended: 1 });
  });

  it('does not begin once somebody has evaluated the section, for they could do it again', async () => {
    const { db, who, from } = room;
    await withForms(db);
    const window = {
      evaluation_opens_at: after({ days: -1 }).toISOString(),
      evaluation_closes_at: after({ days: 9 }).toISOString(),
    };
    await db.updateTable('section').set(window).where('id', '=', from.sectionId).execute();
    expect(await vote(db, { ...who, sectionId: from.sectionId })).toMatchObject({ ok: true });
    expect(await refusal()).toEqual({ reason: 'evaluated' });
  });
});
