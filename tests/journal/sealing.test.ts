import fc from 'fast-check';
import { CompiledQuery } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import { journalChecks } from '#app/cli/checks/journal.server.ts';
import { blocksFrom, sealOf } from '#app/features/chain/reading.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { eraseWords } from '#app/features/journal/erasing.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { closedFields, openFields } from '#app/features/journal/line.rules.ts';
import { sealJournal, unsealedCount } from '#app/features/journal/sealing.server.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { engineNamed } from '#tests/cli/support.ts';
import { letGoOfTheLedger } from '#tests/support/by-hand.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, now } from '#tests/support/world.ts';

const actor = systemActor('night job');

describeOnBothDatabases('the chain of the journal', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
  });

  const note = (subjectId: string) =>
    writeJournal(db, {
      actor,
      action: 'thing.done',
      subjectType: 'thing',
      subjectId,
      detail: { reason: '填错了' },
      now,
    });
  const seal = (hours = 0) => sealJournal(db, { now: after({ hours }), evenFew: true });
  const ids = async () =>
    (await db.selectFrom('journal_entry').select('id').orderBy('id').execute()).map(({ id }) => id);
  const told = async () => {
    const found: string[] = [];
    for (const { run } of journalChecks) {
      const breach = await run(db, engineNamed(open.engine));
      if (breach) found.push(breach.first);
    }
    return found;
  };

  it('takes each line once, a late one too, an hour at the latest', async () => {
    await note('a');
    const late = inTransaction(db, async (trx) => {
      await writeJournal(trx, { actor, action: 'thing.done', subjectType: 'thing', subjectId: 'late', now });
    });
    await late;
    await note('b');
    expect(await unsealedCount(db, 10)).toBe(3);
    expect(await sealJournal(db, { now })).toBe(3);
    await note('c');
    expect(await sealJournal(db, { now: after({ minutes: 59 }) })).toBe(0);
    expect(await sealJournal(db, { now: after({ hours: 1 }) })).toBe(1);
    const blocks = await blocksFrom(db, { from: 0, limit: 10, of: 'journal' });
    expect(blocks.map(({ entries, total }) => [entries, total])).toEqual([
      [3, 3],
      [1, 4],
    ]);
    expect(await sealOf(db, (await ids())[3] ?? '', 'journal')).toMatchObject({ blockNumber: 2 });
    expect(await told()).toEqual([]);
  });

  it('is one chain when two workers seal at once', async () => {
    for (let n = 0; n < 30; n++) await note(`s${n}`);
    const both = await Promise.all([seal(), seal()]);
    expect(both.toSorted((a, b) => a - b)).toEqual([0, 30]);
    expect(await told()).toEqual([]);
  });

  it('covers every column of the journal', async () => {
    await note('a');
    const row = await db.selectFrom('journal_entry').selectAll().executeTakeFirstOrThrow();
    expect([...openFields, ...closedFields].sort()).toEqual(Object.keys(row).sort());
  });

  it('lets nobody change, remove or replace a line, sealed or not', async () => {
    await note('a');
    for (const isSealed of [false, true]) {
      if (isSealed) await seal();
      const [id = ''] = await ids();
      const change = db.updateTable('journal_entry').set({ detail: '{}' }).execute();
      await expect(change).rejects.toThrow(/append-only/);
      await expect(db.deleteFrom('journal_entry').execute()).rejects.toThrow(/append-only/);
      const replacing = `replace into journal_entry select * from journal_entry where id = '${id}'`;
      await expect(db.executeQuery(CompiledQuery.raw(replacing))).rejects.toThrow(/append-only/);
    }
    await expect(db.deleteFrom('journal_leaf').execute()).rejects.toThrow(/append-only/);
    await expect(db.updateTable('journal_block').set({ entries: 2 }).execute()).rejects.toThrow(
      /append-only/,
    );
    expect(await ids()).toHaveLength(1);
  });

  it('erases words about people and nothing else, and goes on checking', async () => {
    await note('a');
    const [entryId = ''] = await ids();
    const wish = { actor, entryId, reason: '本人要求', now };
    expect(await eraseWords(db, wish)).toEqual({ ok: false, reason: 'not-sealed' });
    await seal();
    expect(await eraseWords(db, wish)).toEqual({ ok: true });
    expect(await eraseWords(db, wish)).toEqual({ ok: false, reason: 'erased' });
    expect(await eraseWords(db, { ...wish, entryId: 'none' })).toEqual({ ok: false, reason: 'unknown' });
    const row = await db
      .selectFrom('journal_entry')
      .selectAll()
      .where('id', '=', entryId)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ action: 'thing.done', subject_id: 'a', detail: '{}' });
    expect(await told()).toEqual([]);
    const change = db.updateTable('journal_entry').set({ subject_id: 'b' }).where('id', '=', entryId);
    await expect(change.execute()).rejects.toThrow(/append-only/);
    await letGoOfTheLedger(db);
    await change.execute();
    expect(await told()).toEqual([`block 1, line ${entryId}`]);
  });

  it('names the line whatever is changed or removed by hand', async () => {
    await letGoOfTheLedger(db);
    for (let n = 0; n < 3; n++) {
      await note(`s${n}`);
      await seal(n);
    }
    const all = await db.selectFrom('journal_entry').selectAll().orderBy('id').execute();
    const columns = openFields.filter((field) => field !== 'id');
    const field = fc.constantFrom(...columns, ...closedFields, 'removed' as const);
    await fc.assert(
      fc.asyncProperty(field, fc.integer({ min: 0, max: 2 }), async (column, index) => {
        const line = all[index];
        if (!line) return;
        const where = { id: line.id };
        if (column === 'removed') await db.deleteFrom('journal_entry').where('id', '=', where.id).execute();
        else
          await db
            .updateTable('journal_entry')
            .set({ [column]: column === 'at' ? after({ ms: 1 }).toISOString() : `${line[column] ?? ''}1` })
            .where('id', '=', where.id)
            .execute();
        const found = await told();
        await db.deleteFrom('journal_entry').where('id', '=', where.id).execute();
        await db.insertInto('journal_entry').values(line).execute();
        expect(found).toContain(`block ${index + 1}, line ${line.id}`);
      }),
      { numRuns: 25 },
    );
    expect(await told()).toEqual([]);
  });
});
