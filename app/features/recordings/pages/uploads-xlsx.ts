import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { recordingsAtDesk } from '#app/features/recordings/desk.server.ts';
import { reachOf } from '#app/features/recordings/reach.server.ts';
import { recordingColumns } from '#app/features/recordings/recording-sheet.ts';
import { tableFile } from '#app/shell/table-file.server.ts';
import { givingWay } from '#db/giving-way.server.ts';
import { everyRow } from '#db/part.server.ts';

/** The recordings that somebody keeps. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const { db } = context;
  const reach = await reachOf(db, actor);
  const file = givingWay(db);
  return tableFile({
    name: '录播',
    columns: recordingColumns,
    rows: everyRow(
      async (after) => (await recordingsAtDesk(file, { reach, pageSize: 0, after })).recordings,
      ({ id }) => [id],
    ),
  });
}
