import type { Db } from '#db/database.ts';
import { type Part, partOf } from '#db/part.server.ts';
import type { ImportKindKey } from './kinds.ts';
import type { ImportState } from './states.ts';

export interface ListedImport {
  id: string;
  kind: ImportKindKey;
  fileName: string;
  state: ImportState;
  madeAt: string;
  rowCount: number;
}

/** One's own imports, newest first. Two statements. */
export async function importsOf(
  db: Db,
  { personId, pageSize, now, ...part }: { personId: string | null; pageSize: number; now: Date } & Part,
): Promise<{ imports: ListedImport[]; total: number }> {
  const own = db
    .selectFrom('import_file')
    .where('person_id', '=', personId ?? '')
    .where('state', '!=', 'reading')
    .where('expires_at', '>', now.toISOString());
  const order = [
    ['made_at', 'desc'],
    ['id', 'desc'],
  ] as const;
  const found = own.select(['id', 'kind', 'file_name', 'state', 'made_at', 'row_count']);
  const rows = await partOf(found, { ...part, order, pageSize }).execute();
  const imports = rows.map((row) => ({
    ...{ id: row.id, kind: row.kind as ImportKindKey, fileName: row.file_name },
    ...{ state: row.state as ImportState, madeAt: row.made_at, rowCount: row.row_count },
  }));
  if (part.page === undefined) return { imports, total: 0 };
  const { total } = await own.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { imports, total: Number(total) };
}
