import { beforeEach, expect, it } from 'vitest';
import { passwordsCompared } from '#app/features/identity/passwords.server.ts';
import { sweepFailures } from '#app/features/sign-in/locks.server.ts';
import { writeNotedFailures } from '#app/features/sign-in/noting-failures.server.ts';
import { type CheckOutcome, checkPassword } from '#app/features/sign-in/sign-in.server.ts';
import type { Db } from '#db/database.ts';
import { ownKeys } from '#tests/contacts/support.ts';
import { aPerson, PASSWORD } from '#tests/identity/support.ts';
import { watch } from '#tests/statements/eye.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

const start = new Date('2026-11-22T03:00:00.000Z');
const after = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

describeOnBothDatabases('signing in', (open) => {
  let db: Db;
  let personId: string;
  const keys = ownKeys();
  beforeEach(async () => {
    db = await open();
    personId = await aPerson(db, {
      username: 'learner',
      password: PASSWORD,
      preferredView: 'elder',
      textSize: 2,
    });
  });

  const attempt = (
    password: string,
    more: { username?: string; address?: string; now?: Date } = {},
  ): Promise<CheckOutcome> =>
    checkPassword(db, { username: 'learner', password, address: '10.0.0.1', now: start, ...more });
  const counted = async () => (await db.selectFrom('sign_in_series').selectAll().execute()).length;

  it('knows the right password, whatever a phone did to the username', async () => {
    expect(await attempt(PASSWORD)).toEqual({ ok: true, personId });
    expect(await attempt(PASSWORD, { username: ' Learner ' })).toMatchObject({ ok: true });
    expect(await counted()).toBe(0);
  });

  it('says the same of a wrong password, an unknown name and a person without an account', async () => {
    await aPerson(db, { username: 'no-account' });
    const wrong = { ok: false, reason: 'wrong' };
    expect(await attempt('something else')).toEqual(wrong);
    expect(await attempt(PASSWORD, { username: 'nobody' })).toEqual(wrong);
    expect(await attempt(PASSWORD, { username: 'no-account' })).toEqual(wrong);
  });

  it('does the same for an unknown name, a phone number and a person without an account as for a wrong password', async () => {
    await aPerson(db, { username: 'no-account' });
    const workOf = async (username: string, password: string) => {
      const before = passwordsCompared();
      const eye = watch(db);
      // From a network of its own, as whoever tries names would come; keys are there by which numbers are found.
      const address = `10.7.${username.length}.1`;
      const outcome = await checkPassword(db, { username, password, address, now: start, env: keys.env });
      eye.off();
      await writeNotedFailures(db);
      const statements = eye.statements.map(({ sql }) => sql);
      return { outcome, statements, compared: passwordsCompared() - before };
    };
    const wrong = await workOf('learner', 'something else');
    expect(wrong).toMatchObject({ outcome: { ok: false, reason: 'wrong' }, compared: 1 });
    expect(wrong.statements.length).toBeGreaterThan(3);
    for (const username of ['nobody', '19900000009', 'no-account'])
      expect(await workOf(username, PASSWORD), username).toEqual(wrong);
  });

  it('locks an account after five failures, the next time for longer, and an unknown one alike', async () => {
    for (const username of ['learner', 'nobody']) {
      let minute = 0;
      for (const wait of [1, 5, 15, 60, 60]) {
        for (let n = 0; n < 5; n++)
          expect(await attempt('wrong', { username, now: after(minute) })).toMatchObject({ reason: 'wrong' });
        const locked = await attempt(PASSWORD, { username, now: after(minute) });
        expect(locked).toEqual({ ok: false, reason: 'locked', waitSeconds: wait * 60 });
        minute += wait;
      }
    }
    expect(await attempt(PASSWORD, { now: after(140.9) })).toMatchObject({ reason: 'locked' });
    expect(await attempt(PASSWORD, { now: after(141) })).toMatchObject({ ok: true });
  }, 60_000);

  it('forgets the failures of the day before', async () => {
    for (let n = 0; n < 5; n++) await attempt('wrong');
    for (let n = 0; n < 4; n++)
      expect(await attempt('wrong', { now: after(25 * 60) })).toMatchObject({ reason: 'wrong' });
    expect(await attempt('wrong', { now: after(25 * 60) })).toMatchObject({ reason: 'wrong' });
    expect(await attempt(PASSWORD, { now: after(25 * 60) })).toEqual({
      ok: false,
      reason: 'locked',
      waitSeconds: 60,
    });
  });

  it('does not lengthen a lock by knocking on it', async () => {
    for (let n = 0; n < 5; n++) await attempt('wrong');
    for (let n = 0; n < 5; n++) await attempt('wrong', { now: after(0.9) });
    expect(await attempt(PASSWORD, { now: after(1) })).toMatchObject({ ok: true });
  });

  it("forgets an account's failures when it succeeds", async () => {
    for (let n = 0; n < 4; n++) await attempt('wrong');
    await attempt(PASSWORD);
    for (let n = 0; n < 4; n++) await attempt('wrong');
    expect(await attempt(PASSWORD)).toMatchObject({ ok: true });
  });

  it('looks at five guesses at most, however many come at once', async () => {
    const isLookedAt = (outcome: CheckOutcome) => !outcome.ok && outcome.reason === 'wrong';
    let lookedAt = 0;
    for (const guesses of [12, 3, 12]) {
      const outcomes = await Promise.all(Array.from({ length: guesses }, () => attempt('wrong')));
      lookedAt += outcomes.filter(isLookedAt).length;
    }
    for (let n = 0; n < 5; n++) lookedAt += isLookedAt(await attempt('wrong')) ? 1 : 0;
    expect(lookedAt).toBe(5);
    expect(await attempt(PASSWORD)).toMatchObject({ reason: 'locked' });
  });

  it('locks an address after thirty failures over many names, whole IPv6 networks together', async () => {
    const guess = (n: number, address: string) => attempt('wrong', { username: `guess-${n}`, address });
    for (let n = 0; n < 30; n++) await guess(n, `2001:db8:1:2::${n}`);
    expect(await attempt(PASSWORD, { address: '2001:db8:1:2:ffff::1' })).toMatchObject({ reason: 'locked' });
    expect(await attempt(PASSWORD, { address: '2001:db8:1:3::1' })).toMatchObject({ ok: true });
  }, 30_000);

  it('lets many people of one centre in at once', async () => {
    for (let n = 0; n < 36; n++)
      await aPerson(db, { username: `hall-${n}`, password: n === 0 ? PASSWORD : undefined });
    const { hash } = await db
      .selectFrom('password_credential')
      .select('hash')
      .limit(1)
      .executeTakeFirstOrThrow();
    const rows = await db
      .selectFrom('person')
      .select('id')
      .where('username', 'like', 'hall-%')
      .where('username', '!=', 'hall-0')
      .execute();
    await db
      .insertInto('password_credential')
      .values(rows.map(({ id }) => ({ person_id: id, hash, changed_at: 'x' })))
      .execute();
    const outcomes = await Promise.all(
      Array.from({ length: 36 }, (_, n) => attempt(PASSWORD, { username: `hall-${n}` })),
    );
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
  }, 30_000);

  it('keeps neither name nor address, only whose account it is, and nothing once it no longer counts', async () => {
    await attempt('wrong', { address: '10.0.0.1' });
    const row = await db.selectFrom('sign_in_series').selectAll().executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toMatch(/learner|10\.0\.0\.1/);
    await sweepFailures(db, after(24 * 60 + 1));
    expect(await counted()).toBe(0);
  });
});
