import { beforeEach, expect, it } from 'vitest';
import type { Db } from '#db/database.ts';
import { aGrant, aPerson, cookieOf, cookieWith } from '#tests/identity/support.ts';
import { type Academy, academyOn } from '#tests/statements/handler.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, withPolicies } from '#tests/support/world.ts';
import { aFullSection, type Classroom, placed, seats } from './classroom.ts';

const origin = 'http://127.0.0.1';
const settings = { strategy: 'mixed', cohortFrom: '20', cohortTo: '40', groupFrom: '5', groupTo: '7' };

describeOnBothDatabases('the pages of class formation', (open) => {
  let db: Db;
  let academy: Academy;
  let room: Classroom;
  let registrar: string;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    room = await aFullSection(db, 42, { meetsIn: [48] });
    academy = await academyOn(db, 'file:/nowhere');
    registrar = await cookieWith(db, 'registrar', { username: 'registrar', name: '教务' });
  });

  type Form = Record<string, string> | [string, string][];
  const ask = async (cookie: string, path: string, form?: Form) => {
    const request = new Request(origin + path, {
      headers: { cookie },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    const answer = await academy.ask(request, after({ minutes: 5 }));
    return { status: answer.status, location: answer.headers.get('location'), html: await answer.text() };
  };
  const board = () => `/admin/sections/${room.section.sectionId}/classes`;
  const deed = (means: string, more: Record<string, string> = {}) =>
    ask(registrar, board(), { means, ...more });
  const learner = async (at = 0) => {
    const one = room.people[at];
    if (!one) throw new Error('nobody');
    return { ...one, cookie: await cookieOf(db, one.personId), page: `/learn/${one.enrolmentId}` };
  };

  it('are the registrar’s alone, and not there for a section that is not', async () => {
    const { cookie } = await learner();
    expect((await ask(cookie, board())).status).toBe(403);
    expect((await ask(cookie, board(), { means: 'confirm' })).status).toBe(403);
    const nowhere = '/admin/sections/00000000-0000-7000-8000-000000000000/classes';
    expect((await ask(registrar, nowhere)).status).toBe(404);
    expect((await ask(registrar, nowhere, { means: 'confirm' })).status).toBe(404);
    expect((await deed('fly')).status).toBe(400);
  });

  it('send back what was typed with what is wrong, and propose what is right', async () => {
    const wrong = await deed('propose', { ...settings, cohortFrom: '30', cohortTo: '12' });
    expect(wrong.status).toBe(400);
    expect(wrong.html).toContain('每班人数的上限不能小于下限。');
    expect(wrong.html).toContain('value="12"');
    expect((await deed('propose', { ...settings, strategy: '' })).html).toContain('请选一种分法。');
    expect((await deed('confirm')).status).toBe(409);
    const done = await deed('propose', settings);
    expect(done).toMatchObject({ status: 303, location: `${board()}?done=proposed&n=42` });
    const { html } = await ask(registrar, done.location ?? '');
    expect(html).toContain('分好了 42 人');
    expect(html).toContain('42 人，2 个班，');
    expect(html).toContain('第 1 组');
  });

  it('move several people without a script, and undo it in one press', async () => {
    await deed('propose', settings);
    const before = await seats(db, room.section);
    expect((await deed('move', { to: '2-1' })).html).toContain('请先勾选要移的人。');
    const [one, other] = room.people;
    const ticked = [one, other].map((person): [string, string] => ['people', person?.enrolmentId ?? '']);
    const nowhere = await ask(registrar, board(), [
      ['means', 'move'],
      ...ticked,
      ['to', ''],
      ['why', '住得近'],
    ]);
    expect(nowhere.status).toBe(400);
    expect(nowhere.html.match(/checked=""/g)?.length).toBeGreaterThanOrEqual(2);
    expect(nowhere.html).toContain('value="住得近"');
    const moved = await ask(registrar, board(), [['means', 'move'], ...ticked, ['to', '2-5']]);
    expect(moved.status).toBe(303);
    const page = await ask(registrar, moved.location ?? '');
    expect(page.html).toContain('移了 2 人');
    expect(page.html).toContain('放回');
    const batch = new URL(moved.location ?? '', origin).searchParams.get('batch') ?? '';
    expect((await deed('undo', { batch })).location).toContain('done=undone&n=2');
    expect(await seats(db, room.section)).toEqual(before);
    expect((await deed('undo', { batch })).status).toBe(409);
  });

  it('let a learner say a goal, then show the group and the reason', async () => {
    const me = await learner();
    expect((await ask(me.cookie, me.page)).html).toContain('你想从这门课得到什么');
    const goal = `${me.page}/goal`;
    expect((await ask(me.cookie, goal, { goal: 'sleep' })).status).toBe(400);
    expect(await ask(me.cookie, goal, { goal: 'team' })).toMatchObject({
      status: 303,
      location: `${me.page}#goal`,
    });
    expect((await ask(me.cookie, me.page)).html).toContain('你说的是：带好队伍');
    expect((await ask((await learner(1)).cookie, goal, { goal: 'post' })).status).toBe(404);
    await deed('propose', settings);
    const early = await ask(me.cookie, me.page);
    expect(early.html).not.toContain('班和小组');
    expect((await deed('confirm')).location).toContain('done=confirmed&n=42');
    const late = await ask(me.cookie, me.page);
    const place = (await placed(db, room.section)).find(({ personId }) => personId === me.personId)?.place;
    expect(late.html).toContain(place?.reason);
    expect(late.html).toContain(`第 ${place?.group} 组。`);
    expect(late.html).not.toContain('你想从这门课得到什么');
    expect((await ask(me.cookie, goal, { goal: 'post' })).status).toBe(409);
    expect((await deed('propose', settings)).status).toBe(409);
    expect((await deed('anew')).location).toContain('done=proposed');
  });

  it('show the lists to the teacher once they are confirmed, to nobody else', async () => {
    const teacherId = await aPerson(db, { username: 'head', name: '温如玉' });
    await aGrant(db, teacherId, 'instructor');
    const teacher = await cookieOf(db, teacherId);
    const { sectionId } = room.section;
    const [lists, desk] = [`/teach/sections/${sectionId}/classes`, `/teach/sections/${sectionId}`];
    await deed('propose', settings);
    expect((await ask(teacher, lists)).status).toBe(404);
    await db.updateTable('section').set({ head_teacher_id: teacherId }).where('id', '=', sectionId).execute();
    expect((await ask(teacher, lists)).html).toContain('分班还没有确认');
    expect((await ask(registrar, lists)).html).toContain('草稿，还没有确认');
    expect((await ask(teacher, desk)).html).not.toContain('班和小组');
    await deed('cohort', { cohort: '1', name: '周三晚班', head: 'head' });
    await deed('confirm');
    const sheet = (await ask(teacher, lists)).html;
    expect(sheet).toContain('周三晚班');
    expect(sheet).toContain('班主任：温如玉');
    expect((await ask(teacher, `${lists}?of=groups`)).html).toContain('组长：');
    const roster = (await ask(teacher, `${desk}?class=1`)).html;
    expect(roster).toContain('班和小组');
    expect(roster.match(/role="row"/g)).toHaveLength(1 + 21);
    expect((await ask((await learner()).cookie, lists)).status).toBe(403);
  });
});
