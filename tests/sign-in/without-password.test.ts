import { beforeEach, expect, it } from 'vitest';
import { askForReset } from '#app/features/accounts/forgotten.server.ts';
import { action as contacts, loader as contactsPage } from '#app/features/accounts/pages/my-contacts.tsx';
import { action as link } from '#app/features/accounts/pages/oidc.tsx';
import { resetByCode } from '#app/features/accounts/reset.server.ts';
import { contactsOf, setContact } from '#app/features/contacts/contacts.server.ts';
import { action as close, loader as closePage } from '#app/features/privacy/pages/my-closing.tsx';
import { codeAt } from '#app/features/sign-in/one-time-codes.rules.ts';
import { action as step, loader as stepPage } from '#app/features/sign-in/pages/second-step.tsx';
import { offerSecret } from '#app/features/sign-in/second-factor.server.ts';
import { action as settings, loader as settingsPage } from '#app/shell/pages/settings.tsx';
import type { Db } from '#db/database.ts';
import { digitsIn, workOff } from '#tests/accounts/support.ts';
import { ownKeys } from '#tests/contacts/support.ts';
import { academy, aPerson, cookieOf, now, PASSWORD } from '#tests/identity/support.ts';
import { askPage } from '#tests/support/asking.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { withFactor } from './factors.ts';
import { SECRET } from './visits.ts';

const PHONE = '19900000003';
const oidc = { OIDC_ISSUER: 'https://127.0.0.1:9', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' };
type Form = Record<string, string>;

describeOnBothDatabases('somebody without a password whose session was left open', (open) => {
  let db: Db;
  let personId: string;
  let cookie: string;
  const keys = ownKeys();
  beforeEach(async () => {
    db = await open();
    personId = await aPerson(db, { username: 'learner' });
    cookie = await cookieOf(db, personId);
  });

  const visit = () => ({ cookie, now, env: { ...keys.env, CREDENTIALS_SECRET: SECRET } });
  const send = (page: unknown, path: string, form: Form, env: object = {}) =>
    askPage(db, page, path, { ...visit(), env: { ...visit().env, ...env }, form });
  const ask = (current?: string) =>
    send(contacts, '/me/settings/contacts', {
      ...{ what: 'ask', kind: 'phone', value: PHONE },
      ...(current === undefined ? {} : { current }),
    });
  const closing = (password: string) => send(close, '/me/data/closing', { means: 'close', password });
  const proofOn = async (page: unknown) => (await askPage(db, page, '/', visit())).data.proof;
  const isClosing = async () => (await db.selectFrom('account_closing').selectAll().execute()).length > 0;

  it('changes nothing about who gets in, whatever is typed, and is told who helps', async () => {
    for (const current of [undefined, '', 'anything at all', '123456']) {
      const told = await ask(current);
      expect(told.status).toBe(403);
      expect(JSON.stringify(told.data)).toMatch(/没有密码.*忘记密码.*社区联络员/);
    }
    expect(await workOff(db, keys.env, now)).toEqual([]);
    const { shown } = (await askPage(db, stepPage, '/', visit())).data as {
      shown: { secret: string; offer: string } | null;
    };
    expect(shown).toBeNull();
    const linked = await send(link, '/login/oidc', { what: 'link', password: 'anything' }, oidc);
    expect(linked.status).toBe(403);
    // The only way in is not taken away either.
    const row = { id: 'l', issuer: 'https://127.0.0.1:9', subject: 's', linked_at: now.toISOString() };
    await db
      .insertInto('oidc_link')
      .values({ ...row, person_id: personId })
      .execute();
    expect((await send(link, '/login/oidc', { what: 'unlink' }, oidc)).status).toBe(409);
    expect(await db.selectFrom('oidc_link').select('subject').execute()).toHaveLength(1);
    const closed = await closing('anything at all');
    expect(closed).toMatchObject({ status: 403 });
    expect(JSON.stringify(closed.data)).toContain('没有密码');
    expect(await isClosing()).toBe(false);
    const changed = await send(settings, '/me/settings', {
      ...{ current: 'anything', password: PASSWORD, again: PASSWORD },
    });
    expect(changed.status).toBe(400);
    for (const page of [contactsPage, stepPage, closePage]) expect(await proofOn(page)).toBe('none');
    expect((await askPage(db, settingsPage, '/me/settings', visit())).data.hasPassword).toBe(false);
  });

  it('sets no second step up, with a secret that was offered before either', async () => {
    const { secret, offer } = offerSecret(visit().env, { personId, now });
    const form = { what: 'set-up', offer, code: codeAt(secret, now) };
    expect((await send(step, '/me/security/second-step', form)).status).toBe(403);
    expect(await db.selectFrom('second_factor').selectAll().execute()).toEqual([]);
  });

  it('shows a code of the second step in its place, used once, guessed at no more than at the door', async () => {
    const { codes } = await withFactor(db, personId);
    cookie = await cookieOf(db, personId);
    for (const page of [contactsPage, stepPage, closePage]) expect(await proofOn(page)).toBe('code');
    expect((await ask('')).status).toBe(400);
    expect((await ask('000000')).status).toBe(400);
    expect((await ask(codes[0])).location).toBe('/me/settings/contacts?done=ask');
    expect((await closing(codes[0] ?? '')).status).toBe(400);
    expect(await isClosing()).toBe(false);
    expect((await closing(codes[1] ?? '')).location).toBe('/me/data/closing?done=asked');
    for (let n = 0; n < 5; n += 1) expect((await ask('000000')).status).toBe(400);
    expect((await ask(codes[2])).status).toBe(429);
  });

  it('gets a password by a code to the contact that they have, and goes on with it', async () => {
    await setContact(db, {
      ...{ env: keys.env, actor: academy, personId, kind: 'phone', value: '19900000001' },
      ...{ source: 'self', confirmed: true, now },
    });
    const asked = await askForReset(db, { env: keys.env, typed: 'learner', address: '10.0.0.1', now });
    const [message] = await workOff(db, keys.env, now);
    expect(message?.to).toBe('19900000001');
    const set = await resetByCode(db, {
      ...{ env: keys.env, requestId: asked.ok ? asked.requestId : '', password: PASSWORD },
      ...{ code: message ? digitsIn(message) : '', address: '10.0.0.1', now },
    });
    expect(set).toEqual({ ok: true, personId });
    cookie = await cookieOf(db, personId);
    expect(await proofOn(contactsPage)).toBe('password');
    expect((await ask('')).status).toBe(400);
    expect((await ask('not it')).status).toBe(400);
    expect((await ask(PASSWORD)).location).toBe('/me/settings/contacts?done=ask');
    expect(await contactsOf(db, keys.env, personId)).toHaveLength(1);
  });
});
