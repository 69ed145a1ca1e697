import { beforeEach, expect, it } from 'vitest';
import { askForReset } from '#app/features/accounts/forgotten.server.ts';
import { resetByCode } from '#app/features/accounts/reset.server.ts';
import { setContact } from '#app/features/contacts/contacts.server.ts';
import { optionalActor } from '#app/features/identity/gate.server.ts';
import { startSession } from '#app/features/identity/sessions.server.ts';
import { checkPassword } from '#app/features/sign-in/sign-in.server.ts';
import type { Db } from '#db/database.ts';
import { ownKeys } from '#tests/contacts/support.ts';
import { academy, aGrant, aPerson, now, PASSWORD } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { digitsIn, workOff } from './support.ts';

const NEXT = 'a-new-garden-8';
const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

describeOnBothDatabases('a forgotten password', (open) => {
  let db: Db;
  let personId: string;
  const keys = ownKeys();
  beforeEach(async () => {
    db = await open();
    personId = await aPerson(db, { username: 'learner', password: PASSWORD });
    for (const [kind, value] of [
      ['phone', '19900000001'],
      ['email', 'lin@example.cn'],
    ] as const)
      await setContact(db, {
        ...{ env: keys.env, actor: academy, personId, kind, value },
        ...{ source: 'staff', confirmed: true, now },
      });
  });

  let machine = 0;
  const ask = async (typed: string, more: object = {}) => {
    machine += 1;
    const asked = { env: keys.env, typed, address: `10.0.${machine}.1`, now, ...more };
    const outcome = await askForReset(db, asked);
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.requestId;
  };
  const use = (requestId: string, code: string, more: object = {}) =>
    resetByCode(db, {
      ...{ env: keys.env, requestId, code, password: NEXT, address: '10.0.0.1', now },
      ...more,
    });
  const knows = async (password: string) =>
    (await checkPassword(db, { username: 'learner', password, address: '10.0.0.9', now })).ok;

  it('is set anew with the digits of a short message, by whatever name was typed, and everybody is signed out', async () => {
    const cookie = (await startSession(db, { personId, secure: false, now })).split(';')[0] ?? '';
    const request = { method: 'GET', url: 'http://a/me', headers: new Headers({ cookie }) };
    expect(await optionalActor(request, { db, now: () => now })).not.toBeNull();
    for (const typed of ['learner', '+86 199 0000 0001']) {
      const id = await ask(typed);
      const [message] = await workOff(db, keys.env, now);
      expect(message?.to).toBe('19900000001');
      const code = message ? digitsIn(message) : '';
      expect(await use(id, ` ${code.slice(0, 4)} ${code.slice(4)} `)).toEqual({ ok: true, personId });
      expect(await use(id, code)).toEqual({ ok: false, reason: 'wrong' });
    }
    expect(await knows(NEXT)).toBe(true);
    expect(await optionalActor(request, { db, now: () => now })).toBeNull();
  });

  it('is set anew by the link of a letter, which leads to the address of the academy', async () => {
    const id = await ask('lin@example.cn');
    const env = { ...keys.env, PUBLIC_URL: new URL('https://college.example.cn') };
    const [letter] = await workOff(db, env, now);
    const link = /https:\/\/college\.example\.cn\/login\/reset\?request=([\w-]+)&link=([\w-]{43})/.exec(
      letter?.words ?? '',
    );
    expect(link?.[1]).toBe(id);
    expect(await use(id, link?.[2] ?? '')).toMatchObject({ ok: true });
  });

  it('keeps nothing of a code that could be read', async () => {
    await ask('19900000001');
    const [message] = await workOff(db, keys.env, now);
    const everything = JSON.stringify([
      await db.selectFrom('reset_request').selectAll().execute(),
      await db.selectFrom('message').selectAll().execute(),
      await db.selectFrom('job').selectAll().execute(),
      await db.selectFrom('journal_entry').selectAll().execute(),
    ]);
    expect(everything).not.toContain(message ? digitsIn(message) : '-');
    expect(everything).not.toContain('19900000001');
  });

  it('leaves the same behind for an account that there is and one that there is not, until the worker looks', async () => {
    const shape = async () =>
      (await db.selectFrom('reset_request').select(['person_id', 'code_hash', 'tries']).execute()).map(
        (row) => JSON.stringify(row),
      );
    await ask('learner');
    await ask('nobody-at-all');
    await ask('18800000000');
    expect(new Set(await shape()).size).toBe(1);
    expect(await workOff(db, keys.env, now)).toHaveLength(1);
    const nobody = await ask('nobody-at-all');
    await workOff(db, keys.env, now);
    expect(await use(nobody, '00000000')).toEqual({ ok: false, reason: 'wrong' });
    expect(await use('00000000-0000-4000-8000-000000000000', '00000000')).toEqual({
      ok: false,
      reason: 'wrong',
    });
  });

  it('ends after a quarter of an hour, and after five wrong tries also for the right code', async () => {
    const late = await ask('learner');
    const [first] = await workOff(db, keys.env, now);
    const code = first ? digitsIn(first) : '';
    expect(await use(late, code, { now: after(15.1) })).toMatchObject({ reason: 'wrong' });
    for (let n = 0; n < 5; n++) expect(await use(late, '12345678')).toMatchObject({ reason: 'wrong' });
    expect(await use(late, code)).toMatchObject({ reason: 'wrong' });
    expect(await knows(PASSWORD)).toBe(true);
  });

  it('ends when somebody is given a right, and then goes only where they confirmed it themselves', async () => {
    const id = await ask('learner');
    const [message] = await workOff(db, keys.env, now);
    const code = message ? digitsIn(message) : '';
    await aGrant(db, personId, 'registrar', null, after(1));
    expect(await use(id, code, { now: after(2) })).toEqual({ ok: false, reason: 'wrong' });
    const anew = await ask('learner', { now: after(3) });
    expect(await workOff(db, keys.env, after(3))).toHaveLength(1);
    await db.updateTable('contact').set({ confirmed_at: null }).execute();
    for (const typed of ['learner', '19900000001']) await ask(typed, { now: after(70) });
    expect(await workOff(db, keys.env, after(70))).toEqual([]);
    expect(anew).not.toBe(id);
    expect(await knows(PASSWORD)).toBe(true);
  });

  it('does not count a password that is not good enough as a wrong code', async () => {
    const id = await ask('learner');
    const [message] = await workOff(db, keys.env, now);
    const code = message ? digitsIn(message) : '';
    for (let n = 0; n < 7; n++)
      expect(await use(id, code, { password: 'short' })).toMatchObject({ reason: 'password' });
    expect(await use(id, code)).toMatchObject({ ok: true });
  });

  it('is set by one of fifty with the same code', async () => {
    const id = await ask('learner');
    const [message] = await workOff(db, keys.env, now);
    const code = message ? digitsIn(message) : '';
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        use(id, code, { password: `${NEXT}-${n}`, address: `10.9.${n}.1` }),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('can be asked for three times an hour by one name and twenty times from one machine', async () => {
    for (let n = 0; n < 3; n++) await ask('learner');
    await expect(ask('Learner ')).rejects.toThrow('too-many');
    for (let n = 0; n < 20; n++) await ask(`guess-${n}`, { address: '10.7.0.1' });
    await expect(ask('guess-x', { address: '10.7.0.1' })).rejects.toThrow('too-many');
    await ask('learner', { now: after(61) });
  });
});
