import { beforeEach, expect, it } from 'vitest';
import { startAttempt } from '#app/features/exercises/attempts.server.ts';
import { exerciseById } from '#app/features/exercises/exercises.server.ts';
import { makeFromTemplate, templates } from '#app/features/exercises/templates.server.ts';
import type { Db } from '#db/database.ts';
import { aSection, ask } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, now, withPolicies } from '#tests/support/world.ts';
import { aQuiz, aTaker, newest } from './quiz.ts';

describeOnBothDatabases('ready exercises', (open) => {
  let db: Db;
  let quiz: Awaited<ReturnType<typeof aQuiz>>;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    quiz = await aQuiz(db, { drawCount: 50 });
  });

  const make = (slug: string) =>
    makeFromTemplate(db, { actor: academy, courseId: quiz.course.courseId, slug, now });

  it('each ask for an order, for one and for several', () => {
    expect(templates).toHaveLength(2);
    for (const { questions } of templates)
      expect(new Set(questions.map(({ kind }) => kind))).toEqual(
        new Set(['ordering', 'single', 'multiple', 'true-false']),
      );
  });

  it('draw only their own questions, and the quiz of the course none of theirs', async () => {
    for (const template of templates) {
      const id = await make(template.slug);
      expect(await exerciseById(db, id ?? '')).toMatchObject({ intro: template.intro, pool: template.slug });
      const section = await aSection(db, {
        course: quiz.course,
        asks: [ask('quiz', id ?? '', template.title)],
      });
      const taker = await aTaker(db, { ...section, exerciseId: id ?? '' });
      await startAttempt(db, { ...taker, now });
      const stems = (await newest(db, taker)).questions.map(({ stem }) => stem);
      expect(stems.sort()).toEqual(template.questions.map(({ stem }) => stem).sort());
    }
    const taker = await aTaker(db, quiz);
    await startAttempt(db, { ...taker, now });
    expect((await newest(db, taker)).questions).toHaveLength(12);
  });

  it('bring their questions once, and unknown ones nothing', async () => {
    expect(await make('sfwb')).not.toBe(await make('sfwb'));
    const count = async () =>
      (await db.selectFrom('question').select('id').where('pool', '=', 'sfwb').execute()).length;
    expect(await count()).toBe(9);
    expect(await make('none')).toBeNull();
  });
});
