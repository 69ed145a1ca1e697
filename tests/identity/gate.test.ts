import { beforeEach, describe, expect, it } from 'vitest';
import {
  optionalActor,
  peekSitting,
  requireActor,
  requireRole,
  sittingOf,
} from '#app/features/identity/gate.server.ts';
import { forgetKeptActors } from '#app/features/identity/kept-actors.server.ts';
import { revokeRole } from '#app/features/identity/people.server.ts';
import {
  endAllSessions,
  endSession,
  sessionIdOf,
  startSession,
} from '#app/features/identity/sessions.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, aGrant, aPerson, aUnit, cookieOf, now } from './support.ts';

describeOnBothDatabases('the gate', (open) => {
  let db: Db;
  let personId: string;
  beforeEach(async () => {
    db = await open();
    personId = await aPerson(db);
  });

  const context = () => ({ db, now: () => now });
  function request(path: string, headers: Record<string, string> = {}, method = 'GET') {
    return new Request(`http://127.0.0.1:3000${path}`, { headers, method });
  }
  async function thrown(promise: Promise<unknown>): Promise<Response> {
    const outcome = await promise.then(
      () => null,
      (error: unknown) => error,
    );
    if (!(outcome instanceof Response)) throw new Error(`expected an answer, got ${String(outcome)}`);
    return outcome;
  }

  it('knows who is signed in, with the roles held today and their scope', async () => {
    const street = await aUnit(db, null, 'street', '方圆街道');
    await aGrant(db, personId, 'assessor', street.id);
    await aGrant(db, personId, 'instructor');
    const cookie = await cookieOf(db, personId);
    const actor = await requireActor(request('/me', { cookie }), context());
    expect(actor).toMatchObject({ personId, name: '佟向暖' });
    expect(actor.roles).toEqual([
      { role: 'assessor', scopePath: street.path, scopeTree: 'territory', school: null },
      { role: 'instructor', scopePath: null, scopeTree: null, school: null },
    ]);
    expect(await optionalActor(request('/'), context())).toBeNull();
  });

  it('sends people to sign in and back, programs a 401', async () => {
    const page = await thrown(requireActor(request('/me/credits?year=2026'), context()));
    expect(page.status).toBe(302);
    expect(page.headers.get('location')).toBe('/login?next=%2Fme%2Fcredits%3Fyear%3D2026');
    const json = await thrown(
      requireActor(request('/me/credits', { accept: 'application/json' }), context()),
    );
    expect(json.status).toBe(401);
    expect(await json.json()).toMatchObject({ error: { code: 'sign-in' } });
  });

  it('sends whoever posted a form back to the page it stands on', async () => {
    const referer = 'http://127.0.0.1:3000/courses/ZL05';
    const own = await thrown(requireActor(request('/sections/1/enrolment', { referer }, 'POST'), context()));
    expect(own.headers.get('location')).toBe('/login?next=%2Fcourses%2FZL05');
    const foreign = { referer: 'http://elsewhere.example/courses' };
    const other = await thrown(requireActor(request('/sections/1/enrolment', foreign, 'POST'), context()));
    expect(other.headers.get('location')).toBe('/login?next=%2F');
  });

  it('refuses a role not held with 403', async () => {
    const cookie = await cookieOf(db, personId);
    expect((await thrown(requireRole(request('/admin', { cookie }), context(), 'registrar'))).status).toBe(
      403,
    );
    await aGrant(db, personId, 'registrar');
    expect(await requireRole(request('/admin', { cookie }), context(), 'registrar', 'auditor')).toMatchObject(
      { personId },
    );
  });

  it('stops knowing a role as soon as it is revoked', async () => {
    const grantId = await aGrant(db, personId, 'registrar');
    const cookie = await cookieOf(db, personId);
    await requireRole(request('/admin', { cookie }), context(), 'registrar');
    expect(await revokeRole(db, { actor: academy, personId, grantId, now })).toBe(true);
    expect((await thrown(requireRole(request('/admin', { cookie }), context(), 'registrar'))).status).toBe(
      403,
    );
  });

  describe('sessions', () => {
    it('are stored as a hash only', async () => {
      const cookie = await cookieOf(db, personId);
      const rows = await db.selectFrom('session').selectAll().execute();
      expect(rows).toHaveLength(1);
      expect(rows[0]!.id).toMatch(/^[0-9a-f]{64}$/);
      expect(cookie).not.toContain(rows[0]!.id);
      const asHash = `academy_session=${rows[0]!.id}`;
      expect(await optionalActor(request('/', { cookie: asHash }), context())).toBeNull();
    });

    it('travel in a cookie that scripts and other sites cannot use', async () => {
      const secure = await startSession(db, { personId, secure: true, now });
      expect(secure).toMatch(/HttpOnly/);
      expect(secure).toMatch(/SameSite=Lax/);
      expect(secure).toMatch(/Secure/);
      expect(secure).toMatch(/Path=\//);
      expect(await startSession(db, { personId, secure: false, now })).not.toMatch(/Secure/);
    });

    it('end one by one or all together, also where they were just used', async () => {
      const [first, second] = [await cookieOf(db, personId), await cookieOf(db, personId)];
      await requireActor(request('/me', { cookie: first }), context());
      await endSession(db, sessionIdOf(first)!);
      expect(await optionalActor(request('/me', { cookie: first }), context())).toBeNull();
      expect(await optionalActor(request('/me', { cookie: second }), context())).toMatchObject({ personId });
      await endAllSessions(db, personId);
      expect(await optionalActor(request('/me', { cookie: second }), context())).toBeNull();
    });

    it('end by themselves, and are prolonged while in use', async () => {
      const cookie = await cookieOf(db, personId);
      const expireIn = (days: number) =>
        db
          .updateTable('session')
          .set({ expires_at: new Date(Date.now() + days * 86_400_000).toISOString() })
          .execute();
      await expireIn(3);
      expect(await optionalActor(request('/me', { cookie }), context())).toMatchObject({ personId });
      const { expires_at } = await db.selectFrom('session').select('expires_at').executeTakeFirstOrThrow();
      expect(Date.parse(expires_at) - Date.now()).toBeGreaterThan(13 * 86_400_000);
      await expireIn(-1);
      forgetKeptActors();
      expect(await optionalActor(request('/me', { cookie }), context())).toBeNull();
      expect(await db.selectFrom('session').selectAll().execute()).toEqual([]);
    });

    const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
    const opens = async (cookie: string, at = now) => {
      forgetKeptActors();
      return (await optionalActor(request('/me', { cookie }), { db, now: () => at })) !== null;
    };
    const unusedFor = (minutes: number) =>
      db
        .updateTable('session')
        .set({ used_at: minutesAgo(minutes).toISOString() })
        .execute();
    const usedAt = async () =>
      (await db.selectFrom('session').select('used_at').executeTakeFirstOrThrow()).used_at;

    /** Opens, and waits until that use has been noted, which nobody else waits for: it must not come after what the test writes next. */
    const uses = async (cookie: string) => {
      expect(await opens(cookie)).toBe(true);
      await expect.poll(usedAt).toBe(now.toISOString());
    };

    it('end unused: of learners after two hours, of staff after half an hour, of administrators sooner', async () => {
      const cookie = await cookieOf(db, personId);
      await unusedFor(119);
      await uses(cookie);
      await unusedFor(121);
      expect(await opens(cookie)).toBe(false);
      const grantId = await aGrant(db, personId, 'credit-reviewer');
      await unusedFor(29);
      await uses(cookie);
      await unusedFor(31);
      expect(await opens(cookie)).toBe(false);
      await revokeRole(db, { actor: academy, personId, grantId, now });
      await aGrant(db, personId, 'auditor');
      await unusedFor(16);
      expect(await opens(cookie)).toBe(false);
    });

    it('last for days on a device of one’s own, until a role comes', async () => {
      const line = await startSession(db, {
        personId,
        secure: false,
        ownDevice: true,
        now: minutesAgo(9000),
      });
      const cookie = line.split(';')[0] ?? '';
      await uses(cookie);
      await unusedFor(6000);
      await aGrant(db, personId, 'liaison');
      expect(await opens(cookie)).toBe(false);
    });

    it('are noted as used now and then, by any request, and not by whoever only asks how long they last', async () => {
      const cookie = await cookieOf(db, personId, minutesAgo(100));
      const peeked = await peekSitting(request('/me', { cookie }), context());
      expect(peeked?.endsMs).toBe(minutesAgo(100).getTime() + 120 * 60_000);
      expect(await usedAt()).toBe(minutesAgo(100).toISOString());
      const sitting = await sittingOf(request('/me', { cookie }), context());
      expect(sitting).toMatchObject({ endsMs: now.getTime() + 120 * 60_000, extendable: true });
      await expect.poll(usedAt).toBe(now.toISOString());
      const soon = new Date(now.getTime() + 4 * 60_000);
      expect(await opens(cookie, soon)).toBe(true);
      expect(await opens(cookie, new Date(now.getTime() + 6 * 60_000))).toBe(true);
      await expect.poll(usedAt).toBe(new Date(now.getTime() + 6 * 60_000).toISOString());
    });

    it('of staff end the same day', async () => {
      const since = minutesAgo(13 * 60);
      const line = await startSession(db, { personId, secure: false, ownDevice: true, now: since });
      const cookie = line.split(';')[0] ?? '';
      await unusedFor(1);
      expect(await opens(cookie)).toBe(true);
      await aGrant(db, personId, 'credit-reviewer');
      await unusedFor(1);
      expect(await opens(cookie)).toBe(false);
    });

    it.each([
      'academy_session=',
      'academy_session=x',
      `academy_session=${'a'.repeat(4000)}`,
      'academy_session=%00',
      'x=1',
    ])('cannot be made up: %s', async (cookie) => {
      expect(await optionalActor(request('/me', { cookie }), context())).toBeNull();
    });
  });
});
