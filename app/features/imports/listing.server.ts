import type { Db } from '#db/database.ts';
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
  { personId, page, pageSize, now }: { personId: string | null; page: number; pageSize: number; now: Date },
): Promise<{ imports: ListedImport[]; total: number }> {
  const own = db
    .selectFrom('import_file')
    .where('person_id', '=', personId ?? '')
    .where('state', '!=', 'reading')
    .where('expires_at', '>', now.toISOString());
  const { total } = await own.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await own
    .select(['id', 'kind', 'file_name', 'state', 'made_at', 'row_count'])
    .orderBy('made_at', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  const imports = rows.map((row) => ({
    ...{ id: row.id, kind: row.kind as ImportKindKey, fileName: row.file_name },
    ...{ state: row.state as ImportState, madeAt: row.made_at, rowCount: row.row_count },
  }));
  return { imports, total: Number(total) };
}
