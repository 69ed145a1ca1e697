import type { SealingEnv } from '#app/features/sealing/key-files.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { titlesShown } from './column-titles.rules.ts';
import { proposeColumns } from './columns.rules.ts';
import { groupSums, groupsOf } from './groups.server.ts';
import type { KindShape, RowState } from './kinds.ts';
import { countsOf, type ImportInHand, importOf, resultPage, stopOf } from './reading.server.ts';
import { linesAtTop } from './rows.server.ts';
import { GROUPS_SHOWN, ROWS_SHOWN } from './states.ts';

/** Which sheet, heading and columns a page is to show: as they are kept, or as the address says. */
export interface Choosing {
  sheet: number | null;
  row: number | null;
  rows: 1 | 2 | null;
}

/** What is needed to choose the columns. Throws `KeysAway`. One statement. */
export async function matchingDesk(
  db: Db,
  { env, held, shape, asked }: { env: SealingEnv; held: ImportInHand; shape: KindShape; asked: Choosing },
) {
  const sheet = asked.sheet !== null && held.sheets[asked.sheet] ? asked.sheet : held.sheet;
  const lines = await linesAtTop(db, { env, importId: held.id, sheet });
  const isOther = sheet !== held.sheet;
  const row = asked.row ?? (isOther ? (lines[0]?.number ?? 1) : held.heading.row);
  const rows = asked.rows ?? (isOther ? 1 : held.heading.rows);
  const asKept = !isOther && row === held.heading.row && rows === held.heading.rows;
  const columns = asKept ? held.heading.columns : proposeColumns(lines, { row, rows }, shape.columns);
  const titles = titlesShown(lines, { row, rows });
  return {
    sheet,
    row,
    rows,
    columns,
    titles,
    top: lines.slice(0, 12),
    first: lines.filter(({ number }) => number > row + rows - 1).slice(0, 3),
  };
}

export interface ResultView {
  env: SealingEnv;
  state: RowState | null;
  page: number;
  groupPage: number;
}

/** What an import came to, a page of its rows and of its parts. Throws `KeysAway`. At most five statements. */
export async function resultDesk(db: Db, held: ImportInHand, { env, state, page, groupPage }: ResultView) {
  const [counts, sums, stop] = [
    await countsOf(db, held.id),
    await groupSums(db, held.id),
    await stopOf(db, held.id),
  ];
  const rows = await resultPage(db, {
    env,
    importId: held.id,
    sheet: held.sheet,
    state,
    page,
    pageSize: ROWS_SHOWN,
  });
  const groups = await groupsOf(db, { importId: held.id, page: groupPage, pageSize: GROUPS_SHOWN });
  return { counts, sums, stop, rows, groups };
}

export type ResultDesk = Awaited<ReturnType<typeof resultDesk>>;
export type MatchingDesk = Awaited<ReturnType<typeof matchingDesk>>;

/** One's own import for its page. */
export function ownImport(db: Db, { actor, importId, now }: { actor: Actor; importId: string; now: Date }) {
  return importOf(db, { importId, personId: actor.personId, now });
}
