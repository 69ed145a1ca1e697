import type { LoaderFunctionArgs } from '@remix-run/node';
import { momentAsked } from '#app/features/assessment/moment.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { looking } from '#app/features/overview/looking.schema.ts';
import { peopleRows, sheetWidths } from '#app/features/overview/people-sheet.server.ts';
import { streamSheet } from '#app/lib/sheet.server.ts';
import { dayOf } from '#app/lib/time.ts';
import { givingWay } from '#db/giving-way.server.ts';

/** The year of everybody in one's own scope as an Excel file, row by row as it is read. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'assessor');
  const { year, on } = looking.parse(Object.fromEntries(new URL(request.url).searchParams));
  const now = context.now();
  const { moment } = await momentAsked(context.db, { year, on }, dayOf(now));
  const rows = peopleRows(givingWay(context.db), { actor, moment, now });
  const name = encodeURIComponent(`${moment.year} 年学分情况.xlsx`);
  return new Response(streamSheet(`${moment.year} 年`, rows, sheetWidths), {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="people-${moment.year}.xlsx"; filename*=UTF-8''${name}`,
      'x-content-type-options': 'nosniff',
    },
  });
}
