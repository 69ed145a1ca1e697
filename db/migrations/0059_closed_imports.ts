import { integer, long, ref, text } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/**
 * What sheets say, and what is said of their rows, lies closed. Sheets lay open before: those that wait go, and whoever brought one brings it again. What was
 * taken of them stays.
 */
export const closedImports: Migration = {
  name: '0059_closed_imports',
  async up({ table, drop, run }) {
    await drop('import_result');
    await drop('import_row');
    for (const emptied of ['import_group', 'import_stop', 'import_file']) await run(`delete from ${emptied}`);
    await table('import_row', {
      columns: {
        import_id: ref('import_file'),
        sheet: integer(),
        number: integer(),
        sealed: long(),
        key_id: text(36),
      },
      primaryKey: ['import_id', 'sheet', 'number'],
      indexes: [['key_id']],
    });
    await table('import_result', {
      columns: {
        import_id: ref('import_file'),
        number: integer(),
        state: text(8),
        group_key: text(64),
        // By what a thing is found again, without telling it.
        thing_key: text(43),
        // And whoever is called so in one community.
        name_key: text(43),
        // And whoever has one telephone number.
        phone_key: text(43),
        sealed: long(),
        key_id: text(36),
      },
      primaryKey: ['import_id', 'number'],
      indexes: [
        ['import_id', 'state', 'number'],
        ['import_id', 'group_key', 'number'],
        ['import_id', 'thing_key', 'number'],
        ['import_id', 'name_key', 'number'],
        ['import_id', 'phone_key', 'number'],
        ['key_id'],
      ],
    });
  },
};
