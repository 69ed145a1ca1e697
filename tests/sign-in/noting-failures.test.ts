import { beforeEach, expect, it } from 'vitest';
import { setFirstPassword } from '#app/features/accounts/first-password.server.ts';
import { askForReset } from '#app/features/accounts/forgotten.server.ts';
import { loader as comeBack } from '#app/features/accounts/pages/oidc-callback.ts';
import { resetByCode } from '#app/features/accounts/reset.server.ts';
import { setContact } from '#app/features/contacts/contacts.server.ts';
import { appoint } from '#app/features/identity/appointments.server.ts';
import { tellLeftOut, writeNotedFailures } from '#app/features/sign-in/noting-failures.server.ts';
import { loader as desk } from '#app/features/sign-in/pages/sign-in-desk.tsx';
import { checkCode } from '#app/features/sign-in/second-step.server.ts';
import { checkPassword } from '#app/features/sign-in/sign-in.server.ts';
import type { RequestContext } from '#app/lib/context.ts';
import type { Db } from '#db/database.ts';
import { workOff } from '#tests/accounts/support.ts';
import { ownKeys } from '#tests/contacts/support.ts';
import { academy, aGrant, aPerson, aUnit, cookieOf, now, PASSWORD } from '#tests/identity/support.ts';
import { watch } from '#tests/statements/eye.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { withFactor } from './factors.ts';
import { ask, env } from './visits.ts';

const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const origin = '203.0.113.0/24';

