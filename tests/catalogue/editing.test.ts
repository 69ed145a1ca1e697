import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fiveOneOf } from '#app/features/catalogue/five-ones.server.ts';
import { loader as adminLoader } from '#app/features/catalogue/pages/admin-courses.tsx';
import { action, loader } from '#app/features/catalogue/pages/edit-course.tsx';
import { loader as handoutLoader } from '#app/features/catalogue/pages/five-one.tsx';
import { importTeachers } from '#app/features/teachers/import.server.ts';
import type { Db } from '#db/database.ts';
import { aGrant, aPerson, cookieOf } from '#tests/identity/support.ts';
import { contextFor, outcomeOf } from '#tests/media/asking.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { fourCourses, importer, someTime, withCourses } from './some-courses.ts';

const pdf = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n';

describeOnBothDatabases('the desk of a course', (open) => {
  let db: Db;
  let folder: string;
  let ids: Awaited<ReturnType<typeof withCourses>>;
  let teachers: Map<string, string>;
  let cookies: Record<'teacher' | 'stranger' | 'registrar' | 'learner', string>;

  beforeEach(async () => {
    db = await open();
    folder = await mkdtemp(join(tmpdir(), 'course-desk-'));
    const someone = async (role?: Parameters<typeof aGrant>[2]) => {
      const personId = await aPerson(db);
      if (role) await aGrant(db, personId, role);
      return { personId, cookie: await cookieOf(db, personId) };
    };
    const teacher = await someone('instructor');
    cookies = {
      teacher: teacher.cookie,
      stranger: (await someone('instructor')).cookie,
      registrar: (await someone('registrar')).cookie,
      learner: (await someone()).cookie,
    };
    const profile = {
      headline: '讲师',
      category: '实务导师',
      bio: '教课的人。',
      fields: [],
      schools: [],
      engagedAt: someTime.toISOString(),
    };
    teachers = await importTeachers(db, {
      teachers: [
        { ...profile, slug: 'own', name: '乐开讲', personId: teacher.personId },
        { ...profile, slug: 'other', name: '云道理', personId: null },
      ],
      actor: importer,
      now: someTime,
    });
    ids = await withCourses(db, fourCourses, teachers.get('own'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const ask = (cookie: string, search = '', body?: BodyInit) => ({
    request: new Request(`http://127.0.0.1/teach/courses/ZL05${search}`, {
      headers: { cookie },
      ...(body ? { method: 'POST', body } : {}),
    }),
    params: { code: 'ZL05' },
    context: contextFor({ db, mediaUrl: `file:${join(folder, 'media')}` }),
  });
  const read = (item: string, cookie = cookies.teacher) =>
    outcomeOf(loader, ask(cookie, `?item=${item}`)) as ReturnType<typeof loader>;
  const send = (fields: Record<string, string> | FormData, cookie = cookies.teacher) =>
    outcomeOf(action, ask(cookie, '', fields instanceof FormData ? fields : new URLSearchParams(fields)));
  const seen = async (item: string) => (await read(item)).shown?.updatedAt ?? '';
  const writes = async (body: string) => ({
    intent: 'text',
    item: 'handout',
    seenAt: await seen('handout'),
    body,
  });
  const published = async () => {
    const page = await outcomeOf(handoutLoader, {
      ...ask(cookies.learner),
      params: { code: 'ZL05', item: 'handout' },
    });
    return (page as { html: string }).html;
  };
  const files = async () =>
    (await readdir(join(folder, 'media'), { recursive: true, withFileTypes: true }).catch(() => [])).filter(
      (entry) => entry.isFile(),
    ).length;

  it('is open to its teacher and the registrar, and not there for others', async () => {
    expect(await read('handout')).toMatchObject({
      item: 'handout',
      version: { number: 1, isDraft: false, publishedNumber: 1 },
    });
    expect(await read('handout', cookies.registrar)).toMatchObject({ code: 'ZL05' });
    expect(await read('handout', cookies.stranger)).toMatchObject({ status: 404 });
    expect(await read('handout', cookies.learner)).toMatchObject({ status: 403 });
    expect(await read('handout', '')).toMatchObject({ status: 302 });
    expect(await send(await writes('不该写进来'), cookies.stranger)).toMatchObject({ status: 404 });
    expect(await send(await writes('不该写进来'), cookies.learner)).toMatchObject({ status: 403 });
  });

  it('keeps a draft until it is published', async () => {
    expect(await send(await writes('新的讲义\r\n第二行\r\n'))).toMatchObject({ status: 303 });
    const page = await read('handout');
    expect(page).toMatchObject({
      version: { number: 2, isDraft: true, publishedNumber: 1 },
      shown: { body: '新的讲义\n第二行' },
    });
    expect(await published()).toContain('讲义');
    expect(await published()).not.toContain('第二行');
    const publish = { intent: 'publish', versionId: page.version.id };
    expect(await send({ ...publish, note: '' })).toMatchObject({
      init: { status: 400 },
      data: { errors: [{ field: 'note' }] },
    });
    expect(
      await send({ ...publish, versionId: ids.get('LN01')?.versionId ?? '', note: '别的课' }),
    ).toMatchObject({ init: { status: 409 } });
    expect(await send({ ...publish, note: '换了例子' })).toMatchObject({ status: 303 });
    expect(await published()).toContain('第二行');
    expect(await send({ ...publish, note: '再发一次' })).toMatchObject({ init: { status: 409 } });
    expect((await read('handout')).versions.map(({ number, note }) => [number, note])).toEqual([
      [2, '换了例子'],
      [1, '首版'],
    ]);
  });

  it('does not overwrite what somebody else has written meanwhile', async () => {
    const [one, other] = [await writes('甲写的'), await writes('乙写的')];
    expect(await send(one)).toMatchObject({ status: 303 });
    expect(await send(other, cookies.registrar)).toMatchObject({
      init: { status: 409 },
      data: { fields: { body: '乙写的' } },
    });
    expect((await read('handout')).shown?.body).toBe('甲写的');
  });

  it('takes a file, and leaves nothing of one that it refuses', async () => {
    const form = async (file: File, seenAt?: string) => {
      const data = new FormData();
      for (const [name, value] of Object.entries({
        item: 'handout',
        seenAt: seenAt ?? (await seen('handout')),
        file,
      }))
        data.append(name, value);
      return data;
    };
    expect(await send(await form(new File(['<script>'], 'x.html', { type: 'text/html' })))).toMatchObject({
      status: 303,
    });
    expect((await read('handout')).file?.name).toBe('x.txt');
    expect(await send(await form(new File([new Uint8Array([1, 2, 3, 0])], 'x.exe')))).toMatchObject({
      init: { status: 400 },
      data: { errors: [{ field: 'file' }] },
    });
    expect(await send(await form(new File([], '')))).toMatchObject({ init: { status: 400 } });
    expect(await files()).toBe(1);
    expect(await send(await form(new File([pdf], '讲义.pdf'), someTime.toISOString()))).toMatchObject({
      init: { status: 409 },
    });
    const before = await db.selectFrom('media_file').select('id').execute();
    expect(before).toHaveLength(1);
    expect(await send(await form(new File([pdf], '讲义.pdf')))).toMatchObject({ status: 303 });
    expect(await read('handout')).toMatchObject({
      file: { name: '讲义.pdf', href: expect.stringContaining('/media/') },
      shown: { body: '讲义' },
    });
    expect(
      await send({ intent: 'remove-file', item: 'handout', seenAt: await seen('handout') }),
    ).toMatchObject({ status: 303 });
    expect(await read('handout')).toMatchObject({ file: null, shown: { body: '讲义' } });
  });

  it('changes the teacher, refuses forms that make no sense', async () => {
    const choice = {
      intent: 'teacher',
      item: 'teacher',
      seenAt: await seen('teacher'),
      teacherId: teachers.get('other') ?? '',
    };
    expect(await send({ ...choice, teacherId: '' })).toMatchObject({
      init: { status: 400 },
      data: { errors: [{ field: 'teacherId' }] },
    });
    expect(await send(choice)).toMatchObject({ status: 303 });
    const page = await read('teacher');
    expect(page.teachers.map(({ name }) => name)).toEqual(['云道理', '乐开讲']);
    expect((await fiveOneOf(db, page.version.id, 'teacher'))?.teacherId).toBe(teachers.get('other'));
    const senseless: Record<string, string>[] = [
      {},
      { intent: 'text', item: 'teacher' },
      { intent: 'delete' },
      { ...(await writes('x'.repeat(200_001))) },
    ];
    for (const fields of senseless) expect(await send(fields)).toMatchObject({ init: { status: 400 } });
  });

  it('tells the registrar which courses are not complete', async () => {
    const list = (search: string, cookie = cookies.registrar) =>
      outcomeOf(adminLoader, {
        ...ask(cookie),
        request: new Request(`http://127.0.0.1/admin/courses${search}`, { headers: { cookie } }),
      });
    expect(await list('', cookies.teacher)).toMatchObject({ status: 403 });
    expect(await list('')).toMatchObject({ total: 4, rows: [{ code: 'ZL05', missing: [] }, {}, {}, {}] });
    expect(await list('?lacking=1')).toMatchObject({ total: 0 });
    await db
      .updateTable('five_one')
      .set({ body: '' })
      .where('item', '=', 'slides')
      .where('course_version_id', '=', ids.get('LN01')?.versionId ?? '')
      .execute();
    expect(await list('?lacking=1&q=手机')).toMatchObject({
      total: 1,
      rows: [{ code: 'LN01', missing: ['slides'], versionNumber: 1, isDraft: false }],
    });
  });
});
