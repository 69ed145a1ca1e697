import { beforeEach, expect, it } from 'vitest';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { checkPassword } from '#app/features/sign-in/sign-in.server.ts';
import type { Db } from '#db/database.ts';
import { aPerson, cookieOf, now, PASSWORD } from '#tests/identity/support.ts';
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
    const line = { actor_id: null, outcome: 'failed', origin: '203.0.113.0/24' };
    expect(await noted('person.sign-in-failed')).toEqual([
      { ...line, subject_type: 'person', subject_id: personId },
      { ...line, subject_type: 'account', subject_id: 'unknown' },
    ]);
    for (let n = 0; n < 40; n++) await checkPassword(db, { ...attempt, username: `guess-${n}` });
    expect(await noted('person.sign-in-failed')).toHaveLength(20);
  });
});
