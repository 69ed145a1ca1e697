import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import { FIRST_ALPHABET, spokenCode, typedCode } from '#app/features/accounts/codes.rules.ts';
import { newSpoken } from '#app/features/accounts/codes.server.ts';
import { giveFirstCode } from '#app/features/accounts/first-codes.server.ts';
import { setFirstPassword } from '#app/features/accounts/first-password.server.ts';
import { helpingRoles } from '#app/features/accounts/helping.rules.ts';
import { appoint } from '#app/features/identity/appointments.server.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { startSession } from '#app/features/identity/sessions.server.ts';
import { journalOf } from '#app/features/journal/journal.server.ts';
import { takeAwaySecondFactor } from '#app/features/sign-in/second-step.server.ts';
import { checkPassword } from '#app/features/sign-in/sign-in.server.ts';
import { type Role, roles } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { ownKeys } from '#tests/contacts/support.ts';
import { academy, aGrant, aPerson, aUnit, now } from '#tests/identity/support.ts';
import { withFactor } from '#tests/sign-in/factors.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

const PASSWORD = 'my-own-garden-3';
const after = (hours: number) => new Date(now.getTime() + hours * 3600_000);

it('a spoken code is read back however it is written', () => {
  const code = fc
    .array(fc.constantFrom(...FIRST_ALPHABET), { minLength: 8, maxLength: 8 })
    .map((all) => all.join(''));
  fc.assert(
    fc.property(code, fc.constantFrom('', ' ', '-', '　', '–'), (one, gap) => {
      expect(typedCode(spokenCode(one).toLowerCase().replace('-', gap))).toBe(one);
    }),
  );
  expect(newSpoken()).toMatch(new RegExp(`^[${FIRST_ALPHABET}]{8}$`));
});

it('nobody helps whoever may do as much as they do, but a security administrator', () => {
  const few = fc.subarray([...roles]);
  fc.assert(
    fc.property(few, few, (own, theirs) => {
      const by = helpingRoles(own, theirs);
      const guarded: Role[] = ['system-admin', 'security-admin', 'auditor', 'academy-admin'];
      if (theirs.some((role) => guarded.includes(role)))
        for (const role of by) expect(role).toBe('security-admin');
      for (const role of by) if (role !== 'security-admin') expect(theirs).not.toContain(role);
    }),
  );
  expect(helpingRoles(['liaison'], [])).toEqual(['liaison']);
  expect(helpingRoles(['liaison'], ['instructor'])).toEqual([]);
  expect(helpingRoles(['registrar'], ['liaison', 'instructor'])).toEqual(['registrar']);
});

