import { beforeEach, expect, it } from 'vitest';
import { courseLines } from '#app/features/catalogue/courses.server.ts';
import { courseScores } from '#app/features/catalogue/scores.server.ts';
import { teacherBySlug } from '#app/features/teachers/library.server.ts';
import { dayOnly } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { aCourse, type Section } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { now } from '#tests/support/world.ts';
import { aClass, all, aTeacher, elder, standard, vote, voters, withForms } from './classroom.ts';

describeOnBothDatabases('published scores', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
    await withForms(db);
  });

  async function votes(section: Section, values: readonly number[], form = standard) {
    const people = await voters(db, section, values.length);
    for (const [index, person] of people.entries()) await vote(db, person, all(values[index] ?? 0, form));
  }
  const scoreOf = async ({ course }: Section) =>
    (await courseScores(db, [course.courseId])).get(course.courseId);

  it('are the mean, drawn towards that of the school with the weight of five ballots', async () => {
    const good = await aClass(db);
    await votes(good, [5, 5, 5, 5, 5]);
    expect(await scoreOf(good)).toMatchObject({ n: 5, score: 10_000, updatedAt: dayOnly(now).toISOString() });
    const fair = await aClass(db);
    await votes(fair, [3, 3, 3, 3, 3]);
    // m = (50000 + 30000) / 10; (5 m + 30000) / 10
    expect(await scoreOf(fair)).toMatchObject({ n: 5, score: 7_000 });
    const elders = await aClass(db, { school: 'senior' });
    await votes(elders, [1, 3, 5, 5, 1], elder);
    expect(await scoreOf(elders)).toMatchObject({ n: 5, score: 6_000 });
    await votes(fair, [5, 5, 5, 5, 5]);
    // m = 130000 / 15; (5 m + 80000) / 15
    expect(await scoreOf(fair)).toMatchObject({
      n: 10,
      score: Math.round((5 * (130_000 / 15) + 80_000) / 15),
    });
  });

  it('weigh the questions, and show each by itself', async () => {
    const section = await aClass(db);
    const people = await voters(db, section, 5);
    for (const person of people) await vote(db, person, { ...all(5), relevance: 1, conduct: 3 });
    const score = await scoreOf(section);
    // 100 − 25 × 4/5 − 10 × 2/5
    expect(score?.score).toBe(7_600);
    expect(score?.dimensions.map(({ key, score: mean }) => [key, mean])).toEqual([
      ['relevance', 2_000],
      ['effectiveness', 10_000],
      ['engagement', 10_000],
      ['substance', 10_000],
      ['delivery', 10_000],
      ['conduct', 6_000],
    ]);
    expect(score?.dimensions[0]?.label).toBe('针对性');
  });

  it('of a course and of a teacher are what the pages read', async () => {
    const { teacherId, slug } = await aTeacher(db);
    const course = await aCourse(db);
    const [first, second] = [await aClass(db, { course, teacherId }), await aClass(db, { teacherId })];
    const third = await aClass(db, { course });
    await votes(first, [5, 4, 5, 4, 5]);
    await votes(second, [3, 3, 4, 3, 3, 5]);
    await votes(third, [1, 2, 1, 2, 1]);
    const total = (values: number[]) => values.reduce((sum, value) => sum + value * 2_000, 0);
    const [x, y, z] = [total([5, 4, 5, 4, 5]), total([3, 3, 4, 3, 3]), total([1, 2, 1, 2, 1])];
    // The sixth of the second class waits. Each score moves with a batch of its own and keeps the school's mean of then.
    expect(await scoreOf(first)).toMatchObject({ n: 10 });
    const [line] = await courseLines(db, [course.courseId]);
    expect(line?.score).toMatchObject({ n: 10, score: Math.round((5 * ((x + y + z) / 15) + x + z) / 15) });
    const teacher = await teacherBySlug(db, slug);
    expect(teacher?.score).toMatchObject({ n: 10, score: Math.round((5 * ((x + y) / 10) + x + y) / 15) });
  });

  it('never let fewer than five ballots be told from any two of them', async () => {
    const { teacherId } = await aTeacher(db);
    const course = await aCourse(db);
    const classes = [
      await aClass(db, { course, teacherId }),
      await aClass(db, { course }),
      await aClass(db, { teacherId }),
    ];
    const queue = (
      await Promise.all([voters(db, classes[0] as Section, 7), voters(db, classes[1] as Section, 11)])
    )
      .concat([await voters(db, classes[2] as Section, 13)])
      .flat()
      .map((voter, index) => ({ voter, turn: (index * 37) % 31 }))
      .sort((a, b) => a.turn - b.turn);
    const published = new Map<string, string[]>();
    for (const [index, { voter }] of queue.entries()) {
      await vote(db, voter, { ...all(1 + (index % 5)), conduct: 1 + (index % 3) });
      for (const [name, counted] of await shown()) published.set(name, counted);
    }
    // Which published figures each ballot is in: those in the same ones cannot be told apart by any sum or difference.
    const groups = new Map<string, number>();
    for (const { id } of await db.selectFrom('ballot').select('id').execute()) {
      const within = [...published].flatMap(([name, ids]) => (ids.includes(id) ? [name] : []));
      groups.set(within.join(), (groups.get(within.join()) ?? 0) + 1);
    }
    expect(published.size).toBeGreaterThanOrEqual(7);
    groups.delete('');
    expect(Math.min(...groups.values())).toBeGreaterThanOrEqual(5);
  });

  /** Each figure that is public now with the ballots that are in it, and a check that nothing else is in it. */
  async function shown(): Promise<Map<string, string[]>> {
    const ballots = await db
      .selectFrom('ballot')
      .innerJoin('section', 'section.id', 'ballot.section_id')
      .select(['ballot.id', 'answers', 'course_id', 'teacher_id'])
      .where('batch', 'is not', null)
      .execute();
    const found = new Map<string, string[]>();
    const figures = [
      ...(await db.selectFrom('course_score').selectAll().execute()).map((row) => ({
        of: row.course_id,
        ...row,
      })),
      ...(await db.selectFrom('teacher_score').selectAll().execute()).map((row) => ({
        of: row.teacher_id,
        ...row,
      })),
    ];
    for (const { of, n, dimensions } of figures) {
      const within = ballots.filter(({ course_id, teacher_id }) => course_id === of || teacher_id === of);
      expect(n).toBe(within.length);
      const sum = within.reduce((total, { answers }) => total + JSON.parse(answers).conduct * 2_000, 0);
      const conduct = JSON.parse(dimensions).find(({ key }: { key: string }) => key === 'conduct');
      expect(conduct.score).toBe(Math.round(sum / n));
      found.set(
        `${of} ${n}`,
        within.map(({ id }) => id),
      );
    }
    return found;
  }
});
