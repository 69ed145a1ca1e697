import { describe, expect, it } from 'vitest';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tellMany } from '#app/features/notices/notices.server.ts';
import { declaredTables, ownTables } from '#app/features/privacy/declared-tables.rules.ts';
import { ownDataJson } from '#app/features/privacy/own-data.server.ts';
import { namesPerson } from '#app/features/privacy/own-rows.rules.ts';
import type { Db } from '#db/database.ts';
import { tableShapes } from '#db/shapes.server.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aLearner, now } from '#tests/support/world.ts';

describe('every table is declared', () => {
  it('as somebody’s, as nobody’s, or as not given out with the reason', async () => {
    const shapes = await tableShapes('embedded');
    const names = [...shapes.map(({ name }) => name), 'migration'];
    expect(names.filter((name) => !(name in declaredTables))).toEqual([]);
    expect(Object.keys(declaredTables).filter((name) => !names.includes(name))).toEqual([]);
  });

  it('no table that says about whom it is, is nobody’s', async () => {
    const shapes = await tableShapes('embedded');
    const about = shapes.filter(
      ({ name, shape }) => 'person_id' in shape.columns && declaredTables[name]?.kind === 'nobody',
    );
    // Where the closing of a year stopped is about the closing.
    expect(about.map(({ name }) => name)).toEqual(['closing_stop']);
  });

  it('names columns that there are, and every column that refers to a person is masked', async () => {
    for (const { name, shape } of await tableShapes('embedded')) {
      const declared = declaredTables[name];
      if (declared?.kind !== 'own') continue;
      const columns = Object.keys(shape.columns);
      const named = [
        ...(declared.through ? [declared.through.on] : [declared.by]),
        ...[declared.also, declared.order, declared.only?.[0]].flatMap((one) => one ?? []),
        ...declared.omit,
        ...Object.keys(declared.shown),
      ];
      expect([name, named.filter((column) => !columns.includes(column))]).toEqual([name, []]);
      const people = Object.entries(shape.columns).filter(([, { references }]) => references === 'person');
      expect([name, people.map(([column]) => column).filter((column) => !namesPerson(column))]).toEqual([
        name,
        [],
      ]);
    }
  });
});

async function dataOf(db: Db, personId: string) {
  const pieces: string[] = [];
  for await (const piece of ownDataJson(db, { personId, now })) pieces.push(piece);
  return JSON.parse(pieces.join('')) as {
    version: number;
    withheld: { table: string; why: string }[];
    tables: { table: string; group: string; rows: Record<string, unknown>[] }[];
  };
}

describeOnBothDatabases('all that is known about somebody', (open) => {
  it('is read table by table, without anybody else in it', async () => {
    const db = await open();
    const mine = await aLearner(db, '佟向暖');
    const other = await aLearner(db, '别家人');
    await writeJournal(db, {
      ...{ actor: other.actor, action: 'person.read', subjectType: 'person', subjectId: mine.personId, now },
      detail: { secret: 'x' },
    });
    const at = now.toISOString();
    for (const { personId } of [mine, other])
      await db
        .insertInto('password_credential')
        .values({ person_id: personId, hash: 'the-hash', changed_at: at })
        .execute();
    const data = await dataOf(db, mine.personId);
    const rowsOf = (table: string) => data.tables.find((one) => one.table === table)?.rows ?? [];
    expect(rowsOf('person')).toMatchObject([{ name: '佟向暖' }]);
    expect(rowsOf('password_credential')).toHaveLength(1);
    expect(rowsOf('journal_entry')).toMatchObject([{ action: 'person.read', actor_id: '工作人员' }]);
    const text = JSON.stringify(data);
    for (const never of ['the-hash', '别家人', other.personId, 'secret']) expect(text).not.toContain(never);
    expect(data.withheld.find(({ table }) => table === 'ballot')?.why).toContain('没有名字');
    expect(data.tables.map(({ table }) => table)).toEqual(ownTables.map(([table]) => table));
  });

  it('takes seconds where there are fifty thousand notices', { timeout: 60_000 }, async () => {
    const db = await open();
    const { personId } = await aLearner(db);
    const notice = { personId, kind: 'credit', title: '学分记入', body: '《四方五步》记入 2 学分。', now };
    await db.transaction().execute(async (trx) => {
      await tellMany(
        trx,
        Array.from({ length: 50_000 }, () => notice),
      );
    });
    const began = performance.now();
    const data = await dataOf(db, personId);
    const seconds = (performance.now() - began) / 1000;
    expect(data.tables.find(({ table }) => table === 'notice')?.rows).toHaveLength(50_000);
    // Two on a quiet machine; what reads in a wrong order takes minutes.
    expect(seconds).toBeLessThan(15);
  });
});
