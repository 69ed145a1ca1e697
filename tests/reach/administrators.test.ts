import { beforeEach, expect, it } from 'vitest';
import { startSession } from '#app/features/identity/sessions.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Role } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { type Academy, academyOn } from '#tests/statements/handler.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aLearner, now } from '#tests/support/world.ts';

const administrators = ['system-admin', 'security-admin', 'auditor'] as const;

/** Through the pages, as a browser would send it. */
describeOnBothDatabases('the three administrators', (open) => {
  let db: Db;
  let academy: Academy;
  let security: string;
  beforeEach(async () => {
    db = await open();
    academy = await academyOn(db, 'file:/nowhere');
    security = (await somebody('security-admin')).cookie;
  });

  async function somebody(role: Role): Promise<{ id: string; cookie: string }> {
    const { personId: id } = await aLearner(db, '时桂兰');
    const over = { org_unit_id: null, school: null, valid_from: '2025-01-01', valid_to: null };
    const by = { granted_by: null, granted_at: now.toISOString() };
    await db
      .insertInto('role_grant')
      .values({ id: newId(), person_id: id, role, ...over, ...by })
      .execute();
    const line = await startSession(db, { personId: id, secure: false, now });
    return { id, cookie: line.split(';')[0] ?? '' };
  }

  async function grant(cookie: string, personId: string, role: Role): Promise<number> {
    const body = new URLSearchParams({ what: 'grant', role, reach: 'everywhere' });
    const request = new Request(`http://127.0.0.1/admin/people/${personId}`, {
      ...{ method: 'POST', headers: { cookie }, body },
    });
    return (await academy.ask(request, now)).status;
  }

  const rolesOf = async (personId: string) =>
    (await db.selectFrom('role_grant').select('role').where('person_id', '=', personId).execute()).map(
      ({ role }) => role,
    );

  it('are never two of them in one person, in whichever order', async () => {
    for (const first of administrators)
      for (const second of administrators.filter((one) => one !== first)) {
        const { personId } = await aLearner(db);
        expect(await grant(security, personId, first)).toBeLessThan(400);
        expect([first, second, await grant(security, personId, second)]).toEqual([first, second, 409]);
        expect(await rolesOf(personId)).toEqual([first]);
      }
  });

  it('are made by security alone, and nobody makes themselves anything', async () => {
    const { personId } = await aLearner(db);
    for (const role of administrators)
      for (const by of ['academy-admin', 'registrar', 'system-admin', 'auditor'] as const) {
        const { id, cookie } = await somebody(by);
        const opens = by === 'academy-admin' || by === 'registrar';
        expect([by, role, await grant(cookie, personId, role)]).toEqual([by, role, opens ? 409 : 403]);
        expect([by, role, await grant(cookie, id, role)]).toEqual([by, role, opens ? 409 : 403]);
        expect(await rolesOf(id)).toEqual([by]);
      }
    const own = await somebody('security-admin');
    for (const role of ['registrar', 'assessor', 'auditor', 'academy-admin'] as const)
      expect(await grant(own.cookie, own.id, role)).toBe(409);
    expect(await rolesOf(own.id)).toEqual(['security-admin']);
    expect(await rolesOf(personId)).toEqual([]);
  });
});
