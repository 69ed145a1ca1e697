import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { reachBy } from '#app/features/identity/reach.server.ts';
import { type UnusedLine, unusedLines } from '#app/features/sign-in/unused-accounts.server.ts';
import type { SheetColumn } from '#app/lib/sheets/table-sheet.ts';
import { noteFile, tableFile } from '#app/shell/table-file.server.ts';
import { givingWay } from '#db/giving-way.server.ts';
import { everyRow } from '#db/part.server.ts';

const columns: readonly SheetColumn<UnusedLine>[] = [
  { title: '姓名', width: 12, value: ({ name }) => name },
  { title: '用户名', width: 18, value: ({ username }) => username },
  { title: '授权', width: 36, value: ({ roles }) => roles.join('；') },
  { title: '最近登录', width: 36, value: ({ last }) => last },
];

/** Who holds a role within reach and has not signed in for long. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'security-admin');
  const { db } = context;
  const now = context.now();
  await noteFile(db, { actor, request, now });
  const reach = reachBy(actor, ['security-admin'], now);
  const file = givingWay(db);
  return tableFile({
    name: '久未登录的人',
    columns,
    rows: everyRow(
      (after) => unusedLines(file, { reach, after, now }),
      ({ day, personId }) => [day, personId],
    ),
  });
}
