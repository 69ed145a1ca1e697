import type { SealingEnv } from '#app/features/sealing/key-files.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { advanceImport } from './advancing.server.ts';
import { rowsShut } from './closed-rows.server.ts';
import type { Heading } from './columns.rules.ts';
import { confirmImport } from './confirming.server.ts';
import { beginJudging } from './judging.server.ts';
import type { Grouping, ImportKind, ImportKinds } from './kinds.ts';
import type { ImportInHand } from './reading.server.ts';
import { removeImport } from './removing.server.ts';

/** Whoever sends a small sheet sees at once what becomes of it; a large one goes on in the worker. */
const WAITS_MS = 1_500;

export type Done = { ok: true } | { ok: false; message: string };

interface Doing {
  kinds: ImportKinds;
  held: ImportInHand;
  env: SealingEnv;
  now: Date;
}

const waits = () => {
  const since = performance.now();
  return () => performance.now() - since > WAITS_MS;
};

/** Does what there is time for; the worker does the rest. */
async function goOn(db: Db, { kinds, held, env, now }: Doing): Promise<Done> {
  try {
    await advanceImport(db, { kinds, env, importId: held.id, now, stopped: waits() });
    return { ok: true };
  } catch (error) {
    if (!rowsShut.isAway(error)) throw error;
    return { ok: false, message: rowsShut.message };
  }
}

/** Looks at every row with the columns of the form: `column.name=2`, empty for none. */
export async function lookWith(
  db: Db,
  { kinds, held, env, fields, now }: Doing & { fields: Readonly<Record<string, string>> },
): Promise<Done> {
  const kind = kinds[held.kind];
  const sheet = Number(fields.sheet ?? held.sheet);
  const heading = headingIn(fields, kind, held);
  if (!heading || !held.sheets[sheet]) return { ok: false, message: '没能读懂这次提交，请重新选一遍。' };
  const doubled = doubledColumn(heading, kind);
  if (doubled) return { ok: false, message: doubled };
  const begun = await beginJudging(db, { held, kind, sheet, heading });
  if (begun.ok) {
    return goOn(db, { kinds, held, env, now });
  }
  if (begun.reason === 'missing')
    return { ok: false, message: `还要选出哪一列是${begun.labels.join('、')}。` };
  if (begun.reason === 'no-rows')
    return { ok: false, message: '列名下面没有行。请看看列名是不是在别的行，或者换一张工作表。' };
  if (begun.reason === 'too-many-rows')
    return { ok: false, message: `一次最多 ${kind.shape.mostRows} 行，请把表分成几份。` };
  return { ok: false, message: '这份表已经确认了，不能再换列。' };
}

function headingIn(
  fields: Readonly<Record<string, string>>,
  kind: ImportKind,
  held: ImportInHand,
): Heading | null {
  const [row, rows] = [Number(fields.row ?? held.heading.row), Number(fields.rows ?? held.heading.rows)];
  if (!Number.isInteger(row) || row < 1 || row > 2_000_000 || (rows !== 1 && rows !== 2)) return null;
  const columns: Record<string, number> = {};
  for (const { key } of kind.shape.columns) {
    const chosen = fields[`column.${key}`] ?? '';
    if (/^\d{1,2}$/u.test(chosen)) columns[key] = Number(chosen);
  }
  return { row, rows, columns };
}

function doubledColumn({ columns }: Heading, { shape }: ImportKind): string | null {
  const labels = new Map<number, string>();
  for (const { key, label } of shape.columns) {
    const column = columns[key];
    if (column === undefined) continue;
    const other = labels.get(column);
    if (other) return `“${other}”和“${label}”选了同一列，请各选各的。`;
    labels.set(column, label);
  }
  return null;
}

const confirmWords = {
  'not-judged': '这份表刚刚变过，请看过现在的结果再确认。',
  'refused-rows': '还有要改的行，整份表一起收收不了。可以改好再传，或者选一部分一部分地收。',
  'nothing-to-do': '这份表里的都已经有了，没有要收的。',
} as const;

/** Orders what was looked at to be taken, and does what there is time for. */
export async function takeAs(
  db: Db,
  { kinds, held, env, actor, grouping, now }: Doing & { actor: Actor; grouping: string | undefined },
): Promise<Done> {
  const allowed: readonly (Grouping | null)[] = ['file', kinds[held.kind].shape.grouping];
  const chosen = allowed.find((one) => one !== null && one === grouping);
  if (!chosen) return { ok: false, message: '请选怎么收。' };
  const confirmed = await confirmImport(db, { held, actor, grouping: chosen, now });
  if (!confirmed.ok) return { ok: false, message: confirmWords[confirmed.reason] };
  return goOn(db, { kinds, held, env, now });
}

/** Looks at all rows once more, with the columns as they are. */
export async function lookAgain(db: Db, { kinds, held, env, now }: Doing): Promise<Done> {
  const begun = await beginJudging(db, {
    held,
    kind: kinds[held.kind],
    sheet: held.sheet,
    heading: held.heading,
  });
  if (!begun.ok) return { ok: false, message: '现在不能重新看。' };
  return goOn(db, { kinds, held, env, now });
}

/** Throws a sheet away. What was taken of it stays; while it is being taken it cannot be thrown away. */
export async function throwAway(db: Db, held: ImportInHand): Promise<Done> {
  if (held.state === 'confirming') return { ok: false, message: '正在收，等收完了再删。' };
  await removeImport(db, held.id);
  return { ok: true };
}
