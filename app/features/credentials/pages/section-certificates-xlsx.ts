import type { LoaderFunctionArgs } from '@remix-run/node';
import { certificateColumns } from '#app/features/credentials/certificate-sheet.ts';
import { keepersOfCertificates } from '#app/features/credentials/keepers.ts';
import { certificatesOfSection } from '#app/features/credentials/listing.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { reachBy } from '#app/features/identity/reach.server.ts';
import { sectionById } from '#app/features/timetable/section-list.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { noteFile, tableFile } from '#app/shell/table-file.server.ts';
import { givingWay } from '#db/giving-way.server.ts';
import { everyRow } from '#db/part.server.ts';

/** The certificates of a section, of people within reach. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfCertificates);
  const { db } = context;
  const now = context.now();
  const section = await sectionById(db, params.sectionId ?? '');
  if (!section) throw failure(request, 404, { message: '没有找到这个班。' });
  await noteFile(db, { actor, request, now });
  const reach = reachBy(actor, keepersOfCertificates, now);
  const file = givingWay(db);
  return tableFile({
    name: `结业证书 ${section.code}`,
    columns: certificateColumns,
    rows: everyRow(
      async (after) => (await certificatesOfSection(file, { sectionId: section.id, reach, after })).list,
      ({ number }) => [number],
    ),
  });
}
