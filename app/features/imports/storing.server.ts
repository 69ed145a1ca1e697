import type { KeyRing, SealingEnv } from '#app/features/sealing/key-files.server.ts';
import { ringOf } from '#app/features/sealing/ring.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { type SheetRefusal, Unreadable } from '#app/lib/sheets/refusals.ts';
import { openTables } from '#app/lib/sheets/table-file.server.ts';
import type { SheetRow } from '#app/lib/sheets/worksheet.server.ts';
import type { Db } from '#db/database.ts';
import { givingWay } from '#db/giving-way.server.ts';
import type { ImportRowRow } from '#db/tables/imports.ts';
import { closedRow, rowJson } from './closed-rows.server.ts';
import { proposeHeading } from './columns.rules.ts';
import type { KindShape } from './kinds.ts';
import { removeImport } from './removing.server.ts';
import { linesAtTop } from './rows.server.ts';
import type { KeptSheet } from './states.ts';
import { WaitingRows } from './waiting-rows.ts';

const KEPT_MS = 7 * 24 * 3_600_000;
/** Beside the rows that count: titles, explanations, other sheets. */
const MORE_ROWS = 5_000;
const MOST_LETTERS = 60_000_000;
/** Of one row: no list needs more, and what reads hundreds of rows at a time holds them all. */
const MOST_LETTERS_IN_ROW = 20_000;

export interface Uploading {
  /** Where the keys are that close its rows. */
  env: SealingEnv;
  actor: Actor;
  shape: KindShape;
  /** The course of questions; else empty. */
  subject?: string;
  file: { name: string; bytes: Uint8Array };
  now: Date;
}

export type Kept = { ok: true; importId: string } | { ok: false; reason: SheetRefusal };

/**
 * Reads a file and keeps the rows of all its sheets for seven days, for looking at them and confirming: nothing else of the academy changes. Proposes
 * which row is the heading and which column is what. What is refused leaves nothing. Throws `KeysAway` without the keys of this database.
 */
export async function keepFile(
  db: Db,
  { env, actor, shape, subject = '', file, now }: Uploading,
): Promise<Kept> {
  const id = newId();
  const patient = givingWay(db);
  const row = {
    ...{ id, kind: shape.key, subject, person_id: actor.personId ?? '', file_name: file.name.slice(0, 200) },
    ...{
      state: 'reading',
      sheets: '[]',
      sheet: 0,
      heading: '{"row":1,"rows":1,"columns":{}}',
      by_group: 'file',
    },
    ...{ row_count: 0, looked: 0, step: 0, made_at: now.toISOString() },
    ...{ judged_at: null, confirmed_at: null, done_at: null },
    expires_at: new Date(now.getTime() + KEPT_MS).toISOString(),
  };
  let begun = false;
  try {
    const tables = await openTables(file.bytes);
    const ring = await ringOf(patient, env);
    await patient.insertInto('import_file').values(row).execute();
    begun = true;
    const sheets: KeptSheet[] = [];
    const budget = { rows: shape.mostRows + MORE_ROWS, letters: MOST_LETTERS };
    for (const [place, table] of tables.entries())
      sheets.push({
        name: table.name,
        rows: await keepRows(patient, { ring, id, place, rows: table.rows(), budget }),
      });
    if (sheets.every(({ rows }) => rows === 0)) throw new Unreadable('empty');
    await propose(patient, { env, id, sheets, shape });
    return { ok: true, importId: id };
  } catch (error) {
    if (begun) await removeImport(db, id);
    if (error instanceof Unreadable) return { ok: false, reason: error.reason };
    throw error;
  }
}

const ID_NUMBER = /(?<!\d)\d{6}(18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)/g;

/** Identity numbers are never kept, whatever column they stand in. Source: domain.md §5, no more than is needed. */
const withoutIdNumber = (cell: string): string =>
  cell.length < 18 ? cell : cell.replace(ID_NUMBER, '（身份证号不收）');

interface Keeping {
  ring: KeyRing;
  id: string;
  place: number;
  rows: AsyncIterable<SheetRow>;
  budget: { rows: number; letters: number };
}

async function keepRows(db: Db, { ring, id, place, rows, budget }: Keeping): Promise<number> {
  let count = 0;
  let last = 0;
  const waiting = new WaitingRows<ImportRowRow>((some) => db.insertInto('import_row').values(some).execute());
  for await (const { number, cells, decimals } of rows) {
    const json = rowJson({ cells: cells.map(withoutIdNumber), decimals });
    budget.rows -= 1;
    budget.letters -= json.length;
    if (budget.rows < 0) throw new Unreadable('too-many-rows');
    if (budget.letters < 0 || lettersIn(cells) > MOST_LETTERS_IN_ROW) throw new Unreadable('too-much-text');
    // Some programs number no rows, or two alike.
    last = Math.max(last + 1, number);
    await waiting.add(closedRow(ring, { import_id: id, sheet: place, number: last, json }));
    count += 1;
  }
  await waiting.finish();
  return count;
}

const lettersIn = (cells: readonly string[]) => cells.reduce((sum, cell) => sum + cell.length, 0);

/** The first sheet with rows, unless another one has a heading that fits better. */
async function propose(
  db: Db,
  { env, id, sheets, shape }: { env: SealingEnv; id: string; sheets: KeptSheet[]; shape: KindShape },
): Promise<void> {
  const sheet = Math.max(
    0,
    sheets.findIndex(({ rows }) => rows > 0),
  );
  const heading = proposeHeading(await linesAtTop(db, { env, importId: id, sheet }), shape.columns);
  await db
    .updateTable('import_file')
    .set({ state: 'matching', sheets: JSON.stringify(sheets), sheet, heading: JSON.stringify(heading) })
    .where('id', '=', id)
    .execute();
}
