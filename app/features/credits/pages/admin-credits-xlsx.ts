import type { LoaderFunctionArgs } from '@remix-run/node';
import { keepersOfLedger } from '#app/features/credits/keepers.ts';
import { ledgerQuery } from '#app/features/credits/ledger-list.schema.ts';
import { ledgerColumns } from '#app/features/credits/ledger-sheet.ts';
import { ledgerPage } from '#app/features/credits/reading.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { reachBy } from '#app/features/identity/reach.server.ts';
import { noteFile, tableFile } from '#app/shell/table-file.server.ts';
import { givingWay } from '#db/giving-way.server.ts';
import { everyRow } from '#db/part.server.ts';

/** The ledger of people within reach, newest first, or of those of a name. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfLedger);
  const { db } = context;
  const now = context.now();
  await noteFile(db, { actor, request, now });
  const { q } = ledgerQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  const reach = reachBy(actor, keepersOfLedger, now);
  const file = givingWay(db);
  return tableFile({
    name: '学分流水',
    columns: [{ title: '姓名', width: 12, value: ({ personName }) => personName }, ...ledgerColumns],
    rows: everyRow(
      async (after) => (await ledgerPage(file, { q, reach, after })).entries,
      ({ postedAt, id }) => [postedAt, id],
    ),
  });
}
