import { CompiledQuery } from 'kysely';
import { expect, inject, it, onTestFinished } from 'vitest';
import { closeDatabase, openDatabase } from '#db/connect.server.ts';
import { migrateToLatest, statementsToAppendOnly } from '#db/migrate.server.ts';
import { keptForGood } from '#db/migrations/0045_kept_for_good.ts';
import { keysOfKept } from '#db/migrations/0047_irreplaceable.ts';
import { keptOfJournal, keysOfJournal } from '#db/migrations/0054_audit.ts';
import { keptOfWords, keysOfWords } from '#db/migrations/0060_erasable_words.ts';
import { migrations } from '#db/migrations/index.ts';
import { tableShapes } from '#db/shapes.server.ts';
import { describeOn } from '#tests/support/database.ts';
import { withDatabase } from '#tests/support/mariadb.ts';
import { onMariadb } from '#tests/support/mariadb-clone.ts';

describeOn('mariadb', 'a server that lets nobody make triggers', () => {
  it('gets every table all the same, and is left without them', { timeout: 60_000 }, async () => {
    const { url, prefix } = inject('databases').mariadb ?? { url: '', prefix: '' };
    const name = `${prefix}plain`;
    await onMariadb(url, async (root) => {
      await root.query(`create database \`${name}\`; create user '${name}'@'%' identified by 'plain';
        create user '${name}'@'localhost' identified by 'plain';
        grant select, insert, update, delete, create, drop, alter, index, references on \`${name}\`.* to '${name}'@'%';
        grant select, insert, update, delete, create, drop, alter, index, references on \`${name}\`.* to '${name}'@'localhost'`);
    });
    onTestFinished(() =>
      onMariadb(url, async (root) => {
        await root.query(
          `drop database \`${name}\`; drop user '${name}'@'%'; drop user '${name}'@'localhost'`,
        );
      }),
    );
    const address = new URL(withDatabase(url, name));
    [address.username, address.password] = [name, 'plain'];
    const db = await openDatabase(address.href);
    onTestFinished(() => closeDatabase(db));
    expect(await migrateToLatest(db, 'server', new Date())).toHaveLength(migrations.length);
    const { rows } = await db.executeQuery(CompiledQuery.raw('show triggers'));
    expect(rows).toEqual([]);
    // What the doctor tells its administrator to run is all that is missing.
    const missing = await statementsToAppendOnly(db, 'server', 'credit_entry');
    expect(missing).toHaveLength(2);
    await onMariadb(url, async (root) => {
      await root.query(`use \`${name}\``);
      for (const statement of missing) await root.query(statement);
    });
    expect(await statementsToAppendOnly(db, 'server', 'credit_entry')).toEqual([]);
    for (const [table, letting] of Object.entries({ ...keptOfJournal, ...keptOfWords })) {
      const statements = await statementsToAppendOnly(db, 'server', table, letting);
      expect(statements).toHaveLength(2);
      await onMariadb(url, async (root) => {
        await root.query(`use \`${name}\``);
        for (const statement of statements) await root.query(statement);
      });
      expect(await statementsToAppendOnly(db, 'server', table, letting)).toEqual([]);
    }
  });
});

describeOn('sqlite', 'a row that is kept for good', () => {
  it('is told from all others by every key of its table', async () => {
    const shapes = await tableShapes('embedded');
    const known = { ...keysOfKept, ...keysOfJournal, ...keysOfWords };
    for (const table of [
      'credit_entry',
      ...keptForGood,
      ...Object.keys({ ...keptOfJournal, ...keptOfWords }),
    ]) {
      const shape = shapes.find(({ name }) => name === table)?.shape;
      const keys = [shape?.primaryKey ?? ['id'], ...(shape?.unique ?? [])].map(String);
      expect([table, ...(known[table] ?? []).map(String).toSorted()]).toEqual([table, ...keys.toSorted()]);
    }
  });
});
