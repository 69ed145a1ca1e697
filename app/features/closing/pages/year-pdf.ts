import type { LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { closedStatements } from '#app/features/assessment/frozen-view.server.ts';
import { noteReadings } from '#app/features/assessment/reading.server.ts';
import { statementsPaper } from '#app/features/assessment/year-paper.server.ts';
import { closingOf } from '#app/features/closing/known-closings.server.ts';
import { statementPage } from '#app/features/closing/people.server.ts';
import { keepersOfYears, yearReach } from '#app/features/closing/year-reach.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { failure, originOf } from '#app/lib/http.server.ts';

const query = z.object({
  q: z.string().trim().max(64).catch(''),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

/** The statements of one page of the list, to be printed one after the other. Each that is in it was read, and the person sees it. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfYears);
  const { db, env, now } = context;
  const url = new URL(request.url);
  const year = /^20\d{2}$/.test(params.year ?? '') ? Number(params.year) : 0;
  const closing = await closingOf(db, year);
  const asked = query.parse(Object.fromEntries(url.searchParams));
  const reach = closing && yearReach(actor, closing);
  const listed = reach ? await statementPage(db, { closingId: closing.id, year, reach, ...asked }) : null;
  const personIds = (listed?.statements ?? []).map(({ personId }) => personId);
  if (!closing || personIds.length === 0)
    throw failure(request, 404, { message: '这里没有要打印的情况表。' });
  const found = await closedStatements(db, { personIds, year });
  const sheets = personIds.flatMap((id) => found.get(id) ?? []);
  const moment = { year, onDay: closing.lastDay };
  await noteReadings(db, { actor, personIds, way: 'statement.printed', moment, now: now() });
  const bytes = await statementsPaper(sheets, originOf(request, env));
  const name = encodeURIComponent(`${year} 年度学分情况表 ${asked.page}.pdf`);
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="statements-${year}-${asked.page}.pdf"; filename*=UTF-8''${name}`,
      'x-content-type-options': 'nosniff',
    },
  });
}
