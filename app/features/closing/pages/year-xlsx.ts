import type { LoaderFunctionArgs } from '@remix-run/node';
import { noteReadings } from '#app/features/assessment/reading.server.ts';
import { isFrozen } from '#app/features/closing/frozen-years.server.ts';
import { closingOf } from '#app/features/closing/known-closings.server.ts';
import { fileQuery } from '#app/features/closing/list.schema.ts';
import { noteYearFile } from '#app/features/closing/year-files.server.ts';
import { keepersOfYears, yearReach } from '#app/features/closing/year-reach.server.ts';
import { yearSheet } from '#app/features/closing/year-sheet.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { consentingAmong } from '#app/features/privacy/consenting.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { tableFile } from '#app/shell/table-file.server.ts';
import { givingWay } from '#db/giving-way.server.ts';

/**
 * The statements of a closed year, of everybody within reach or of those of a name; for the district only of those who agreed to that. That it was made is in the journal, and
 * whoever is in it sees it.
 */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfYears);
  const { db } = context;
  const year = /^20\d{2}$/.test(params.year ?? '') ? Number(params.year) : 0;
  const closing = await closingOf(db, year);
  if (!closing) throw failure(request, 404, { message: '这一年还没有结账。' });
  if (!(await isFrozen(db, year))) throw failure(request, 409, { message: '这一年正在结账，结完再导出。' });
  const now = context.now();
  const asked = fileQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  const isForDistrict = asked.for === 'district';
  await noteYearFile(db, { actor, year, forDistrict: isForDistrict, now });
  const moment = { year, onDay: closing.lastDay };
  const noted = (personIds: readonly string[]) =>
    noteReadings(db, { actor, personIds, way: 'statement.exported', moment, now });
  const reach = yearReach(actor, closing);
  const among = (personIds: readonly string[]) => consentingAmong(db, { kind: 'district', personIds });
  const which = { closingId: closing.id, year, reach, q: asked.q, noted };
  return tableFile(yearSheet(givingWay(db), isForDistrict ? { ...which, among } : which));
}
