import { beforeEach, expect, it } from 'vitest';
import { courseByCode, courseLines } from '#app/features/catalogue/courses.server.ts';
import { searchLibrary } from '#app/features/catalogue/library.server.ts';
import type { LibrarySearch } from '#app/features/catalogue/library-course.rules.ts';
import { publishCourseScore } from '#app/features/catalogue/scores.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aCourse, someTime, withCourses } from './some-courses.ts';

const nothingOpen: ReadonlySet<string> = new Set();

describeOnBothDatabases('the course library', (open) => {
  let db: Db;
  let ids: Awaited<ReturnType<typeof withCourses>>;
  const idOf = (code: string) => ids.get(code)?.courseId ?? '';
  const find = async (search: Partial<LibrarySearch>, openIds = nothingOpen) => {
    const found = await searchLibrary(
      db,
      { q: '', filters: {}, order: 'default', skip: 0, limit: 20, ...search },
      openIds,
    );
    return { ...found, codes: found.courses.map(({ code }) => code) };
  };

  beforeEach(async () => {
    db = await open();
    ids = await withCourses(db);
  });

  it.each(['协商', 'xieshang', 'xs', '方五', 'ZL05', '乱停车'])('finds 四方五步 for %s', async (q) => {
    expect((await find({ q })).codes[0]).toBe('ZL05');
  });

  it('filters by what is in the tables', async () => {
    expect((await find({ filters: { school: 'senior' } })).codes).toEqual(['LN01']);
    expect((await find({ filters: { form: 'workshop' } })).codes).toEqual(['ZL12']);
    expect((await find({ filters: { audience: 'building-head' } })).total).toBe(4);
    expect((await find({ filters: { audience: 'building-head' }, q: '四方' })).codes).toEqual(['ZL05']);
    expect((await find({})).modules).toContainEqual({ school: 'citizen', module: '骨干培养' });
  });

  it('gives the last page for one that is too high', async () => {
    expect(await find({ skip: 60, limit: 3 })).toMatchObject({ page: 2, total: 4, codes: ['SM04'] });
  });

  it('begins with what can be chosen now', async () => {
    expect((await find({}, new Set([idOf('SM04')]))).codes).toEqual(['SM04', 'ZL05', 'ZL12', 'LN01']);
    expect((await find({ openOnly: true }, new Set([idOf('LN01')]))).codes).toEqual(['LN01']);
  });

  it('knows at once what was added, and what was scored', async () => {
    expect((await find({ q: '合唱' })).total).toBe(0);
    await withCourses(db, [aCourse('LN05', '合唱基础', { school: 'senior' })]);
    expect((await find({ q: '合唱' })).codes).toEqual(['LN05']);
    await publishCourseScore(db, {
      courseId: idOf('SM04'),
      n: 7,
      score: 9150,
      dimensions: [],
      now: someTime,
    });
    const best = await find({ order: 'score', limit: 1 });
    expect(best.codes).toEqual(['SM04']);
    expect(best.courses[0]?.score).toEqual({
      n: 7,
      score: 9150,
      updatedAt: someTime.toISOString(),
    });
  });

  it('answers many at once with one index', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => find({ q: '第一课' })));
    expect(new Set(answers.map(({ total }) => total))).toEqual(new Set([1]));
  });

  it('leaves out what is no longer in use', async () => {
    await db.updateTable('course').set({ state: 'retired' }).where('code', '=', 'LN01').execute();
    expect((await find({ q: '手机' })).total).toBe(0);
    expect(await courseByCode(db, 'LN01')).toBeNull();
  });

  it('reads a whole course with its newest published version', async () => {
    const course = await courseByCode(db, 'ZL12');
    expect(course).toMatchObject({
      code: 'ZL12',
      title: '“五社联动”七步工作法',
      creditsHundredths: 600,
      hoursFaceHundredths: 600,
      forms: ['case', 'workshop'],
      audience: [],
      required: true,
      score: null,
      publishedVersionId: ids.get('ZL12')?.versionId,
    });
    expect(course?.details.facets.enjoy).toBe('抽签换角色');
    expect(course?.prerequisites).toEqual([{ code: 'ZL05', title: '“四方五步”协商议事实训' }]);
    expect(await courseByCode(db, 'ZL99')).toBeNull();
    expect(await courseByCode(db, "ZL05' or 1=1 --")).toBeNull();
  });

  it('shows a published score by dimension', async () => {
    const dimensions = [{ key: 'focus', label: '针对性', score: 9300 }];
    await publishCourseScore(db, { courseId: idOf('ZL05'), n: 12, score: 9200, dimensions, now: someTime });
    expect((await courseByCode(db, 'ZL05'))?.score).toEqual({
      n: 12,
      score: 9200,
      dimensions,
      updatedAt: someTime.toISOString(),
    });
  });

  it('keeps working with no course at all', async () => {
    const empty = await open();
    const search: LibrarySearch = { q: '协商', filters: {}, order: 'default', skip: 0, limit: 20 };
    expect(await searchLibrary(empty, search, nothingOpen)).toEqual({
      courses: [],
      total: 0,
      openTotal: 0,
      loose: false,
      page: 1,
      modules: [],
    });
    expect(await courseLines(empty, [])).toEqual([]);
  });
});
