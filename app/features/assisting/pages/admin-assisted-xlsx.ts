import type { LoaderFunctionArgs } from '@remix-run/node';
import { deedColumns, liaisonColumn } from '#app/features/assisting/deed-sheet.ts';
import { assistedDeeds } from '#app/features/assisting/deeds.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { noteFile, tableFile } from '#app/shell/table-file.server.ts';
import { givingWay } from '#db/giving-way.server.ts';
import { everyRow } from '#db/part.server.ts';

/** What liaisons have done for the people of the registrar's scope. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'registrar', 'academy-admin');
  const { db } = context;
  const now = context.now();
  await noteFile(db, { actor, request, now });
  const file = givingWay(db);
  return tableFile({
    name: '代选记录',
    columns: [liaisonColumn, ...deedColumns],
    rows: everyRow(
      async (after) => (await assistedDeeds(file, { actor, now, after })).deeds,
      ({ givenAt, consentId }) => [givenAt, consentId],
    ),
  });
}
