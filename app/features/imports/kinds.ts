/** What an import is made of: a mechanism for all, and for each target what its columns are, what a row would do, and the doing of it. */
import type { SealingEnv } from '#app/features/sealing/key-files.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Role } from '#app/lib/vocabulary.ts';
import type { Db, Trx } from '#db/database.ts';
import type { ColumnSpec } from './columns.rules.ts';
import type { EarlierRows } from './earlier.ts';
import type { UnitDirectory } from './unit-directory.ts';

export const importKinds = ['people', 'appointments', 'units', 'sections', 'training'] as const;
export type ImportKindKey = (typeof importKinds)[number];

/** What a row would do: add, nothing, change something, nothing because what it says has ended, or nothing because it is wrong. */
export type RowState = 'new' | 'same' | 'change' | 'ended' | 'refused';

/** How the rows may be taken apart, all or none of each part. */
export type Grouping = 'file' | 'community' | 'course';

export interface Line {
  number: number;
  /** The words in the column of this key; empty without. */
  cell(key: string): string;
  /** Whether a decimal number stands there, of which noughts at the end may have been left out. */
  isDecimal(key: string): boolean;
}

export interface Judged {
  number: number;
  state: RowState;
  /** What will happen, or what is wrong and how to mend it, in whole sentences. */
  words: string;
  group: { key: string; label: string };
  /** What the row is about and what it says of it, as keys: so that two rows about one thing are seen. Null where that is not known. */
  keys: RowKeys | null;
  /** What `apply` needs; null where there is nothing to do. */
  deed: unknown;
}

export interface RowKeys {
  thing: string;
  whole: string;
  /** What later rows about the same must agree with. */
  facts: Record<string, string>;
  /** Of a row about somebody: by what another of that name nearby is told from them. */
  namesake?: Namesake;
  /** Of everybody who has one telephone number; empty without. */
  phone?: string;
  /** Whom the row was found to mean; empty for somebody new. */
  personId?: string;
}

export interface Namesake {
  /** Of everybody of one name in one community. */
  key: string;
  name: string;
  unitId: string;
  username: string;
  phone: string;
  /** Behind the unit: the entrance of a house that has none of its own, and the flat; empty without. */
  entrance: string;
  flat: string;
}

export interface Judging {
  actor: Actor;
  /** Where the keys of sealed fields are. */
  env: SealingEnv;
  /** The course of questions; else empty. */
  subject: string;
  earlier: EarlierRows;
  /** The units of today, read once for many rows. */
  units(): Promise<UnitDirectory>;
  now: Date;
}

export type Applied = { ok: true } | { ok: false; words: string };

export interface Applying {
  actor: Actor;
  env: SealingEnv;
  subject: string;
  importId: string;
  /** What earlier rows of this transaction have made, by the key of what a row is about. */
  made: Map<string, string>;
  now: Date;
}

/** What the pages say of a kind. */
export interface KindShape {
  key: ImportKindKey;
  name: string;
  /** What is counted: 人, 个班. */
  unit: string;
  lead: string;
  columns: readonly ColumnSpec[];
  examples: readonly Readonly<Record<string, string>>[];
  /** Sentences for the sheet of explanations. */
  notes: readonly string[];
  grouping: Grouping | null;
  mostRows: number;
  /** Where what was taken is to be found. */
  list: { href: string; label: string };
}

export interface ImportKind {
  shape: KindShape;
  roles: readonly Role[];
  /** Rows of one go. */
  atOnce: number;
  /** Judging is doing it and taking it back: checks that only the deed itself makes. */
  rehearses?: boolean;
  /** What it makes are units, which later rows may name. */
  makesUnits?: boolean;
  judge(db: Db, lines: readonly Line[], judging: Judging): Promise<Judged[]>;
  /** Does at once what can be done for many rows together, and answers the others, for `apply`. */
  applyMany?(trx: Trx, judged: readonly Judged[], applying: Applying): Promise<Judged[]>;
  /** Does what was judged in this same transaction, row by row; a row that cannot be done after all says why. */
  apply(trx: Trx, judged: Judged, applying: Applying): Promise<Applied>;
}

export type ImportKinds = Readonly<Record<ImportKindKey, ImportKind>>;
