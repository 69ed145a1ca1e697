import { beforeEach, expect, it } from 'vitest';
import { loader as auditPage } from '#app/features/audit/pages/audit.tsx';
import { loader as jsonPage } from '#app/features/audit/pages/audit-jsonl.ts';
import { loader as linePage } from '#app/features/audit/pages/audit-line.tsx';
import { loader as proofPage } from '#app/features/audit/pages/audit-proof.ts';
import { loader as sheetPage } from '#app/features/audit/pages/audit-xlsx.ts';
import type { AuditLine } from '#app/features/audit/search.server.ts';
import { grantRole } from '#app/features/identity/grants.server.ts';
import { writeJournal, writeJournalLines } from '#app/features/journal/journal.server.ts';
import { sealJournal } from '#app/features/journal/sealing.server.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { readSheet } from '#app/lib/sheet.server.ts';
import type { Db } from '#db/database.ts';
import { academy, aGrant, aPerson, cookieOf, now } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

type Page = (args: { request: Request; context: RequestContext; params: Record<string, string> }) => unknown;
interface Search {
  lines: AuditLine[];
  next: string | null;
  unclear: { field: string; people: { username: string }[] } | null;
}

describeOnBothDatabases('the auditor', (open) => {
  let db: Db;
  let cookie: string;
  let auditorId: string;
  beforeEach(async () => {
    db = await open();
    auditorId = await aPerson(db, { username: 'auditor' });
    await aGrant(db, auditorId, 'auditor');
    cookie = await cookieOf(db, auditorId);
  });

  async function ask(page: unknown, path: string, { as = cookie, entryId = '' } = {}) {
    const request = new Request(`http://127.0.0.1:3000${path}`, { headers: { cookie: as } });
    const context = { db, env: {}, clientAddress: '10.0.7.9', now: () => now } as unknown as RequestContext;
    return Promise.resolve((page as Page)({ request, context, params: { entryId } })).catch(
      (thrown: unknown) => thrown,
    );
  }
  const search = async (query: string) => (await ask(auditPage, `/admin/audit${query}`)) as Search;
  const actions = async () =>
    (await db.selectFrom('journal_entry').select('action').orderBy('id').execute()).map((row) => row.action);

  it('finds who granted a role, by the one and by the other', async () => {
    const grantee = await aPerson(db, { username: 'grantee', name: '沈知秋' });
    await grantRole(db, {
      actor: academy,
      personId: grantee,
      role: 'registrar',
      validFrom: '2026-01-01',
      now,
    });
    for (const query of [
      '?concerns=沈知秋&family=role',
      '?concerns=grantee',
      `?subject=${grantee}`,
      '?family=role',
    ]) {
      const { lines } = await search(query);
      expect([
        query,
        lines.some((line) => line.action === 'role.granted' && line.concerns === '沈知秋'),
      ]).toEqual([query, true]);
    }
    expect((await search('?concerns=grantee&outcome=refused')).lines).toEqual([]);
    expect((await search('?concerns=grantee&to=2020-01-01')).lines).toEqual([]);
    expect((await search('?who=auditor')).lines.every((line) => line.action === 'journal.searched')).toBe(
      true,
    );
  });

  it('is told of namesakes and of nobody, and takes odd addresses', async () => {
    await aPerson(db, { username: 'one', name: '沈知秋' });
    await aPerson(db, { username: 'two', name: '沈知秋' });
    expect((await search('?who=沈知秋')).unclear?.people).toHaveLength(2);
    expect((await search('?who=nobody-at-all')).unclear).toEqual({ field: 'who', people: [] });
    const odd = await search(
      '?from=2026-99-99&to=x&family=drop&outcome=%27&before=~&subject=%00%F0%9F%92%A9',
    );
    expect(odd.lines).toEqual([]);
  });

  it('turns pages by place: each line once, also while others are written', async () => {
    const line = { actor: academy, action: 'venue.added', subjectType: 'venue', now };
    await writeJournalLines(
      db,
      Array.from({ length: 120 }, (_, n) => ({ ...line, subjectId: `v${n}` })),
    );
    const seen: string[] = [];
    for (let query = '?family=venue'; ; ) {
      const { lines, next } = await search(query);
      seen.push(...lines.map(({ subjectId }) => subjectId));
      await writeJournal(db, { ...line, subjectId: 'late' });
      if (!next) break;
      query = `?family=venue&before=${encodeURIComponent(next)}`;
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_, n) => `v${119 - n}`));
  });

  it('opens a line with its seal and a proof, and stands in the journal for it with the network', async () => {
    await writeJournal(db, {
      actor: academy,
      action: 'venue.added',
      subjectType: 'venue',
      subjectId: 'v',
      now,
    });
    const [found] = (await search('?family=venue')).lines;
    const entryId = found?.id ?? '';
    expect(await ask(proofPage, '/', { entryId })).toMatchObject({ status: 404 });
    await sealJournal(db, { now, evenFew: true });
    expect(await ask(linePage, '/', { entryId })).toMatchObject({
      line: { actionName: '加场地' },
      seal: { blockNumber: 1 },
    });
    const proof = (await ask(proofPage, '/', { entryId })) as Response;
    expect(await proof.text()).toContain(entryId);
    expect(await ask(linePage, '/', { entryId: 'none' })).toMatchObject({ status: 404 });
    const own = await db
      .selectFrom('journal_entry')
      .selectAll()
      .where('action', '=', 'journal.read')
      .execute();
    expect(own.map(({ actor_id, subject_id, origin }) => [actor_id, subject_id, origin])).toEqual([
      [auditorId, entryId, '10.0.7.0/24'],
      [auditorId, entryId, '10.0.7.0/24'],
    ]);
  });

  it('takes what was found as a sheet and as lines, each noted', async () => {
    for (const subjectId of ['a', 'b'])
      await writeJournal(db, {
        ...{ actor: academy, action: 'venue.added', subjectType: 'venue', subjectId, now },
        detail: { name: '=1+1' },
      });
    const sheet = (await ask(sheetPage, '/?family=venue')) as Response;
    const read = await readSheet(new Uint8Array(await sheet.arrayBuffer()), { mostRows: 10 });
    if (!read.ok) throw new Error(read.reason);
    expect(read.rows).toHaveLength(3);
    expect(read.rows[1]?.join()).toContain('加场地');
    const lines = (await ((await ask(jsonPage, '/?family=venue')) as Response).text()).trim().split('\n');
    expect(lines.map((text) => JSON.parse(text).subjectId)).toEqual(['b', 'a']);
    expect((await actions()).filter((action) => action === 'journal.exported')).toHaveLength(2);
    expect(await ask(sheetPage, '/?who=nobody-at-all')).toMatchObject({ status: 400 });
  });

  it('is the only one who may look', async () => {
    for (const role of [
      'system-admin',
      'security-admin',
      'registrar',
      'academy-admin',
      'assessor',
    ] as const) {
      const personId = await aPerson(db, { username: role });
      await aGrant(db, personId, role);
      const as = await cookieOf(db, personId);
      for (const page of [auditPage, linePage, proofPage, sheetPage, jsonPage])
        expect(await ask(page, '/admin/audit', { as })).toMatchObject({ status: 403 });
    }
    expect((await actions()).filter((action) => action.startsWith('journal.'))).toEqual([]);
  });
});
