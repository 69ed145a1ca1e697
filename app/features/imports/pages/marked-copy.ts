import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { rowsShut } from '#app/features/imports/closed-rows.server.ts';
import { ownImport } from '#app/features/imports/desk.server.ts';
import { keepersOfImports } from '#app/features/imports/keepers.ts';
import { markedRows, markedWidths } from '#app/features/imports/marked-copy.server.ts';
import { noteOpened } from '#app/features/journal/openings.server.ts';
import { failure, whileAway } from '#app/lib/http.server.ts';
import { streamSheet } from '#app/lib/sheet.server.ts';
import { sheetHeaders } from '#app/shell/sheet-headers.ts';
import { givingWay } from '#db/giving-way.server.ts';

/** One's own sheet with what becomes of each row. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfImports);
  const held = await ownImport(context.db, { actor, importId: params.importId ?? '', now: context.now() });
  if (!held || held.state === 'matching') throw failure(request, 404, { message: '没有找到这份表。' });
  const subject: [string, string] = ['import', held.id];
  const exported = { action: 'import.exported', subject, concerns: null };
  await noteOpened(context.db, { actor, ...exported, now: context.now() });
  const db = givingWay(context.db);
  const name = `${held.fileName.replace(/\.[a-z0-9]{1,5}$/iu, '') || '表'}-结果.xlsx`;
  const { env } = context;
  const widths = await markedWidths(db, { env, held }).catch(whileAway(request, rowsShut));
  return new Response(streamSheet('结果', markedRows(db, { env, held }), widths), {
    headers: sheetHeaders(name),
  });
}
