import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { scopesOf } from '#app/features/identity/grants.rules.ts';
import { lookersAtOrganisation } from '#app/features/organisation/keepers.ts';
import { treeNames, unitKindNames } from '#app/features/organisation/kinds.ts';
import type { LevelUnit } from '#app/features/organisation/levels.server.ts';
import { levelAsked, levelFor } from '#app/features/organisation/levels-asked.server.ts';
import { failure } from '#app/lib/http.server.ts';
import type { SheetColumn } from '#app/lib/sheets/table-sheet.ts';
import { dayOf } from '#app/lib/time.ts';
import { tableFile } from '#app/shell/table-file.server.ts';
import { givingWay } from '#db/giving-way.server.ts';
import { everyRow } from '#db/part.server.ts';

const columns: readonly SheetColumn<LevelUnit>[] = [
  { title: '名称', width: 32, value: ({ name }) => name },
  { title: '种类', width: 14, value: ({ kind }) => unitKindNames[kind] },
  { title: '本级岗位', width: 10, value: ({ posts }) => posts, figures: true },
  { title: '下级', width: 10, value: ({ below }) => below, figures: true },
];

/** One level of a tree as it stood on a day, within the reader's scope. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...lookersAtOrganisation);
  const scopes = scopesOf(actor, ...lookersAtOrganisation);
  const url = new URL(request.url);
  const asked = await levelAsked(context.db, { url, scopes, today: dayOf(context.now()) });
  if (!asked) throw failure(request, 404);
  const file = givingWay(context.db);
  return tableFile({
    name: `${asked.unit ? `${asked.unit.name}的下级` : treeNames[asked.tree]} ${asked.day}`,
    columns,
    rows: everyRow(
      async (after) => (await levelFor(file, { asked, scopes, after })).units,
      ({ path }) => [path],
    ),
  });
}