describeOnBothDatabases('a failure to sign in', (open) => {
  let db: Db;
  let personId: string;
  const keys = ownKeys();
  beforeEach(async () => {
    db = await open();
    personId = await aPerson(db, { username: 'learner', name: '佟小满', password: PASSWORD });
  });

  const address = '203.0.113.7';
  const guess = (username: string, from = address, at = now) =>
    checkPassword(db, { username, password: 'wrong', address: from, now: at });
  const linesOf = async (action: string) => {
    await writeNotedFailures(db);
    return db
      .selectFrom('journal_entry')
      .select(['subject_id', 'outcome', 'origin', 'detail'])
      .where('action', '=', action)
      .orderBy('id')
      .execute();
  };
  const line = { subject_id: '', outcome: 'failed', origin };

  it('by a wrong code of the second step is a line about the person', async () => {
    await withFactor(db, personId);
    const typed = { env, personId, code: '000000', address, cookies: null, now };
    for (let n = 0; n < 6; n += 1) await checkCode(db, typed);
    expect(await linesOf('second-step.failed')).toMatchObject([{ ...line, subject_id: personId }]);
  });

  it('by a wrong first code is a line about whoever is named, and without a name about nobody', async () => {
    const use = (typed: string) =>
      setFirstPassword(db, { env: keys.env, typed, code: 'AAAAAAAA', password: PASSWORD, address, now });
    await use('learner');
    await use('nobody-at-all');
    expect(await linesOf('first-code.failed')).toMatchObject([
      { ...line, subject_id: personId },
      { ...line, subject_id: 'unknown' },
    ]);
  });

  it('by a wrong code for a new password is a line about whoever it was sent to', async () => {
    await setContact(db, {
      ...{ env: keys.env, actor: academy, personId, kind: 'phone', value: '19900000001' },
      ...{ source: 'staff', confirmed: true, now },
    });
    const asked = await askForReset(db, { env: keys.env, typed: 'learner', address, now });
    await workOff(db, keys.env, now);
    for (const requestId of [asked.ok ? asked.requestId : '', '00000000-0000-4000-8000-000000000000'])
      await resetByCode(db, { env: keys.env, requestId, code: '00000000', password: PASSWORD, address, now });
    expect(await linesOf('reset-code.failed')).toMatchObject([
      { ...line, subject_id: personId },
      { ...line, subject_id: 'unknown' },
    ]);
  });

  it('by another service is a line with the reason, about whoever is signed in', async () => {
    const context = {
      ...{ db, clientAddress: address, now: () => now },
      env: {
        ...keys.env,
        OIDC_ISSUER: 'https://id.example.cn',
        OIDC_CLIENT_ID: 'a',
        OIDC_CLIENT_SECRET: 'b',
      },
    } as unknown as RequestContext;
    const back = (cookie: string) =>
      comeBack({
        request: new Request('http://127.0.0.1:3000/login/oidc/callback?state=x&code=y', {
          headers: { cookie },
        }),
        context,
        params: {},
      } as unknown as Parameters<typeof comeBack>[0]).catch((answer: unknown) => answer);
    expect(await back('')).toMatchObject({ status: 400 });
    await back(await cookieOf(db, personId));
    const refused = { ...line, outcome: 'refused', detail: expect.stringContaining('"why":"lost"') };
    expect(await linesOf('oidc.refused')).toMatchObject([
      { ...refused, subject_id: 'unknown' },
      { ...refused, subject_id: personId },
    ]);
  });

  it('of a real account is noted behind a flood of nonsense from the same network, and one line says how many were left out', async () => {
    for (let n = 0; n < 25; n += 1) await guess(`nonsense-${n}`);
    for (let n = 0; n < 3; n += 1) await guess('learner');
    const lines = await linesOf('person.sign-in-failed');
    expect(lines.filter(({ subject_id }) => subject_id === personId)).toHaveLength(1);
    expect(lines.filter(({ subject_id }) => subject_id === 'unknown')).toHaveLength(10);
    await tellLeftOut(db, after(9));
    expect(await linesOf('sign-in.left-out')).toEqual([]);
    await tellLeftOut(db, after(10));
    await tellLeftOut(db, after(30));
    const summed = await linesOf('sign-in.left-out');
    expect(
      summed.map(({ subject_id, origin: from, detail }) => [
        subject_id,
        from,
        (JSON.parse(detail) as { times: number }).times,
      ]),
    ).toEqual([
      [personId, '', 2],
      ['unknown', origin, 15],
    ]);
    // The next window has lines again.
    await guess('learner', address, after(11));
    expect(await linesOf('person.sign-in-failed')).toHaveLength(12);
  }, 30_000);

  it('from a network that is locked has no line of its own beyond those of the network, real account or not', async () => {
    for (let n = 0; n < 30; n += 1) await guess(`nonsense-${n}`);
    expect((await guess('learner')).ok).toBe(false);
    expect(await linesOf('person.sign-in-failed')).toHaveLength(10);
    for (let n = 0; n < 15; n += 1) {
      await aPerson(db, { username: `real-${n}`, password: PASSWORD });
      expect(await guess(`real-${n}`)).toMatchObject({ reason: 'locked' });
    }
    expect(await linesOf('person.sign-in-failed')).toHaveLength(10);
    // From elsewhere what happens to them is seen.
    await guess('real-1', '198.51.100.7');
    expect(await linesOf('person.sign-in-failed')).toHaveLength(11);
    await tellLeftOut(db, after(30));
    const summed = await linesOf('sign-in.left-out');
    expect(summed).toMatchObject([{ subject_id: 'unknown', origin }]);
    expect(JSON.parse(summed[0]?.detail ?? '')).toMatchObject({ times: 36 });
  }, 60_000);

  it('leaves what was typed nowhere, and is written after the answer, so that nobody sees by time whether there was a line', async () => {
    const work = async (username: string) => {
      const eye = watch(db);
      await guess(username, `203.0.${username.length}.7`);
      const statements = [...eye.statements];
      eye.off();
      // Else it is written while the next one is watched, where the machine is slow.
      await writeNotedFailures(db);
      return statements.map(({ sql }) => sql).filter((sql) => sql.includes('journal'));
    };
    expect([await work('learner'), await work('my-own-secret-word')]).toEqual([[], []]);
    await writeNotedFailures(db);
    const journal = JSON.stringify(await db.selectFrom('journal_entry').selectAll().execute());
    expect(journal).not.toContain('my-own-secret-word');
  });

  it('stands on the desk of the security officer, within reach, newest first, page by page', async () => {
    const guard = await aPerson(db);
    await aGrant(db, guard, 'security-admin');
    const asGuard = await cookieOf(db, guard);
    const shownTo = async (cookie: string, query = '') =>
      (await ask(db, desk, `/admin/sign-in${query}`, { cookie })).data as {
        failures: { what: string; name: string | null; network: string }[];
        older: string | null;
      };
    await guess('learner');
    await guess('nobody-here');
    await writeNotedFailures(db);
    const both = await shownTo(asGuard);
    expect(both.failures).toMatchObject([
      { name: null, what: '登录没有成功', network: origin },
      { name: '佟小满', what: '登录没有成功', network: origin },
    ]);
    expect(JSON.stringify(both)).not.toContain('nobody-here');
    const street = await aUnit(db, null, 'street', '试验街道');
    const [near, far] = [
      await aUnit(db, street.id, 'community', '近处社区'),
      await aUnit(db, street.id, 'community', '远处社区'),
    ];
    const post = { personId, position: 'resident', orgUnitId: near.id, validFrom: '2020-01-01' } as const;
    await appoint(db, { actor: academy, ...post, now });
    for (const [unit, many] of [
      [near, 1],
      [far, 0],
    ] as const) {
      const half = await aPerson(db);
      await aGrant(db, half, 'security-admin', unit.id);
      expect((await shownTo(await cookieOf(db, half))).failures).toHaveLength(many);
    }
    for (let n = 0; n < 60; n += 1) await guess('learner', `198.51.${n}.1`, after(20 + n * 21));
    await writeNotedFailures(db);
    const first = await shownTo(asGuard);
    expect(first.failures).toHaveLength(50);
    const second = await shownTo(asGuard, `?before=${first.older}`);
    expect(second.failures).toHaveLength(12);
    expect(second.older).toBeNull();
  }, 60_000);
});
