import type { LoaderFunctionArgs } from '@remix-run/node';
import { markingQueue, type WaitingAttempt } from '#app/features/exercises/marking-queue.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { workReachOf } from '#app/features/timetable/work-reach.server.ts';
import type { SheetColumn } from '#app/lib/sheets/table-sheet.ts';
import { formatMoment } from '#app/lib/time.ts';
import { noteFile, tableFile } from '#app/shell/table-file.server.ts';
import { givingWay } from '#db/giving-way.server.ts';
import { everyRow } from '#db/part.server.ts';

const columns: readonly SheetColumn<WaitingAttempt>[] = [
  { title: '小测', width: 32, value: ({ exerciseTitle }) => exerciseTitle },
  { title: '学员', width: 12, value: ({ personName }) => personName },
  { title: '班', width: 32, value: ({ sectionTitle }) => sectionTitle },
  { title: '第几次', width: 10, value: ({ number }) => `第 ${number} 次` },
  { title: '交于', width: 22, value: ({ since }) => formatMoment(since) },
];

/** The attempts that wait to be looked at, in the sections that somebody teaches or heads. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const { db } = context;
  const now = context.now();
  await noteFile(db, { actor, request, now });
  const asked = { reach: await workReachOf(db, actor), personId: actor.personId, pageSize: 0 };
  const file = givingWay(db);
  return tableFile({
    name: '等着看的答卷',
    columns,
    rows: everyRow(
      async (after) => (await markingQueue(file, { ...asked, after })).attempts,
      ({ since, id }) => [since, id],
    ),
  });
}
