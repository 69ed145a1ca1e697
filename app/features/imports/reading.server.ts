import type { SealingEnv } from '#app/features/sealing/key-files.server.ts';
import type { Db } from '#db/database.ts';
import type { ImportFileRow } from '#db/tables/imports.ts';
import { cellsIn, ringOfRows, shutRow, toldIn } from './closed-rows.server.ts';
import type { Heading } from './columns.rules.ts';
import type { Grouping, ImportKindKey, RowState } from './kinds.ts';
import type { ImportState, KeptSheet } from './states.ts';

/** An import as its pages need it. */
export interface ImportInHand {
  id: string;
  kind: ImportKindKey;
  subject: string;
  personId: string;
  fileName: string;
  state: ImportState;
  sheets: KeptSheet[];
  sheet: number;
  heading: Heading;
  grouping: Grouping;
  /** Rows that are judged, below the heading. */
  rowCount: number;
  /** How many of them have been looked at. */
  looked: number;
  step: number;
  madeAt: string;
  judgedAt: string | null;
  confirmedAt: string | null;
  doneAt: string | null;
  expiresAt: string;
}

/** One's own import; null when there is none of this id, it is somebody else's, or its time is over. One statement. */
export async function importOf(
  db: Db,
  { importId, personId, now }: { importId: string; personId: string | null; now: Date },
): Promise<ImportInHand | null> {
  const row = await db
    .selectFrom('import_file')
    .selectAll()
    .where('id', '=', importId)
    .where('person_id', '=', personId ?? '')
    .where('state', '!=', 'reading')
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst();
  return row ? asImport(row) : null;
}

/** A row of `import_file` in the words of the code. */
export function asImport(row: ImportFileRow): ImportInHand {
  return {
    id: row.id,
    kind: row.kind as ImportKindKey,
    subject: row.subject,
    personId: row.person_id,
    fileName: row.file_name,
    state: row.state as ImportState,
    sheets: JSON.parse(row.sheets),
    sheet: row.sheet,
    heading: JSON.parse(row.heading),
    grouping: row.by_group as Grouping,
    rowCount: row.row_count,
    looked: row.looked,
    step: row.step,
    madeAt: row.made_at,
    judgedAt: row.judged_at,
    confirmedAt: row.confirmed_at,
    doneAt: row.done_at,
    expiresAt: row.expires_at,
  };
}

export type Counts = Record<RowState, number>;

/** How many rows of an import are what. One statement. */
export async function countsOf(db: Db, importId: string): Promise<Counts> {
  const rows = await db
    .selectFrom('import_result')
    .select(({ fn }) => ['state', fn.countAll<number>().as('rows')])
    .where('import_id', '=', importId)
    .groupBy('state')
    .execute();
  const counts: Counts = { new: 0, same: 0, change: 0, ended: 0, refused: 0 };
  for (const { state, rows: some } of rows) counts[state as RowState] = Number(some);
  return counts;
}

export interface ShownRow {
  number: number;
  state: RowState;
  words: string;
  cells: readonly string[];
  /** Whether it has been done. */
  taken: boolean;
}

/** What is said of a row that does not open. */
export const shutWords = '这一行存的内容打不开了，请把表再传一次。';

interface ResultsAsked {
  env: SealingEnv;
  importId: string;
  sheet: number;
  state: RowState | null;
  page: number;
  pageSize: number;
}

/** One page of what becomes of the rows, in the order of the sheet; one that does not open says so. Throws `KeysAway`. One statement. */
export async function resultPage(db: Db, asked: ResultsAsked): Promise<ShownRow[]> {
  const { env, importId, sheet, state, page, pageSize } = asked;
  let chosen = db
    .selectFrom('import_result')
    .select(['number', 'state', 'group_key', 'sealed', 'key_id'])
    .where('import_id', '=', importId);
  if (state) chosen = chosen.where('state', '=', state);
  const shown = chosen
    .orderBy('number')
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  const rows = await db
    .selectFrom(shown.as('shown'))
    .innerJoin('import_row', (join) =>
      join
        .on('import_row.import_id', '=', importId)
        .on('import_row.sheet', '=', sheet)
        .onRef('import_row.number', '=', 'shown.number'),
    )
    .leftJoin('import_group', (join) =>
      join
        .on('import_group.import_id', '=', importId)
        .on(({ or, eb, ref }) =>
          or([
            eb('import_group.group_key', '=', '*'),
            eb('import_group.group_key', '=', ref('shown.group_key')),
          ]),
        ),
    )
    .selectAll('import_row')
    .select(['shown.state', 'shown.sealed as told', 'shown.key_id as told_key', 'outcome', 'looked'])
    .orderBy('shown.number')
    .execute();
  const ring = ringOfRows(env);
  return rows.map(({ state: is, told, told_key: key, outcome, looked, ...row }) => {
    const { number } = row;
    const taken = outcome === 'taken' || (outcome === 'stopped' && number <= (looked ?? 0));
    const words = toldIn(ring, { import_id: importId, number, sealed: told, key_id: key })?.words;
    return {
      number,
      state: is as RowState,
      words: words ?? shutWords,
      cells: (cellsIn(ring, row) ?? shutRow).cells,
      taken,
    };
  });
}

/** Why an import does not get on, if so: since when, and how often it was tried. One statement. */
export async function stopOf(db: Db, importId: string): Promise<{ since: string; tries: number } | null> {
  const row = await db
    .selectFrom('import_stop')
    .select(['since', 'tries'])
    .where('import_id', '=', importId)
    .executeTakeFirst();
  return row ?? null;
}
