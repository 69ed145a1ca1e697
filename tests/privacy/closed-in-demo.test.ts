import { join } from 'node:path';
import { CompiledQuery } from 'kysely';
import { beforeAll, expect, inject, it } from 'vitest';
import { verifyAcademy } from '#app/cli/checks/all.ts';
import { endAccount } from '#app/features/identity/closed-accounts.server.ts';
import { sealJournal } from '#app/features/journal/sealing.server.ts';
import { eraseLaterWords } from '#app/features/privacy/closed-words.server.ts';
import { closeAccount } from '#app/features/privacy/closing-accounts.server.ts';
import { declaredTables } from '#app/features/privacy/declared-tables.rules.ts';
import { printedValue } from '#app/features/privacy/printed.rules.ts';
import type { Db } from '#db/database.ts';
import { tableShapes } from '#db/shapes.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { operate } from '#tests/cli/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

const now = new Date();
const PATIENCE_MS = 300_000;

/** Where a name may still stand, because it is evidence that is kept for its time, or nobody's column. */
const kept: readonly string[] = ['declaration', 'declaration_step', 'submission', 'attempt_answer'];

async function rowsOf(db: Db, table: string): Promise<Record<string, unknown>[]> {
  return (await db.executeQuery<Record<string, unknown>>(CompiledQuery.raw(`select * from ${table}`))).rows;
}

/** What closing must not change: sums of the ledger, counts of seats, scores, the chain. */
async function sums(db: Db): Promise<unknown> {
  const found: Record<string, unknown> = {};
  for (const table of [
    'credit_entry',
    'seat_count',
    'course_score',
    'chain_block',
    'chain_leaf',
    'ballot',
    'receipt',
  ])
    found[table] = (await rowsOf(db, table)).map((row) => JSON.stringify(row)).toSorted();
  return found;
}

describeOnBothDatabases('accounts of the demo academy that are closed', (open) => {
  let db: Db;

  beforeAll(async () => {
    const opened = await open.withUrl();
    db = opened.db;
    const variables = { MEDIA_URL: `file:${join(inject('databases').folder, `${open.engine}-closing`)}` };
    expect(await operate(opened.url, ['seed', 'demo'], { variables })).toMatchObject({ code: 0 });
  }, PATIENCE_MS);

  it('are printed in words beforehand: no code of a column is left as it is', {
    timeout: PATIENCE_MS,
  }, async () => {
    const codes: string[] = [];
    for (const [table, declared] of Object.entries(declaredTables))
      for (const column of Object.keys('shown' in declared ? (declared.shown ?? {}) : {}))
        for (const row of await rowsOf(db, table)) {
          const value = row[column];
          const isCode = typeof value === 'string' && column !== 'username' && /^[a-z][a-z-]*$/.test(value);
          if (isCode && printedValue(column, value) === value) codes.push(`${table}.${column} ${value}`);
        }
    expect([...new Set(codes)]).toEqual([]);
  });

  it('whatever they did, nothing but their names goes, and everything that must hold holds', {
    timeout: PATIENCE_MS,
  }, async () => {
    const people = await db
      .selectFrom('person')
      .select(['id', 'name', 'username'])
      .where(({ or, eb, exists, selectFrom }) =>
        or([
          eb('username', 'in', ['learner', 'learner2', 'elder']),
          exists(
            selectFrom('certificate')
              .select('certificate.id')
              .whereRef('certificate.person_id', '=', 'person.id'),
          ),
        ]),
      )
      .limit(12)
      .execute();
    const before = await sums(db);
    for (const { id: personId } of people) {
      const wish = { id: `c${personId.slice(1)}`, person_id: personId, means: 'self', reason: '' };
      const at = now.toISOString();
      await db
        .insertInto('account_closing')
        .values({ ...wish, asked_at: at, due_at: at, open: null })
        .execute();
      const end = { closing_id: wish.id, kind: 'done', words: '', at };
      await db.insertInto('account_closing_end').values(end).execute();
      await inTransaction(db, (trx) => closeAccount(trx, { personId, now }));
    }
    expect(await sums(db)).toEqual(before);
    // What the journal says of them in words goes as soon as it is sealed.
    await sealJournal(db, { now, evenFew: true });
    await eraseLaterWords(db, { now });
    const engine = open.engine === 'sqlite' ? 'embedded' : 'server';
    const breaches = (await verifyAcademy(db, engine)).filter(({ breach }) => breach);
    expect(breaches).toEqual([]);
    const others = await db.selectFrom('person').select('name').execute();
    for (const { name: table } of await tableShapes('embedded')) {
      if (kept.includes(table)) continue;
      const text = JSON.stringify(await rowsOf(db, table));
      const found = people.filter(
        ({ name }) => !others.some((one) => one.name.includes(name)) && text.includes(name),
      );
      expect([table, found.map(({ name }) => name)]).toEqual([table, []]);
    }
  });

  it('a second closing of the same account is refused by the database', async () => {
    const closed = await db.selectFrom('closed_account').selectAll().limit(1).executeTakeFirstOrThrow();
    const again = inTransaction(db, (trx) =>
      endAccount(trx, { personId: closed.person_id, keepUntil: '2031-12-31', now }),
    );
    await expect(again).rejects.toThrow();
  });

  it('what was frozen of somebody whose account stands stays as it is', async () => {
    const change = db
      .updateTable('frozen_statement')
      .set({ name: '别人' })
      .where('person_id', 'not in', db.selectFrom('closed_account').select('person_id'))
      .execute();
    await expect(change).rejects.toThrow('append-only');
    const result = db
      .updateTable('frozen_statement')
      .set({ result: '{}' })
      .where('person_id', 'in', db.selectFrom('closed_account').select('person_id'))
      .execute();
    await expect(result).rejects.toThrow('append-only');
  });
});
