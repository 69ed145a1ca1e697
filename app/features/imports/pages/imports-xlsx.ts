import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { keepersOfImports } from '#app/features/imports/keepers.ts';
import { importsOf, type ListedImport } from '#app/features/imports/listing.server.ts';
import { importStateWords } from '#app/features/imports/state-words.rules.ts';
import type { SheetColumn } from '#app/lib/sheets/table-sheet.ts';
import { formatMoment } from '#app/lib/time.ts';
import { importKindsOfHouse } from '#app/shell/import-kinds.server.ts';
import { tableFile } from '#app/shell/table-file.server.ts';
import { givingWay } from '#db/giving-way.server.ts';
import { everyRow } from '#db/part.server.ts';

const columns: readonly SheetColumn<ListedImport>[] = [
  { title: '文件', width: 40, value: ({ fileName }) => fileName || '没有名字的文件' },
  { title: '收什么', width: 14, value: ({ kind }) => importKindsOfHouse[kind].shape.name },
  { title: '到哪一步', width: 14, value: ({ state }) => importStateWords[state].words },
  { title: '行数', width: 10, value: ({ rowCount }) => rowCount || null, figures: true },
  { title: '什么时候传的', width: 22, value: ({ madeAt }) => formatMoment(madeAt) },
];

/** One's own imports. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfImports);
  const { db } = context;
  const now = context.now();
  const asked = { personId: actor.personId, pageSize: 0, now };
  const file = givingWay(db);
  return tableFile({
    name: '表格导入',
    columns,
    rows: everyRow(
      async (after) => (await importsOf(file, { ...asked, after })).imports,
      ({ madeAt, id }) => [madeAt, id],
    ),
  });
}
