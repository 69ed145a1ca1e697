/** Rows of sheets, and what is said of them, as they lie in the database: closed, each in its own place. The one reader and writer of both. */
import type { KeyRing, SealingEnv } from '#app/features/sealing/key-files.server.ts';
import { KeysAway, ringHere } from '#app/features/sealing/ring.server.ts';
import { blindIndex, openField, sealField } from '#app/features/sealing/seal.server.ts';
import type { ImportResultRow, ImportRowRow } from '#db/tables/imports.ts';
import type { SheetLine } from './columns.rules.ts';
import type { Namesake } from './kinds.ts';

/** Thrown where a row that is needed does not open: its key is not here, or somebody changed it. */
export class RowShut extends Error {
  readonly number: number;

  constructor({ import_id: id, number }: Pick<ImportRowRow, 'import_id' | 'number'>) {
    super(`Row ${number} of the import ${id} does not open.`);
    this.number = number;
  }
}

/** When what lies here cannot be opened or closed now, and what is said then. */
export const rowsShut = {
  isAway: (error: unknown) => error instanceof KeysAway || error instanceof RowShut,
  message: '这份表存的内容现在打不开。请告诉管服务器的人，或者把表再传一次。',
};

/** The keys of rows that are there. Throws `KeysAway` where there are none. */
export function ringOfRows(env: SealingEnv): KeyRing {
  const ring = ringHere(env);
  if (!ring) throw new KeysAway();
  return ring;
}

type RowPlace = Pick<ImportRowRow, 'import_id' | 'sheet' | 'number'>;
type ResultPlace = Pick<ImportResultRow, 'import_id' | 'number'>;
type Shut = Pick<ImportRowRow, 'sealed' | 'key_id'>;

const rowPlace = ({ import_id: owner, sheet, number }: RowPlace) => ({
  owner,
  field: `import-row:${sheet}:${number}`,
});
const resultPlace = ({ import_id: owner, number }: ResultPlace) => ({
  owner,
  field: `import-result:${number}`,
});

function closed(ring: KeyRing, place: { owner: string; field: string }, text: string): Shut {
  const { sealed, keyId } = sealField(ring, { ...place, text });
  return { sealed, key_id: keyId };
}

const opened = (
  ring: KeyRing | null,
  place: { owner: string; field: string },
  { sealed, key_id: keyId }: Shut,
) => ring && openField(ring, { ...place, sealed, keyId });

/** What a row says, as it is kept. */
export type KeptRow = Pick<SheetLine, 'cells' | 'decimals'>;

/** A row of which nothing can be read. */
export const shutRow: KeptRow = { cells: [], decimals: [] };

/** A row as text: most have no decimal numbers. */
export function rowJson({ cells, decimals }: KeptRow): string {
  return JSON.stringify(decimals.length > 0 ? [cells, decimals] : [cells]);
}

/** What `rowJson` wrote, closed for its place. */
export function closedRow(ring: KeyRing, { json, ...place }: RowPlace & { json: string }): ImportRowRow {
  return { ...place, ...closed(ring, rowPlace(place), json) };
}

/** What a row says; null where it does not open, or there are no keys. */
export function cellsIn(ring: KeyRing | null, row: ImportRowRow): KeptRow | null {
  const json = opened(ring, rowPlace(row), row);
  if (json === null) return null;
  const [cells = [], decimals = []] = JSON.parse(json) as [string[]?, number[]?];
  return { cells, decimals };
}

/** Rows to be judged. Throws `RowShut`: a row that does not open is not an empty one. */
export function linesIn(ring: KeyRing, rows: readonly ImportRowRow[]): SheetLine[] {
  return rows.map((row) => {
    const kept = cellsIn(ring, row);
    if (!kept) throw new RowShut(row);
    return { number: row.number, ...kept };
  });
}

/** What is said of a row, and what later ones must agree with. */
export interface Told {
  words: string;
  /** What the row is about, and all that it says of it, as keys. */
  thing: string;
  whole: string;
  facts: Record<string, string>;
  namesake?: Namesake | undefined;
  personId?: string | undefined;
}

/** Those of some rows that open, and the numbers of the others. */
export function openIn(ring: KeyRing, rows: readonly ImportRowRow[]): { lines: SheetLine[]; shut: number[] } {
  const lines = rows.flatMap((row) => {
    const kept = cellsIn(ring, row);
    return kept ? [{ number: row.number, ...kept }] : [];
  });
  const open = new Set(lines.map(({ number }) => number));
  return { lines, shut: rows.flatMap(({ number }) => (open.has(number) ? [] : number)) };
}

/** What is said of a row, closed for its place. */
export function closedTold(ring: KeyRing, place: ResultPlace, told: Told): Shut {
  return closed(ring, resultPlace(place), JSON.stringify(told));
}

/** What was said of a row; null where it does not open, or there are no keys. */
export function toldIn(ring: KeyRing | null, row: ResultPlace & Shut): Told | null {
  const json = opened(ring, resultPlace(row), row);
  return json === null ? null : JSON.parse(json);
}

/** By what the rows about one thing are found again: nothing that names could be tried against. Empty without a thing. */
export function thingKey(ring: KeyRing, importId: string, thing = ''): string {
  return thing === '' ? '' : blindIndex(ring, 'import-thing', `${importId}:${thing}`);
}

/** The same row with the newest key; null where it does not open. */
export function reclosedRow(ring: KeyRing, row: ImportRowRow): Shut | null {
  const json = opened(ring, rowPlace(row), row);
  return json === null ? null : closed(ring, rowPlace(row), json);
}

/** The same of what is said of a row. */
export function reclosedTold(ring: KeyRing, row: ResultPlace & Shut): Shut | null {
  const json = opened(ring, resultPlace(row), row);
  return json === null ? null : closed(ring, resultPlace(row), json);
}
