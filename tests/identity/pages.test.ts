import { beforeEach, expect, it } from 'vitest';
import { loader as peoplePage } from '#app/features/identity/pages/people.tsx';
import { action as changePerson, loader as personPage } from '#app/features/identity/pages/person.tsx';
import { appoint, findPerson } from '#app/features/identity/people.server.ts';
import { setAcademyFlag } from '#app/features/organisation/flags.server.ts';
import { loader as organisationPage } from '#app/features/organisation/pages/organisation.tsx';
import { action as login, loader as loginPage } from '#app/features/sign-in/pages/login.tsx';
import { action as logout } from '#app/features/sign-in/pages/logout.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { action as changeSettings, loader as settingsPage } from '#app/shell/pages/settings.tsx';
import { action as chooseView } from '#app/shell/pages/view.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, aGrant, aPerson, aUnit, cookieOf, now, PASSWORD } from './support.ts';

type Told = { status: number; location: string | null; cookies: string[]; data: Record<string, unknown> };
type Page = (args: { request: Request; context: RequestContext; params: Record<string, string> }) => unknown;

describeOnBothDatabases('the pages of people', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
  });

  interface Visit {
    cookie?: string;
    form?: Record<string, string>;
    params?: Record<string, string>;
  }
  /** What a page answers, thrown or returned, as a Response or as data with a status. */
  async function ask(
    page: unknown,
    path: string,
    { cookie = '', form, params = {} }: Visit = {},
  ): Promise<Told> {
    const init = form ? { method: 'POST', body: new URLSearchParams(form) } : {};
    const request = new Request(`http://127.0.0.1:3000${path}`, { ...init, headers: { cookie } });
    const context = { db, env: {}, clientAddress: '10.0.0.1', now: () => now } as unknown as RequestContext;
    const answer: unknown = await Promise.resolve((page as Page)({ request, context, params })).catch(
      (thrown: unknown) => thrown,
    );
    if (answer instanceof Response) {
      const cookies = answer.headers.getSetCookie();
      return { status: answer.status, location: answer.headers.get('location'), cookies, data: {} };
    }
    const { data = answer, init: more } = answer as { data?: unknown; init?: ResponseInit };
    return {
      status: more?.status ?? 200,
      location: null,
      cookies: [],
      data: data as Record<string, unknown>,
    };
  }

  it('let somebody in, on the way they were going and never out of this site', async () => {
    await aPerson(db, { username: 'learner', password: PASSWORD });
    const form = { username: 'learner', password: PASSWORD };
    const told = await ask(login, '/login', { form: { ...form, next: '/courses/ZL05?from=list' } });
    expect(told).toMatchObject({ status: 302, location: '/courses/ZL05?from=list' });
    expect(told.cookies[0]).toMatch(/^academy_session=\w{40};/);
    for (const next of ['', 'https://elsewhere.example/', '//elsewhere.example', '/\\elsewhere.example']) {
      expect((await ask(login, '/login', { form: { ...form, next } })).location).toBe('/me');
    }
    const cookie = (told.cookies[0] ?? '').split(';')[0] ?? '';
    expect(await ask(loginPage, '/login?next=/me/credits', { cookie })).toMatchObject({
      status: 302,
      location: '/me/credits',
    });
  });

  it('answer 400 with one message for every wrong sign-in, 429 once locked', async () => {
    await aPerson(db, { username: 'learner', password: PASSWORD });
    const attempt = (username: string, password: string) =>
      ask(login, '/login', { form: { username, password } });
    const wrong = await attempt('learner', 'nope');
    expect(wrong.status).toBe(400);
    expect((await attempt('nobody', 'nope')).data.problems).toEqual(wrong.data.problems);
    expect((await attempt('', '')).data.problems).toEqual([
      { field: 'username', message: '请填用户名或手机号。' },
      { field: 'password', message: '请填密码。' },
    ]);
    for (let n = 0; n < 4; n++) await attempt('learner', 'nope');
    const locked = await attempt('learner', PASSWORD);
    expect(locked.status).toBe(429);
    expect(JSON.stringify(locked.data.problems)).toContain('1 分钟');
    expect(JSON.stringify(locked.data)).not.toContain(PASSWORD);
  });

  it('name demo accounts in the demo academy only', async () => {
    expect((await ask(loginPage, '/login')).data).toMatchObject({ demo: false });
    await setAcademyFlag(db, { name: 'demo', value: 'yes', now });
    expect((await ask(loginPage, '/login')).data).toMatchObject({ demo: true });
  });

  it('end the session on signing out, and the earlier one on signing in', async () => {
    const personId = await aPerson(db, { username: 'learner', password: PASSWORD });
    const cookie = await cookieOf(db, personId);
    await ask(login, '/login', { cookie, form: { username: 'learner', password: PASSWORD } });
    expect((await ask(settingsPage, '/me/settings', { cookie })).location).toBe(
      '/login?next=%2Fme%2Fsettings',
    );
    const other = await cookieOf(db, personId);
    const left = await ask(logout, '/logout', { cookie: other, form: {} });
    expect(left).toMatchObject({ status: 302, location: '/' });
    expect(left.cookies[0]).toMatch(/^academy_session=;.*Max-Age=0/);
    expect((await ask(settingsPage, '/me/settings', { cookie: other })).status).toBe(302);
  });

  it('keep 长辈版 on for the account, wherever it signs in', async () => {
    const personId = await aPerson(db, { username: 'elder', password: PASSWORD });
    const cookie = await cookieOf(db, personId);
    const chosen = await ask(chooseView, '/view', {
      cookie,
      form: { view: 'elder', size: '3', to: '/courses' },
    });
    expect(chosen).toMatchObject({ status: 303, location: '/courses' });
    expect(chosen.cookies[0]).toMatch(/^view=elder\.3;/);
    expect(await findPerson(db, personId)).toMatchObject({ preferredView: 'elder', textSize: 3 });
    const signedIn = await ask(login, '/login', { form: { username: 'elder', password: PASSWORD } });
    expect(signedIn.cookies.at(-1)).toMatch(/^view=elder\.3;/);
    await ask(chooseView, '/view', { cookie, form: { view: 'standard' } });
    expect((await ask(chooseView, '/view', { cookie, form: { view: 'elder' } })).cookies[0]).toMatch(
      /^view=elder\.3;/,
    );
  });

  it('let 长辈版 chosen just before signing in stay on', async () => {
    await aPerson(db, { username: 'learner', password: PASSWORD });
    const form = { username: 'learner', password: PASSWORD };
    const told = await ask(login, '/login', { cookie: 'view=elder.2', form });
    expect(told.cookies.filter((line) => line.startsWith('view='))).toEqual([]);
    expect((await ask(chooseView, '/view', { form: { view: 'elder', to: '//x.example' } })).location).toBe(
      '/',
    );
  });

  it('change a password and stay signed in here', async () => {
    const personId = await aPerson(db, { username: 'learner', password: PASSWORD });
    const cookie = await cookieOf(db, personId);
    const change = (form: Record<string, string>) => ask(changeSettings, '/me/settings', { cookie, form });
    const next = 'another-garden-8';
    expect((await change({ current: PASSWORD, password: next, again: 'typo' })).data.problems).toMatchObject([
      { field: 'again' },
    ]);
    expect((await change({ current: 'nope', password: next, again: next })).data.problems).toMatchObject([
      { field: 'current' },
    ]);
    expect((await change({ current: PASSWORD, password: 'abc', again: 'abc' })).data.problems).toMatchObject([
      { field: 'password' },
    ]);
    const done = await change({ current: PASSWORD, password: next, again: next });
    expect(done).toMatchObject({ status: 302, location: '/me/settings?saved=password' });
    const fresh = (done.cookies[0] ?? '').split(';')[0] ?? '';
    expect((await ask(settingsPage, '/me/settings?saved=password', { cookie: fresh })).data).toMatchObject({
      saved: 'password',
    });
    expect((await ask(settingsPage, '/me/settings', { cookie })).status).toBe(302);
  });

  it('show staff the people of their part, and an unknown person like one out of reach', async () => {
    const street = await aUnit(db, null, 'street', '云桥街道');
    const east = await aUnit(db, street.id, 'community', '东园社区');
    const west = await aUnit(db, street.id, 'community', '西园社区');
    const [registrar, own, other] = [
      await aPerson(db),
      await aPerson(db, { name: '温如玉' }),
      await aPerson(db, { name: '曾晓雨' }),
    ];
    await aGrant(db, registrar, 'registrar', east.id);
    for (const [personId, orgUnitId] of [
      [own, east.id],
      [other, west.id],
    ] as const) {
      await appoint(db, {
        actor: academy,
        personId,
        position: 'volunteer',
        orgUnitId,
        validFrom: '2026-01-01',
        now,
      });
    }
    const cookie = await cookieOf(db, registrar);
    const stranger = await cookieOf(db, own);
    expect((await ask(peoplePage, '/admin/people', { cookie: stranger })).status).toBe(403);
    expect((await ask(peoplePage, '/admin/people', { cookie })).data).toMatchObject({
      total: 1,
      people: [{ name: '温如玉', posts: ['东园社区 志愿者'] }],
    });
    expect((await ask(peoplePage, `/admin/people?unit=${west.id}`, { cookie })).status).toBe(404);
    expect((await ask(organisationPage, `/admin/organisation?unit=${west.id}`, { cookie })).status).toBe(404);
    expect((await ask(organisationPage, '/admin/organisation', { cookie })).data).toMatchObject({
      level: { units: [{ name: '东园社区', posts: 1 }] },
    });
    for (const personId of [other, '0190a5f0-0000-7000-8000-000000000000', 'x']) {
      expect(
        (await ask(personPage, `/admin/people/${personId}`, { cookie, params: { personId } })).status,
      ).toBe(404);
    }
  });

  it('register posts and roles, and say in words why not', async () => {
    const street = await aUnit(db, null, 'street', '云桥街道');
    const xiaoqu = await aUnit(db, street.id, 'xiaoqu', '东园一村');
    const building = await aUnit(db, xiaoqu.id, 'building', '5 栋');
    const [admin, personId] = [await aPerson(db), await aPerson(db)];
    await aGrant(db, admin, 'academy-admin');
    const cookie = await cookieOf(db, admin);
    const at = (id: string, form: Record<string, string>) =>
      ask(changePerson, `/admin/people/${id}`, { cookie, params: { personId: id }, form });
    const post = {
      what: 'appointment',
      position: 'building-head',
      orgUnitId: building.id,
      validFrom: '2026-01-01',
      validTo: '',
    };
    const page = await ask(personPage, `/admin/people/${personId}?place=${encodeURIComponent('东园 5')}`, {
      cookie,
      params: { personId },
    });
    expect(page.data.units).toEqual([{ id: building.id, trail: '云桥街道 › 东园一村 › 5 栋' }]);
    expect((await at(personId, post)).location).toBe(`/admin/people/${personId}?done=appointment`);
    expect(await at(personId, post)).toMatchObject({ status: 409 });
    expect(await at(personId, { ...post, position: 'king' })).toMatchObject({
      status: 400,
      data: { problems: [{ message: '请选岗位。' }] },
    });
    expect(await at(personId, { what: 'nonsense' })).toMatchObject({ status: 400 });
    expect((await at(personId, { what: 'grant', role: 'assessor', reach: street.id })).status).toBe(302);
    expect(await at(personId, { what: 'grant', role: 'auditor', reach: 'everywhere' })).toMatchObject({
      status: 409,
    });
    expect(
      JSON.stringify((await at(admin, { what: 'grant', role: 'registrar', reach: 'everywhere' })).data),
    ).toContain('不能给自己授权');
    const after = await ask(personPage, `/admin/people/${personId}`, { cookie, params: { personId } });
    expect(after.data).toMatchObject({
      posts: [{ position: 'building-head', unitName: '东园一村 5 栋' }],
      grants: [{ role: 'assessor', unitName: '云桥街道', mayEnd: true }],
    });
  });
});
