import { id, instant, integer, long, maybe, ref, text } from '#db/ddl.ts';
import type { Ddl, Migration } from '#db/migrate.server.ts';

/** Sheets that people brought, their rows, what each row would do and did: kept for some days, then removed. */
export const imports: Migration = {
  name: '0051_imports',
  async up({ table }) {
    await table('import_file', {
      columns: {
        id: id(),
        kind: text(24),
        subject: text(36),
        person_id: ref('person'),
        file_name: text(200),
        state: text(12),
        sheets: long(),
        sheet: integer(),
        heading: long(),
        by_group: text(12),
        row_count: integer(),
        looked: integer(),
        step: integer(),
        made_at: instant(),
        judged_at: maybe(instant()),
        confirmed_at: maybe(instant()),
        done_at: maybe(instant()),
        expires_at: instant(),
      },
      indexes: [['person_id', 'made_at'], ['state'], ['expires_at'], ['made_at']],
    });
    await table('import_row', {
      columns: { import_id: ref('import_file'), sheet: integer(), number: integer(), cells: long() },
      primaryKey: ['import_id', 'sheet', 'number'],
    });
    await table('import_result', {
      columns: {
        import_id: ref('import_file'),
        number: integer(),
        state: text(8),
        words: text(600),
        group_key: text(64),
        thing_key: text(43),
        whole_key: text(43),
        facts: text(900),
      },
      primaryKey: ['import_id', 'number'],
      indexes: [
        ['import_id', 'state', 'number'],
        ['import_id', 'group_key', 'number'],
        ['import_id', 'thing_key', 'number'],
      ],
    });
    await importGroups(table);
    await table('import_stop', {
      columns: { import_id: ref('import_file'), since: instant(), tries: integer() },
      primaryKey: ['import_id'],
    });
  },
};

/** The parts of a sheet, each taken whole or not at all. */
async function importGroups(table: Ddl['table']): Promise<void> {
  await table('import_group', {
    columns: {
      import_id: ref('import_file'),
      group_key: text(64),
      label: text(120),
      place: integer(),
      row_count: integer(),
      added: integer(),
      same: integer(),
      changed: integer(),
      refused: integer(),
      outcome: maybe(text(8)),
      phase: text(8),
      looked: integer(),
      words: text(600),
      at: maybe(instant()),
    },
    primaryKey: ['import_id', 'group_key'],
    indexes: [['import_id', 'place']],
  });
}
