import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { beginOidc, finishOidc } from '#app/features/accounts/oidc.server.ts';
import { loader as comeBack } from '#app/features/accounts/pages/oidc-callback.ts';
import { journalOf } from '#app/features/journal/journal.server.ts';
import type { RequestContext } from '#app/lib/context.ts';
import type { Db } from '#db/database.ts';
import { ownKeys } from '#tests/contacts/support.ts';
import { aGrant, aPerson, now } from '#tests/identity/support.ts';
import { withFactor } from '#tests/sign-in/factors.ts';
import { env as secrets } from '#tests/sign-in/visits.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aProvider, CLIENT, walkThrough } from './issuers.ts';

const origin = 'http://127.0.0.1:3999';
const back = `${origin}/login/oidc/callback`;

describeOnBothDatabases('the second step of another service', (open) => {
  let db: Db;
  let provider: Awaited<ReturnType<typeof aProvider>>;
  let personId: string;
  const keys = ownKeys();
  beforeAll(async () => {
    provider = await aProvider(back);
  });
  afterAll(() => provider.close());
  beforeEach(async () => {
    db = await open();
    provider.mood.proof = {};
    personId = await aPerson(db);
    await aGrant(db, personId, 'security-admin');
    const { address, browser } = await begin(personId);
    const linked = await finishOidc(db, {
      ...{ env: envOf(), origin, search: await walkThrough(address, back), browser, personId, now },
    });
    expect(linked).toMatchObject({ ok: true, did: 'link' });
  });

  const envOf = (taken: object = {}) => ({
    ...{ ...secrets, ...keys.env },
    ...{ OIDC_ISSUER: provider.url, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret },
    ...taken,
  });
  const begin = async (linkTo: string | null, taken: object = {}) => {
    const begun = await beginOidc(db, { env: envOf(taken), origin, way: '/admin/people', linkTo, now });
    if (!begun.ok) throw new Error(begun.reason);
    return begun;
  };
  /** Where whoever comes back is led to. */
  const ledTo = async (taken: object = {}) => {
    const { address, browser } = await begin(null, taken);
    const search = await walkThrough(address, back);
    const request = new Request(`${back}?${search}`, { headers: { cookie: `academy_oidc=${browser}` } });
    const context = { db, env: envOf(taken), clientAddress: '10.1.2.3', now: () => now };
    const answer = await comeBack({
      ...{ request, params: {} },
      context: context as unknown as RequestContext,
    }).catch((thrown: unknown) => thrown);
    if (!(answer instanceof Response)) throw answer;
    return answer.headers.get('location');
  };
  const amr = { OIDC_SECOND_STEP_AMR: ['mfa', 'otp'] };
  const acr = { OIDC_SECOND_STEP_ACR: ['urn:two-steps'] };

  it('counts where the academy says so and the service says that it was done', async () => {
    provider.mood.proof = { amr: ['pwd', 'otp'] };
    expect(await ledTo(amr)).toBe('/admin/people');
    const [line] = await journalOf(db, { subjectType: 'person', subjectId: personId });
    expect(line).toMatchObject({ action: 'person.signed-in', detail: { via: 'oidc with second step' } });
    provider.mood.proof = { acr: 'urn:two-steps' };
    expect(await ledTo(acr)).toBe('/admin/people');
  });

  it('counts for nothing otherwise: it is set up here, or asked for here', async () => {
    for (const [proof, taken] of [
      [{ amr: ['pwd', 'otp'] }, {}],
      [{ amr: ['pwd', 'otp'] }, acr],
      [{ amr: ['pwd'] }, amr],
      [{ acr: 'urn:one-step' }, acr],
      [{}, { ...amr, ...acr }],
    ] as const) {
      provider.mood.proof = proof;
      expect([proof, taken, await ledTo(taken)]).toEqual([proof, taken, '/login/set-up']);
    }
    await withFactor(db, personId);
    expect(await ledTo(amr)).toBe('/login/code');
  });

  it('is asked for there by its class, where one is named', async () => {
    expect(new URL((await begin(null, acr)).address).searchParams.get('acr_values')).toBe('urn:two-steps');
    expect(new URL((await begin(null, amr)).address).searchParams.get('acr_values')).toBeNull();
  });
});
