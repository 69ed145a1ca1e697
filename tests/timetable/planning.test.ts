import { beforeEach, expect, it } from 'vitest';
import { importQuestions } from '#app/features/exercises/exercises.server.ts';
import { newSectionForm } from '#app/features/timetable/new-section.schema.ts';
import { planSection } from '#app/shell/section-planning.server.ts';
import type { Db } from '#db/database.ts';
import { bank } from '#tests/exercises/quiz.ts';
import { aCourse, aRecording, type TaughtCourse } from '#tests/recordings/academy.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, now } from '#tests/support/world.ts';

describeOnBothDatabases('a planned section', (open) => {
  let db: Db;
  let taught: TaughtCourse;
  beforeEach(async () => {
    db = await open();
    taught = await aCourse(db);
    await db
      .updateTable('course')
      .set({ hours_face: 300, hours_recorded: 100 })
      .where('id', '=', taught.courseId)
      .execute();
  });

  async function plan(mode: 'face' | 'recorded' | 'blended') {
    const { term_id: term } = await db
      .selectFrom('section')
      .select('term_id')
      .where('id', '=', taught.sectionId)
      .executeTakeFirstOrThrow();
    const meets = mode === 'recorded' ? { meetings: 0 } : { meetings: 2, firstAt: '19:00' };
    const form = newSectionForm.parse({
      course: taught.courseId,
      term,
      title: '周三晚班',
      kind: 'topic',
      mode,
      capacity: 30,
      startsOn: '2026-12-02',
      endsOn: '2026-12-30',
      ...meets,
    });
    const planned = await planSection(db, { actor: academy, form, now });
    if (!planned.ok) return planned.problems[0]?.reason;
    return db
      .selectFrom('section')
      .select(['hours_face', 'hours_recorded'])
      .where('id', '=', planned.sectionId)
      .executeTakeFirstOrThrow();
  }

  it('pays recorded hours only where there is something to watch and a quiz to pass', async () => {
    expect(await plan('recorded')).toBe('recordings');
    expect(await plan('blended')).toBe('recordings');
    expect(await plan('face')).toEqual({ hours_face: 300, hours_recorded: 0 });
    await aRecording(db, taught.courseId);
    expect(await plan('recorded')).toBe('questions');
    await importQuestions(db, { courseId: taught.courseId, questions: bank });
    expect(await plan('recorded')).toEqual({ hours_face: 0, hours_recorded: 400 });
    expect(await plan('blended')).toEqual({ hours_face: 300, hours_recorded: 100 });
    const { sections } = await db
      .selectFrom('section')
      .select(({ fn }) => fn.countAll<number>().as('sections'))
      .where('course_id', '=', taught.courseId)
      .executeTakeFirstOrThrow();
    expect(Number(sections)).toBe(4);
  });
});
