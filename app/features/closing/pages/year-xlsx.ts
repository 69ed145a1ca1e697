import type { LoaderFunctionArgs } from '@remix-run/node';
import { noteReadings } from '#app/features/assessment/reading.server.ts';
import { closingOf } from '#app/features/closing/known-closings.server.ts';
import { noteYearFile } from '#app/features/closing/year-files.server.ts';
import { keepersOfYears, yearReach } from '#app/features/closing/year-reach.server.ts';
import { yearSheetRows, yearSheetWidths } from '#app/features/closing/year-sheet.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { streamSheet } from '#app/lib/sheet.server.ts';
import { givingWay } from '#db/giving-way.server.ts';

/**
 * The statements of a closed year, of everybody within reach, as an Excel file, row by row as it is read. That it was made is in the journal, and
 * whoever is in it sees it.
 */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfYears);
  const { db } = context;
  const year = /^20\d{2}$/.test(params.year ?? '') ? Number(params.year) : 0;
  const closing = await closingOf(db, year);
  if (!closing) throw failure(request, 404, { message: '这一年还没有结账。' });
  const now = context.now();
  await noteYearFile(db, { actor, year, now });
  const moment = { year, onDay: closing.lastDay };
  const noted = (personIds: readonly string[]) =>
    noteReadings(db, { actor, personIds, way: 'statement.exported', moment, now });
  const reach = yearReach(actor, closing);
  const rows = yearSheetRows(givingWay(db), { closingId: closing.id, year, reach, noted });
  const name = encodeURIComponent(`${year} 年度学分情况.xlsx`);
  return new Response(streamSheet(`${year} 年度`, rows, yearSheetWidths), {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="statements-${year}.xlsx"; filename*=UTF-8''${name}`,
      'x-content-type-options': 'nosniff',
    },
  });
}
