import { type Filling, idOf, oneOf, quoted, rowId, someInstant, turnOf } from './fill.ts';
import { people } from './many-people.ts';

const IMPORTS = 60;
const ROWS_EACH = 500;
/** That of the registrar, whose rows have been looked at. */
export const JUDGED_IMPORT = rowId(1);

const own = `case when i % 5 = 1 then ${people.registrar} else 200 + i end`;
const importOfRow = idOf(`(1 + ${turnOf(ROWS_EACH)})`);
const numberOfRow = `(1 + (i - 1) % ${ROWS_EACH})`;

/** Sheets that were looked at, some hundreds of rows each. */
export const manyImports: readonly Filling[] = [
  {
    table: 'import_file',
    rows: IMPORTS,
    columns: {
      id: idOf('i'),
      kind: quoted('people'),
      subject: quoted(''),
      person_id: idOf(own),
      file_name: quoted('花名册.xlsx'),
      state: oneOf('done', 'judged'),
      sheets: quoted('[{"name":"Sheet1","rows":500}]'),
      sheet: '0',
      heading: quoted('{"row":1,"rows":1,"columns":{"name":0,"community":1}}'),
      by_group: quoted('file'),
      row_count: String(ROWS_EACH - 1),
      looked: String(ROWS_EACH),
      step: '3',
      made_at: someInstant,
      expires_at: quoted('2027-12-31T00:00:00.000Z'),
    },
  },
  {
    table: 'import_row',
    rows: IMPORTS * ROWS_EACH,
    columns: {
      import_id: importOfRow,
      sheet: '0',
      number: numberOfRow,
      sealed: quoted('x'.repeat(100)),
      key_id: idOf('1'),
    },
  },
  {
    table: 'import_result',
    rows: IMPORTS * ROWS_EACH,
    columns: {
      import_id: importOfRow,
      number: numberOfRow,
      state: oneOf('new', 'same', 'refused'),
      sealed: quoted('x'.repeat(100)),
      key_id: idOf('1'),
      group_key: idOf('(i % 20)'),
      thing_key: idOf('i'),
      name_key: idOf('i'),
      phone_key: idOf('i'),
    },
  },
  {
    table: 'import_group',
    rows: IMPORTS * 20,
    columns: {
      import_id: idOf(`(1 + ${turnOf(20)})`),
      group_key: idOf('(i % 20)'),
      label: quoted('东园社区'),
      place: '(1 + i % 20)',
      row_count: '25',
      added: '8',
      same: '8',
      changed: '0',
      refused: '9',
      phase: quoted('check'),
      looked: '0',
      words: quoted(''),
    },
  },
];
