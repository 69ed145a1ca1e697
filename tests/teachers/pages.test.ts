import { beforeEach, expect, it } from 'vitest';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { importTeachers } from '#app/features/teachers/import.server.ts';
import { publishTeacherScore, setConsent, setStage } from '#app/features/teachers/library.server.ts';
import { loader as api } from '#app/features/teachers/pages/api-teachers.ts';
import { loader as one } from '#app/features/teachers/pages/teacher.tsx';
import { loader as list } from '#app/features/teachers/pages/teachers.tsx';
import type { Db } from '#db/database.ts';
import { answerOf, contextFor, outcomeOf } from '#tests/media/asking.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

const now = new Date('2026-11-22T05:00:00.000Z');
const actor = systemActor('tests');

describeOnBothDatabases('the public pages of teachers', (open) => {
  let db: Db;
  let ids: Map<string, string>;

  beforeEach(async () => {
    db = await open();
    const profile = {
      personId: null,
      headline: '讲师',
      category: '理论专家',
      bio: '讲课 <script>alert(1)</script>',
      fields: ['组织建设'],
      schools: ['party' as const],
      engagedAt: now.toISOString(),
    };
    ids = await importTeachers(db, {
      teachers: [
        { ...profile, slug: 'yun', name: '云道理' },
        { ...profile, slug: 'an', name: '安办事' },
      ],
      actor,
      now,
    });
    await publishTeacherScore(db, {
      teacherId: ids.get('yun') ?? '',
      n: 8,
      score: 9240,
      dimensions: [],
      now,
    });
  });

  const ask = (
    address: string,
    params: Record<string, string> = {},
    headers: Record<string, string> = {},
  ) => ({
    request: new Request(`http://127.0.0.1${address}`, { headers }),
    params,
    context: contextFor({ db, mediaUrl: 'file:/nowhere', now: () => now }),
  });

  it('list who is shown, by name, with the score', async () => {
    expect(await outcomeOf(list, ask('/teachers'))).toMatchObject({
      total: 2,
      teachers: [
        { name: '安办事', score: null },
        { name: '云道理', score: { n: 8, score: 9240, updatedAt: now.toISOString() } },
      ],
    });
    expect(await outcomeOf(list, ask('/teachers?q=ydl&school=party&page=7'))).toMatchObject({
      total: 1,
      page: 1,
    });
    expect(await outcomeOf(list, ask('/teachers?school=nowhere&page=x'))).toMatchObject({ total: 2 });
  });

  it('show one teacher without anything that runs', async () => {
    const page = await outcomeOf(one, ask('/teachers/yun', { slug: 'yun' }));
    expect(page).toMatchObject({ teacher: { name: '云道理', score: { n: 8 } }, courses: [] });
    expect(JSON.stringify(page)).not.toContain('<script>');
    for (const slug of ['nobody', '', "' or 1=1"])
      expect((await answerOf(one, ask('/teachers/x', { slug }))).status).toBe(404);
  });

  it('hide at once who leaves or takes the consent back', async () => {
    const isGone = async (slug: string) =>
      (await outcomeOf(one, ask('/teachers/x', { slug }))) instanceof Response;
    await setConsent(db, { actor, teacherId: ids.get('an') ?? '', consent: false, now });
    await setStage(db, {
      actor,
      teacherId: ids.get('yun') ?? '',
      stage: 'left',
      now: new Date(now.getTime() + 1_000),
    });
    expect([await isGone('an'), await isGone('yun')]).toEqual([true, true]);
  });

  it('tell programs no more than the pages, with a tag', async () => {
    const answer = await answerOf(api, ask('/api/v1/teachers'));
    const body = await answer.clone().json();
    expect(body.teachers[1]).toEqual({
      slug: 'yun',
      name: '云道理',
      headline: '讲师',
      fields: ['组织建设'],
      schools: ['party'],
      score: { value: 92.4, n: 8, updatedAt: now.toISOString() },
    });
    expect(JSON.stringify(body)).not.toMatch(/person|"id"|bio/);
    const again = await answerOf(
      api,
      ask('/api/v1/teachers', {}, { 'if-none-match': answer.headers.get('etag') ?? '' }),
    );
    expect(again.status).toBe(304);
  });
});
