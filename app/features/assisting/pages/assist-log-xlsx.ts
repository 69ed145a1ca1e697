import type { LoaderFunctionArgs } from '@remix-run/node';
import { deedColumns } from '#app/features/assisting/deed-sheet.ts';
import { deedsBy } from '#app/features/assisting/deeds.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { noteFile, tableFile } from '#app/shell/table-file.server.ts';
import { givingWay } from '#db/giving-way.server.ts';
import { everyRow } from '#db/part.server.ts';

/** What a liaison has done for others. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'liaison');
  const { db } = context;
  const now = context.now();
  await noteFile(db, { actor, request, now });
  const file = givingWay(db);
  return tableFile({
    name: '我办过的事',
    columns: deedColumns,
    rows: everyRow(
      async (after) => (await deedsBy(file, { liaisonId: actor.personId ?? '', after })).deeds,
      ({ givenAt, consentId }) => [givenAt, consentId],
    ),
  });
}
