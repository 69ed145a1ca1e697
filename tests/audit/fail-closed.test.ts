import { CompiledQuery } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import { postCredit, reverseCredit } from '#app/features/credits/ledger.server.ts';
import { publishPolicy } from '#app/features/credits/policies.server.ts';
import { grantRole, revokeRole } from '#app/features/identity/grants.server.ts';
import { appoint, setPassword } from '#app/features/identity/people.server.ts';
import { JournalUnwritable } from '#app/features/journal/journal.server.ts';
import type { Db } from '#db/database.ts';
import { aGrant, aPerson, aUnit, cookieOf } from '#tests/identity/support.ts';
import { type Academy, academyOn } from '#tests/statements/handler.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, rules2026, withPolicies } from '#tests/support/world.ts';

const now = new Date();

describeOnBothDatabases('where the journal takes no line', (open) => {
  let db: Db;
  let people: { registrar: string; learner: string; grantId: string; entryId: string; unitId: string };
  let ruleVersionId: string;
  let pages: Academy;
  beforeEach(async () => {
    db = await open();
    ruleVersionId = await withPolicies(db);
    const registrar = await aPerson(db, { username: 'registrar' });
    await aGrant(db, registrar, 'academy-admin');
    const learner = await aPerson(db, { username: 'learner' });
    const grantId = await aGrant(db, learner, 'instructor');
    const { entryId } = await posted(learner, 'before');
    const { id: unitId } = await aUnit(db, null, 'district', '区');
    people = { registrar, learner, grantId, entryId, unitId };
    pages = await academyOn(db, 'file:/nowhere');
  });

  const posted = (personId: string, id: string) =>
    postCredit(db, {
      ...{ personId, source: { type: 'test', id }, line: 'face', category: 'A', amount: 150 },
      ...{ elective: false, school: 'party', title: '一门课', ruleVersionId, computation: {} },
      ...{ evidence: {}, occurredOn: '2026-11-22', actor: null, now },
    });

  const away = () =>
    db.executeQuery(
      CompiledQuery.raw(
        open.engine === 'sqlite'
          ? "create trigger away before insert on journal_entry begin select raise(abort, 'away'); end"
          : "create trigger away before insert on journal_entry for each row signal sqlstate '45000' set message_text = 'away'",
      ),
    );
  const tables = [
    'role_grant',
    'appointment',
    'password_credential',
    'policy_version',
    'credit_entry',
  ] as const;
  const all = async () => {
    const rows: unknown[] = [];
    for (const table of [...tables, 'chain_waiting', 'notice', 'journal_entry'] as const)
      rows.push(await db.selectFrom(table).selectAll().execute());
    return rows;
  };

  it('no right and no credit is changed, and nothing is half written', async () => {
    await away();
    const before = await all();
    const { learner, grantId, entryId, unitId } = people;
    const more = { actor: academy, now };
    const policy = {
      ...rules2026,
      kind: 'rules' as const,
      version: 'other',
      validTo: null,
      content: rules2026,
    };
    const deeds: Record<string, () => Promise<unknown>> = {
      granting: () =>
        grantRole(db, { ...more, personId: learner, role: 'registrar', validFrom: '2026-01-01' }),
      revoking: () => revokeRole(db, { ...more, personId: learner, grantId }),
      appointing: () =>
        appoint(db, {
          ...{ ...more, personId: learner, position: 'building-head', orgUnitId: unitId },
          validFrom: '2026-01-01',
        }),
      'setting a password': () => setPassword(db, { ...more, personId: learner, password: 'quiet-river-9' }),
      reversing: () => reverseCredit(db, { ...more, entryId, reason: '记错了' }),
      publishing: () => publishPolicy(db, { policy: { ...policy, validFrom: '2026-01-01' }, now }),
    };
    for (const [name, deed] of Object.entries(deeds)) {
      const outcome = await deed().catch((error: unknown) => error);
      expect([name, outcome instanceof JournalUnwritable]).toEqual([name, true]);
      expect([name, await all()]).toEqual([name, before]);
    }
  });

  it('says so with 503, and shows nobody’s record', async () => {
    const cookie = await cookieOf(db, people.registrar);
    await away();
    const before = await all();
    const body = new URLSearchParams({ reason: '这一笔记错了' });
    for (const [address, init] of [
      [`/admin/credits/${people.entryId}`, {}],
      [`/admin/credits/${people.entryId}/reversal`, { method: 'POST', body }],
    ] as const) {
      const context = { headers: { cookie } };
      const answer = await pages.ask(new Request(`http://127.0.0.1${address}`, { ...context, ...init }), now);
      const words = await answer.text();
      expect([address, answer.status, pages.wasUnavailable()]).toEqual([address, 500, true]);
      expect(words).not.toContain('一门课');
    }
    expect(await all()).toEqual(before);
  });
});
