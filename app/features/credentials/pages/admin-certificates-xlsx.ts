import type { LoaderFunctionArgs } from '@remix-run/node';
import { certificateColumns } from '#app/features/credentials/certificate-sheet.ts';
import { keepersOfCertificates } from '#app/features/credentials/keepers.ts';
import { listQuery } from '#app/features/credentials/list.schema.ts';
import { certificatePage } from '#app/features/credentials/listing.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { reachBy } from '#app/features/identity/reach.server.ts';
import { noteFile, tableFile } from '#app/shell/table-file.server.ts';
import { givingWay } from '#db/giving-way.server.ts';
import { everyRow } from '#db/part.server.ts';

/** The certificates of people within reach, newest first, narrowed as the page is. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfCertificates);
  const { db } = context;
  const now = context.now();
  await noteFile(db, { actor, request, now });
  const asked = listQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  const reach = reachBy(actor, keepersOfCertificates, now);
  const different = asked.different !== undefined;
  const file = givingWay(db);
  return tableFile({
    name: different ? '和流水不一样的证书' : '结业证书',
    columns: certificateColumns,
    rows: everyRow(
      async (after) => (await certificatePage(file, { q: asked.q, different, reach, after })).certificates,
      ({ issuedAt, id }) => [issuedAt, id],
    ),
  });
}
