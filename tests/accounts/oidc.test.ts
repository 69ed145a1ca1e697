import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { beginOidc, finishOidc, linkedSince } from '#app/features/accounts/oidc.server.ts';
import { setContact } from '#app/features/contacts/contacts.server.ts';
import type { Db } from '#db/database.ts';
import { ownKeys } from '#tests/contacts/support.ts';
import { academy, aGrant, aPerson, now } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aHostileIssuer, aProvider, CLIENT, walkThrough } from './issuers.ts';

const origin = 'http://127.0.0.1:3999';
const back = `${origin}/login/oidc/callback`;

describeOnBothDatabases('signing in by another service', (open) => {
  let db: Db;
  let provider: Awaited<ReturnType<typeof aProvider>>;
  let hostile: Awaited<ReturnType<typeof aHostileIssuer>>;
  const keys = ownKeys();
  beforeAll(async () => {
    provider = await aProvider(back);
    hostile = await aHostileIssuer();
  });
  afterAll(async () => {
    await provider.close();
    await hostile.close();
  });
  beforeEach(async () => {
    db = await open();
    Object.assign(provider.mood, { account: { sub: 'lin' }, proof: {} });
    Object.assign(hostile.mood, { claims: {}, otherKey: false, status: 200 });
  });

  const envOf = (issuer: string) => ({
    ...keys.env,
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: CLIENT.id,
    OIDC_CLIENT_SECRET: CLIENT.secret,
  });
  const begin = async (linkTo: string | null = null, issuer = provider.url) => {
    const begun = await beginOidc(db, { env: envOf(issuer), origin, way: '/me/courses', linkTo, now });
    if (!begun.ok) throw new Error(begun.reason);
    return begun;
  };
  const finish = (search: URLSearchParams, browser: string | null, more: object = {}) =>
    finishOidc(db, { env: envOf(provider.url), origin, search, browser, personId: null, now, ...more });
  const goThrough = async (linkTo: string | null = null) => {
    const { address, browser } = await begin(linkTo);
    return { search: await walkThrough(address, back), browser };
  };
  const signInNow = async () => {
    const { search, browser } = await goThrough();
    return finish(search, browser);
  };

  it('knows whoever linked their account while signed in, and nobody else', async () => {
    const personId = await aPerson(db);
    expect(await signInNow()).toEqual({ ok: false, reason: 'unknown' });
    const { search, browser } = await goThrough(personId);
    expect(await finish(search, browser, { personId })).toMatchObject({ ok: true, did: 'link' });
    expect(await linkedSince(db, envOf(provider.url), personId)).toBe(now.toISOString());
    const back = { ok: true, did: 'sign-in', personId, way: '/me/courses', secondStep: false };
    expect(await signInNow()).toEqual(back);
    provider.mood.account = { sub: 'somebody-else' };
    expect(await signInNow()).toEqual({ ok: false, reason: 'unknown' });
    const second = await aPerson(db);
    provider.mood.account = { sub: 'lin' };
    const again = await goThrough(second);
    expect(await finish(again.search, again.browser, { personId: second })).toMatchObject({
      reason: 'taken',
    });
    expect((await db.selectFrom('person').select('id').execute()).length).toBe(2);
  });

  it('finds whoever has the address that both have made sure of, unless they may do anything to others', async () => {
    const personId = await aPerson(db);
    const contact = {
      env: keys.env,
      actor: academy,
      personId,
      kind: 'email',
      value: 'lin@example.cn',
    } as const;
    await setContact(db, { ...contact, source: 'staff', confirmed: false, now });
    provider.mood.account = { sub: 'lin', email: 'Lin@example.cn', email_verified: true };
    expect(await signInNow()).toMatchObject({ reason: 'unknown' });
    await setContact(db, { ...contact, source: 'self', confirmed: true, now });
    provider.mood.account.email_verified = false;
    expect(await signInNow()).toMatchObject({ reason: 'unknown' });
    provider.mood.account.email_verified = true;
    await aGrant(db, personId, 'registrar');
    expect(await signInNow()).toMatchObject({ reason: 'unknown' });
    await db.deleteFrom('role_grant').execute();
    expect(await signInNow()).toMatchObject({ ok: true, personId });
  });

  it('takes each return once, from the browser that went, in time, and for the person who began to link', async () => {
    const { search, browser } = await goThrough();
    expect(await finish(search, null)).toEqual({ ok: false, reason: 'lost' });
    expect(await finish(search, 'x'.repeat(43))).toEqual({ ok: false, reason: 'lost' });
    const wrongState = new URLSearchParams(search);
    wrongState.set('state', 'another');
    expect(await finish(wrongState, browser)).toEqual({ ok: false, reason: 'lost' });
    const later = { now: new Date(now.getTime() + 11 * 60_000) };
    expect(await finish(search, browser, later)).toEqual({ ok: false, reason: 'lost' });
    expect(await finish(search, browser)).toEqual({ ok: false, reason: 'unknown' });
    expect(await finish(search, browser)).toEqual({ ok: false, reason: 'lost' });
    const [one, other] = [await aPerson(db), await aPerson(db)];
    const linking = await goThrough(one);
    expect(await finish(linking.search, linking.browser, { personId: other })).toMatchObject({
      reason: 'lost',
    });
  });

  it('refuses a code that was used, another issuer’s answer, and a no', async () => {
    const first = await goThrough();
    await finish(first.search, first.browser);
    const second = await begin();
    const state = new URL(second.address).searchParams.get('state') ?? '';
    const replayed = new URLSearchParams(first.search);
    replayed.set('state', state);
    expect(await finish(replayed, second.browser)).toEqual({ ok: false, reason: 'refused' });
    const third = await goThrough();
    third.search.set('iss', 'https://elsewhere.example');
    expect(await finish(third.search, third.browser)).toEqual({ ok: false, reason: 'refused' });
    const fourth = await begin();
    const denied = new URLSearchParams({
      error: 'access_denied',
      state: new URL(fourth.address).searchParams.get('state') ?? '',
      iss: provider.url,
    });
    expect(await finish(denied, fourth.browser)).toEqual({ ok: false, reason: 'refused' });
  });

  it('believes no token with another nonce, audience, issuer or key, or of another time', async () => {
    const answer = async (claims: Record<string, unknown>, otherKey = false) => {
      const { address, browser } = await begin(null, hostile.url);
      const asked = new URL(address).searchParams;
      const nonce = asked.get('nonce');
      Object.assign(hostile.mood, { claims: { nonce, ...claims }, otherKey });
      const search = new URLSearchParams({ code: 'c', state: asked.get('state') ?? '' });
      const outcome = await finish(search, browser, { env: envOf(hostile.url) });
      return outcome.ok ? 'in' : outcome.reason;
    };
    const seconds = Math.floor(Date.now() / 1000);
    expect(await answer({})).toBe('unknown');
    expect(await answer({ nonce: 'another' })).toBe('refused');
    expect(await answer({ aud: 'another-client' })).toBe('refused');
    expect(await answer({ iss: 'https://elsewhere.example' })).toBe('refused');
    expect(await answer({ iat: seconds - 900, exp: seconds - 600 })).toBe('refused');
    expect(await answer({}, true)).toBe('refused');
  });

  it('says so when the service is away, before and on the way back', async () => {
    const gone = envOf('http://127.0.0.1:9');
    expect(await beginOidc(db, { env: gone, origin, way: '', linkTo: null, now })).toEqual({
      ok: false,
      reason: 'away',
    });
    const { address, browser } = await begin(null, hostile.url);
    hostile.mood.status = 500;
    const search = new URLSearchParams({
      code: 'c',
      state: new URL(address).searchParams.get('state') ?? '',
    });
    const outcome = await finish(search, browser, { env: envOf(hostile.url) });
    expect(outcome).toMatchObject({ ok: false, reason: 'away' });
  });
});