describeOnBothDatabases('a helper who gives a code', (open) => {
  let db: Db;
  let elder: string;
  let here: string;
  const keys = ownKeys();
  beforeEach(async () => {
    db = await open();
    const district = await aUnit(db, null, 'district', '示例区');
    const unit = await aUnit(db, district.id, 'community', '示例社区');
    here = unit.id;
    elder = await aPerson(db, { username: 'elder' });
    await posted(elder, here);
  });

  const posted = (personId: string, orgUnitId: string) =>
    appoint(db, {
      ...{ actor: academy, personId, orgUnitId, position: 'senior-learner' },
      ...{ validFrom: '2020-01-01', validTo: null, now },
    });
  const as = async (role: Role, unit: string | null = here, personId?: string) => {
    const id = personId ?? (await aPerson(db));
    await aGrant(db, id, role, unit);
    const cookie = (await startSession(db, { personId: id, secure: false, now })).split(';')[0] ?? '';
    const request = { method: 'GET', url: 'http://a/me', headers: new Headers({ cookie }) };
    return requireActor(request, { db, now: () => now });
  };
  const give = (actor: Awaited<ReturnType<typeof as>>, personId = elder) =>
    giveFirstCode(db, { env: keys.env, actor, personId, identified: 'known', now });
  const use = (code: string, more: object = {}) =>
    setFirstPassword(db, {
      ...{ env: keys.env, typed: 'elder', code, password: PASSWORD, address: '10.0.0.1', now },
      ...more,
    });
  const codeOf = async (outcome: Awaited<ReturnType<typeof give>>) => (outcome.ok ? outcome.code : '');

  it('lets the person choose a password that the helper never sees, on record, and the person is told', async () => {
    const liaison = await as('liaison');
    const code = await codeOf(await give(liaison));
    expect(await use(spokenCode(code).toLowerCase())).toEqual({ ok: true, personId: elder });
    expect(await use(code)).toEqual({ ok: false, reason: 'wrong' });
    const signIn = { username: 'elder', password: PASSWORD, address: '10.0.0.2', now };
    expect(await checkPassword(db, signIn)).toMatchObject({ ok: true });
    const journal = await journalOf(db, { subjectType: 'person', subjectId: elder });
    expect(journal.find(({ action }) => action === 'first-code.given')).toMatchObject({
      actorId: liaison.personId,
      detail: { identified: 'known' },
    });
    expect(JSON.stringify(journal)).not.toContain(code);
    const notice = await db
      .selectFrom('notice')
      .selectAll()
      .where('person_id', '=', elder)
      .executeTakeFirst();
    expect(notice?.body).toContain('当面认得');
  });

  it('reaches nobody outside of their part, not themselves, and nobody who may do as much', async () => {
    const other = await aUnit(db, null, 'district', '别的区');
    const far = await aPerson(db);
    await posted(far, other.id);
    const liaison = await as('liaison');
    expect(await give(liaison, far)).toEqual({ ok: false, reason: 'unreached' });
    await posted(liaison.personId ?? '', here);
    expect(await give(liaison, liaison.personId ?? '')).toEqual({ ok: false, reason: 'self' });
    const teacher = await aPerson(db);
    await posted(teacher, here);
    await aGrant(db, teacher, 'instructor');
    expect(await give(liaison, teacher)).toEqual({ ok: false, reason: 'stronger' });
    const registrar = await as('registrar', null);
    expect(await give(registrar, teacher)).toMatchObject({ ok: true });
    const admin = await aPerson(db);
    await aGrant(db, admin, 'system-admin');
    expect(await give(registrar, admin)).toEqual({ ok: false, reason: 'stronger' });
    expect(await give(await as('security-admin', null), admin)).toMatchObject({ ok: true });
  });

  it('ends the code before with the next one, and each after a day or five wrong tries', async () => {
    const liaison = await as('liaison');
    const first = await codeOf(await give(liaison));
    const second = await codeOf(await give(liaison));
    expect(await use(first)).toMatchObject({ reason: 'wrong' });
    expect(await use(second, { now: after(24.1) })).toMatchObject({ reason: 'wrong' });
    for (let n = 0; n < 4; n++) await use('AAAAAAAA');
    expect(await use(second)).toMatchObject({ reason: 'wrong' });
    const third = await codeOf(await give(liaison));
    expect(await use(third, { typed: 'nobody' })).toMatchObject({ reason: 'wrong' });
    expect(await use(third)).toMatchObject({ ok: true });
  });

  it('to an administrator comes from another hand than the one that took their second step away', async () => {
    const auditor = await aPerson(db, { username: 'auditor' });
    await aGrant(db, auditor, 'auditor');
    const [one, other] = [await as('security-admin', null), await as('security-admin', null)];
    const taking = { personId: auditor, checked: '当面核对了证件', now };
    await withFactor(db, auditor);
    expect(await takeAwaySecondFactor(db, { ...taking, actor: one })).toEqual({ ok: true });
    expect(await give(one, auditor)).toEqual({ ok: false, reason: 'second-person' });
    expect(await give(other, auditor)).toMatchObject({ ok: true });
    await withFactor(db, auditor);
    expect(await takeAwaySecondFactor(db, { ...taking, actor: other })).toEqual({
      ok: false,
      reason: 'second-person',
    });
    expect(await takeAwaySecondFactor(db, { ...taking, actor: one })).toEqual({ ok: true });
  });

  it('counts no more once the person may do something', async () => {
    const code = await codeOf(await give(await as('liaison')));
    await aGrant(db, elder, 'security-admin', null, after(1));
    expect(await use(code, { now: after(2) })).toEqual({ ok: false, reason: 'wrong' });
  });

  it('lets one of fifty use it', async () => {
    const code = await codeOf(await give(await as('liaison')));
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        use(code, { password: `${PASSWORD}-${n}`, address: `10.8.${n}.1` }),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  });
});
