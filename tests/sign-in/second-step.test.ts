import { beforeEach, expect, it } from 'vitest';
import { setPassword } from '#app/features/identity/accounts.server.ts';
import { optionalActor } from '#app/features/identity/gate.server.ts';
import { grantRole } from '#app/features/identity/grants.server.ts';
import { journalOf } from '#app/features/journal/journal.server.ts';
import { setAcademyFlag } from '#app/features/organisation/flags.server.ts';
import { codeAt, readCode } from '#app/features/sign-in/one-time-codes.rules.ts';
import { action as login } from '#app/features/sign-in/pages/login.tsx';
import { loader as codePage, action as giveCode } from '#app/features/sign-in/pages/login-code.tsx';
import { action as giveCodeJson } from '#app/features/sign-in/pages/login-code-json.ts';
import { action as setUp, loader as setUpPage } from '#app/features/sign-in/pages/login-set-up.tsx';
import { takeCode } from '#app/features/sign-in/second-factor.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { academy, aGrant, aPerson, cookieOf, now, PASSWORD } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { withFactor } from './factors.ts';
import { ask, cookieAfter, env } from './visits.ts';

const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

describeOnBothDatabases('the second step', (open) => {
  let db: Db;
  let personId: string;
  beforeEach(async () => {
    db = await open();
    personId = await aPerson(db, { username: 'security', password: PASSWORD });
  });

  const enter = (form: Record<string, string> = {}, at = now) =>
    ask(db, login, '/login', { form: { username: 'security', password: PASSWORD, ...form }, now: at });
  const give = (cookie: string, code: string, at = now) =>
    ask(db, giveCode, '/login/code', { cookie, form: { code }, now: at });
  const opens = async (cookie: string) =>
    (await optionalActor(new Request('http://x/', { headers: { cookie } }), { db, now: () => now })) !== null;
  const restart = (id = personId) =>
    db
      .deleteFrom('sign_in_series')
      .execute()
      .then(() => id);

  it('lets in whoever knows both, on the way they were going; the password alone opens nothing', async () => {
    const { secret } = await withFactor(db, personId);
    const first = await enter({ next: '/admin/people?q=1' });
    expect(first).toMatchObject({ status: 302, location: '/login/code' });
    expect(first.cookies).toHaveLength(1);
    expect(first.cookies[0]).toMatch(
      /^academy_step=[\w-]{32}; Path=\/login; Max-Age=900; HttpOnly; SameSite=Lax$/,
    );
    const half = cookieAfter(first.cookies);
    expect(await opens(half)).toBe(false);
    expect(await db.selectFrom('session').selectAll().execute()).toEqual([]);
    expect((await ask(db, codePage, '/login/code', { cookie: half })).status).toBe(200);
    expect((await ask(db, codePage, '/login/code')).location).toBe('/login');
    const done = await give(half, codeAt(secret, later(30)));
    expect(done).toMatchObject({ status: 302, location: '/admin/people?q=1' });
    expect(await opens(cookieAfter(done.cookies))).toBe(true);
    expect(done.cookies.at(-1)).toMatch(/^academy_step=; Path=\/login; Max-Age=0/);
    // The half session is used up.
    expect((await give(half, codeAt(secret, later(60)), later(60))).location).toBe('/login');
    const [line] = await journalOf(db, { subjectType: 'person', subjectId: personId });
    expect(line).toMatchObject({ action: 'person.signed-in', detail: { via: 'code' } });
  });

  it('takes no code twice, nor one older than the last', async () => {
    const { secret } = await withFactor(db, personId);
    const half = cookieAfter((await enter()).cookies);
    // The code that set it up.
    expect((await give(half, codeAt(secret, now))).status).toBe(400);
    expect((await give(half, codeAt(secret, later(30)))).status).toBe(302);
    const again = cookieAfter((await enter()).cookies);
    expect((await give(again, codeAt(secret, later(30)))).status).toBe(400);
    expect((await give(again, codeAt(secret, now))).status).toBe(400);
    expect((await give(again, codeAt(secret, later(60)), later(31))).status).toBe(302);
  });

  it('of fifty at once with one code lets one in', async () => {
    const { secret, codes } = await withFactor(db, personId);
    for (const code of [codes[3] ?? '', codeAt(secret, later(30))]) {
      const typed = readCode(code);
      if (!typed) throw new Error(code);
      const taken = await Promise.all(
        Array.from({ length: 50 }, () => takeCode(db, { env, personId, typed, now: later(5) })),
      );
      expect(taken.filter(Boolean)).toHaveLength(1);
    }
    await restart();
    const halves: string[] = [];
    for (let n = 0; n < 20; n += 1) halves.push(cookieAfter((await enter()).cookies));
    const answers = await Promise.all(halves.map((half) => give(half, codes[5] ?? '')));
    expect(answers.filter(({ location }) => location === '/me')).toHaveLength(1);
    expect(answers.every(({ status }) => [302, 400, 429].includes(status))).toBe(true);
  }, 60_000);

  it('takes each recovery code once, however it is written, and keeps none of them', async () => {
    const { codes } = await withFactor(db, personId);
    expect(new Set(codes).size).toBe(10);
    const rows = JSON.stringify(await db.selectFrom('recovery_code').selectAll().execute());
    for (const code of codes) expect(rows).not.toContain(code.replaceAll(' ', ''));
    const [code = ''] = codes;
    const half = cookieAfter((await enter()).cookies);
    expect((await give(half, code.toLowerCase().replaceAll(' ', '-'))).status).toBe(302);
    const again = cookieAfter((await enter()).cookies);
    expect((await give(again, code)).status).toBe(400);
    expect((await give(again, codes[9] ?? '')).status).toBe(302);
  });

  it('counts wrong codes like wrong passwords, apart from them: knowing the password resets nothing', async () => {
    await withFactor(db, personId);
    await restart();
    const half = cookieAfter((await enter()).cookies);
    for (let n = 0; n < 3; n += 1) expect((await give(half, '000000')).status).toBe(400);
    // In between the right password, again and again.
    const again = cookieAfter((await enter()).cookies);
    for (let n = 0; n < 2; n += 1) expect((await give(again, '000000')).status).toBe(400);
    expect((await give(again, '000000')).status).toBe(429);
    // The password is not guessed at by that, and opens no more guesses at the code.
    const third = cookieAfter((await enter()).cookies);
    expect((await give(third, '000000')).status).toBe(429);
    const context = { cookie: again, form: { code: '000000' } };
    expect((await ask(db, giveCodeJson, '/login/code', context)).status).toBe(429);
    expect((await enter({}, later(60))).status).toBe(302);
  });

  it('keeps its secret closed, and in its own row', async () => {
    const { secret } = await withFactor(db, personId);
    const row = await db.selectFrom('second_factor').selectAll().executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain(secret);
    const other = await aPerson(db);
    await db
      .insertInto('second_factor')
      .values({ ...row, person_id: other, last_step: 0 })
      .execute();
    const typed = { kind: 'one-time', code: codeAt(secret, later(30)) } as const;
    expect(await takeCode(db, { env, personId: other, typed, now })).toBe(false);
    const elsewhere = { ...env, CREDENTIALS_SECRET: 'another secret of thirty-two characters' };
    expect(await takeCode(db, { env: elsewhere, personId, typed, now })).toBe(false);
    expect(await takeCode(db, { env, personId, typed, now })).toBe(true);
  });

  it('is asked of the four kinds of administrators before anything else, and not in the demo academy', async () => {
    await aGrant(db, personId, 'security-admin');
    const first = await enter({ next: '/admin/people' });
    expect(first.location).toBe('/login/set-up');
    const cookie = cookieAfter(first.cookies);
    expect(await opens(cookie)).toBe(false);
    expect((await ask(db, codePage, '/login/code', { cookie })).location).toBe('/login/set-up');
    const shown = (await ask(db, setUpPage, '/login/set-up', { cookie })).data.shown as {
      secret: string;
      offer: string;
    };
    const secret = shown.secret.replaceAll(' ', '');
    const send = (code: string, offer = shown.offer) =>
      ask(db, setUp, '/login/set-up', { cookie, form: { offer, code } });
    const wrong = await send('000000');
    expect(wrong).toMatchObject({
      status: 400,
      data: { shown: { secret: shown.secret, offer: shown.offer } },
    });
    expect((await send(codeAt(secret, now), 'made up')).status).toBe(400);
    const done = await send(codeAt(secret, now));
    expect(done.status).toBe(200);
    expect(done.data.done).toMatchObject({ codes: { length: 10 }, goal: '/admin/people' });
    // Once: nobody sees these codes or this secret again.
    expect((await ask(db, setUpPage, '/login/set-up', { cookie })).location).toBe('/login');
    const { codes } = done.data.done as { codes: string[] };
    const next = cookieAfter((await enter()).cookies);
    expect((await give(next, codes[0] ?? '')).status).toBe(302);
    await db.deleteFrom('recovery_code').execute();
    await db.deleteFrom('second_factor').execute();
    await setAcademyFlag(db, { name: 'demo', value: 'yes', now });
    expect((await enter()).location).toBe('/admin/people');
  });

  it('is asked for the day before such a role begins: the session may last until then', async () => {
    const tomorrow = new Date(now.getTime() + 86_400_000);
    const granted = await grantRole(db, {
      ...{ actor: academy, personId, role: 'auditor', orgUnitId: null },
      ...{ validFrom: dayOf(tomorrow), now },
    });
    expect(granted.ok).toBe(true);
    // Half an hour before that day begins, and long before.
    const late = new Date(Date.parse(`${dayOf(tomorrow)}T00:00:00+08:00`) - 1_800_000);
    expect((await enter({}, late)).location).toBe('/login/set-up');
    expect((await enter({}, new Date(late.getTime() - 20 * 3_600_000))).location).toBe('/me');
  });

  it('is asked for anew when somebody is given such a role', async () => {
    const cookie = await cookieOf(db, personId);
    await aGrant(db, personId, 'registrar');
    expect(await opens(cookie)).toBe(true);
    await aGrant(db, personId, 'academy-admin');
    expect(await opens(cookie)).toBe(false);
  });

  it('ends half way when the password is changed', async () => {
    const { secret } = await withFactor(db, personId);
    const half = cookieAfter((await enter()).cookies);
    const password = 'another-garden-9';
    await setPassword(db, { actor: academy, personId, password, now: later(60) });
    expect((await give(half, codeAt(secret, later(61)), later(61))).location).toBe('/login');
  });

  it('ends half way after a quarter of an hour', async () => {
    const { secret } = await withFactor(db, personId);
    const half = cookieAfter((await enter()).cookies);
    const late = later(15 * 60 + 1);
    expect((await give(half, codeAt(secret, late), late)).location).toBe('/login');
  });
});
