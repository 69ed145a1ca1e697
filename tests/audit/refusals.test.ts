import { beforeEach, expect, it } from 'vitest';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { grantRole } from '#app/features/identity/grants.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { writeNotedFailures } from '#app/features/sign-in/noting-failures.server.ts';
import { checkPassword } from '#app/features/sign-in/sign-in.server.ts';
import { sealActor } from '#app/lib/actor.ts';
import type { Role } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { aGrant, aPerson, aUnit, cookieOf, now, PASSWORD } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

describeOnBothDatabases('what was refused', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
  });
  const noted = (action: string) =>
    db
      .selectFrom('journal_entry')
      .select(['actor_id', 'subject_type', 'subject_id', 'outcome', 'origin'])
      .where('action', '=', action)
      .orderBy('id')
      .execute();

  it('is noted where somebody asks for a page of staff, once, and never without end', async () => {
    const personId = await aPerson(db, { username: 'curious' });
    const cookie = await cookieOf(db, personId);
    const context = { db, now: () => now, clientAddress: '10.0.7.9' };
    const ask = (path: string) =>
      requireRole(new Request(`http://localhost${path}`, { headers: { cookie } }), context, 'auditor').catch(
        (answer: Response) => answer.status,
      );
    for (const id of [crypto.randomUUID(), crypto.randomUUID()])
      expect(await ask(`/admin/audit/lines/${id}`)).toBe(403);
    const line = { actor_id: personId, subject_type: 'page', outcome: 'refused', origin: '' };
    expect(await noted('role.refused')).toEqual([{ ...line, subject_id: '/admin/audit/lines/…' }]);
    for (let n = 0; n < 50; n++) await ask(`/admin/page-${n}`);
    expect(await noted('role.refused')).toHaveLength(10);
  });

  it('is noted of a sign-in that failed, of unknown names without the name', async () => {
    const personId = await aPerson(db, { username: 'learner', password: PASSWORD });
    const attempt = { password: 'wrong', address: '203.0.113.7', now };
    for (let n = 0; n < 3; n++) await checkPassword(db, { ...attempt, username: 'learner' });
    await checkPassword(db, { ...attempt, username: 'my-own-password' });
    await writeNotedFailures(db);
    const line = { actor_id: null, outcome: 'failed', origin: '203.0.113.0/24' };
    expect(await noted('person.sign-in-failed')).toEqual([
      { ...line, subject_type: 'person', subject_id: personId },
      { ...line, subject_type: 'account', subject_id: 'unknown' },
    ]);
    for (let n = 0; n < 40; n++) await checkPassword(db, { ...attempt, username: `guess-${n}` });
    await writeNotedFailures(db);
    expect(await noted('person.sign-in-failed')).toHaveLength(1 + 10);
  });

  it('is noted of a role that nobody may give so, and not of a mistake in the form', async () => {
    const street = await aUnit(db, null, 'street', '街道');
    const [admin, learner] = [
      await aPerson(db, { username: 'admin' }),
      await aPerson(db, { username: 'learner' }),
    ];
    await aGrant(db, admin, 'academy-admin', street.id);
    await aGrant(db, learner, 'auditor');
    const held = {
      role: 'academy-admin',
      scopePath: street.path,
      scopeTree: 'territory',
      school: null,
    } as const;
    const actor = sealActor({ personId: admin, name: '学院管理员', roles: [held] });
    const grant = (personId: string, role: Role, by = actor, validTo: string | null = null) =>
      grantRole(db, { actor: by, personId, role, validFrom: '2026-11-01', validTo, now });
    await grant(admin, 'registrar');
    await grant(learner, 'registrar');
    await grant(learner, 'system-admin', systemActor('operator'));
    await grant(learner, 'registrar', actor, '2026-10-01');
    await grant('nobody', 'registrar');
    const rows = await db
      .selectFrom('journal_entry')
      .select(['actor_id', 'concerns_id', 'outcome', 'detail'])
      .where('action', '=', 'role.grant-refused')
      .orderBy('id')
      .execute();
    expect(
      rows.map(({ detail, ...row }) => ({ ...row, why: (JSON.parse(detail) as { why: string }).why })),
    ).toEqual([
      { actor_id: admin, concerns_id: admin, outcome: 'refused', why: 'self' },
      { actor_id: admin, concerns_id: learner, outcome: 'refused', why: 'not-yours-to-grant' },
      { actor_id: null, concerns_id: learner, outcome: 'refused', why: 'separation' },
    ]);
  });
});
