import { beforeEach, expect, it } from 'vitest';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { importTeachers } from '#app/features/teachers/import.server.ts';
import {
  createTeacher,
  engagedTeachers,
  listTeachers,
  publishTeacherScore,
  setConsent,
  setStage,
  teacherBySlug,
  teacherOfPerson,
} from '#app/features/teachers/library.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

const now = new Date('2026-11-22T05:00:00.000Z');
const actor = systemActor('tests');
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);

const applicant = {
  actor,
  name: '乐开讲',
  personId: null,
  headline: '优秀楼栋长（实务导师）',
  category: '实务导师',
  bio: '当了六年楼栋长。',
  fields: ['楼栋自治', '协商议事'],
  schools: ['citizen', 'governance'] as const,
  now,
};

describeOnBothDatabases('the teacher library', (open) => {
  let db: Db;

  beforeEach(async () => {
    db = await open();
  });

  async function apply(name = applicant.name): Promise<{ teacherId: string; slug: string }> {
    const created = await createTeacher(db, { ...applicant, name });
    if (!created.ok) throw new Error(created.reason);
    return created;
  }

  async function engage(name?: string) {
    const teacher = await apply(name);
    for (const [minute, stage] of (['reviewed', 'trial', 'engaged'] as const).entries()) {
      expect(
        await setStage(db, { actor, teacherId: teacher.teacherId, stage, now: minutes(minute + 1) }),
      ).toEqual({ ok: true });
    }
    return teacher;
  }

  const shown = async (search: Partial<Parameters<typeof listTeachers>[1]> = {}, at = minutes(60)) =>
    listTeachers(db, { now: at, ...search });

  it('takes a teacher from the application to the public page, step by step', async () => {
    const { teacherId, slug } = await apply();
    expect(slug).toBe('yuekaijiang');
    const step = (stage: Parameters<typeof setStage>[1]['stage'], minute: number) =>
      setStage(db, { actor, teacherId, stage, now: minutes(minute) });
    expect(await step('engaged', 1)).toEqual({ ok: false, reason: 'order', from: 'applied' });
    expect([await step('reviewed', 2), await step('trial', 3), await step('engaged', 4)]).toEqual([
      { ok: true },
      { ok: true },
      { ok: true },
    ]);
    expect(await teacherBySlug(db, slug)).toMatchObject({
      stage: 'engaged',
      isShown: false,
      schools: ['governance', 'citizen'],
    });
    expect((await shown({}, minutes(10))).total).toBe(0);
    await setConsent(db, { actor, teacherId, consent: true, now: minutes(11) });
    await setConsent(db, { actor, teacherId, consent: true, now: minutes(12) });
    expect((await shown({}, minutes(20))).teachers).toMatchObject([
      { slug, name: '乐开讲', fields: ['楼栋自治', '协商议事'], score: null },
    ]);
    expect(await teacherBySlug(db, slug)).toMatchObject({ isShown: true });
    expect(await step('left', 30)).toEqual({ ok: true });
    expect((await shown({}, minutes(40))).total).toBe(0);
    expect(await teacherBySlug(db, slug)).toMatchObject({ stage: 'left', isShown: false });
  });

  it('takes a consent back at once, even while the list is kept', async () => {
    const { teacherId, slug } = await engage();
    await setConsent(db, { actor, teacherId, consent: true, now });
    expect((await shown()).teachers).toHaveLength(1);
    await setConsent(db, { actor, teacherId, consent: false, now });
    expect((await shown()).teachers).toEqual([]);
    expect((await teacherBySlug(db, slug))?.isShown).toBe(false);
  });

  it('gives namesakes addresses of their own and lets nobody apply twice', async () => {
    expect([(await apply()).slug, (await apply()).slug]).toEqual(['yuekaijiang', 'yuekaijiang-2']);
    await db
      .insertInto('person')
      .values({
        id: 'p1',
        username: 'someone',
        name: '某某',
        name_pinyin: 'moumou mm',
        age_band: null,
        preferred_view: 'standard',
        text_size: 1,
        created_at: now.toISOString(),
      })
      .execute();
    expect(await createTeacher(db, { ...applicant, name: '另一人', personId: 'p1' })).toMatchObject({
      ok: true,
    });
    expect(await createTeacher(db, { ...applicant, name: '同一人', personId: 'p1' })).toEqual({
      ok: false,
      reason: 'already',
    });
    expect(await teacherOfPerson(db, 'p1')).toMatchObject({ name: '另一人' });
    expect(await teacherOfPerson(db, null)).toBeNull();
    expect(await setStage(db, { actor, teacherId: 'nobody', stage: 'reviewed', now })).toEqual({
      ok: false,
      reason: 'not-found',
    });
  });

  it('takes one of two steps made at once', async () => {
    const { teacherId } = await apply();
    const outcomes = await Promise.all(
      [1, 2].map((minute) => setStage(db, { actor, teacherId, stage: 'reviewed', now: minutes(minute) })),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('lists by name and page, finds by name, pinyin, initials and field', async () => {
    const names = ['云道理', '和领头', '安办事', '乐开讲', '米算账'];
    const teachers = names.map((name, at) => ({
      slug: `t-${at}`,
      personId: null,
      name,
      headline: '讲师',
      category: '理论专家',
      bio: '长期给支部讲课。',
      fields: [at === 0 ? '组织建设' : '楼栋自治'],
      schools: [at % 2 === 0 ? ('party' as const) : ('senior' as const)],
      engagedAt: now.toISOString(),
    }));
    const ids = await importTeachers(db, { teachers, actor, now });
    const list = async (search: Parameters<typeof shown>[0]) =>
      (await shown(search)).teachers.map(({ name }) => name);
    expect(await list({})).toEqual(['安办事', '和领头', '米算账', '乐开讲', '云道理']);
    expect(await list({ page: 2, pageSize: 2 })).toEqual(['米算账', '乐开讲']);
    expect(await shown({ page: 99, pageSize: 2 })).toMatchObject({ page: 3, total: 5 });
    expect(await list({ school: 'senior' })).toEqual(['和领头', '乐开讲']);
    for (const q of ['道理', 'yundao', 'ydl', '组织建设']) expect(await list({ q }), q).toEqual(['云道理']);
    expect(await list({ q: '理论 安' })).toEqual(['安办事']);
    const score = { n: 8, score: 9240, dimensions: [{ key: 'clear', label: '讲得清', score: 9300 }], now };
    await publishTeacherScore(db, { teacherId: ids.get('t-0') ?? '', ...score });
    expect((await shown({ q: '云道理' })).teachers[0]?.score).toMatchObject({
      n: 8,
      score: 9240,
      updatedAt: now.toISOString(),
    });
    expect((await engagedTeachers(db)).map(({ name }) => name)).toEqual(names);
  });
});
