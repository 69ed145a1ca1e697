import type { LoaderFunctionArgs } from '@remix-run/node';
import { closedStatement } from '#app/features/assessment/frozen-view.server.ts';
import { statementsPaper } from '#app/features/assessment/year-paper.server.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { failure, originOf } from '#app/lib/http.server.ts';

/** One's own frozen statement as sheets of A4; `?version=` an older one. The same bytes each time. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const { db, env } = context;
  const url = new URL(request.url);
  const year = /^20\d{2}$/.test(params.year ?? '') ? Number(params.year) : 0;
  const version = url.searchParams.get('version');
  const revision = version === null ? null : Number(version);
  const closed = await closedStatement(db, { personId: actor.personId ?? '', year, revision });
  if (!closed) throw failure(request, 404, { message: '这一年没有结过账的情况表，所以没有 PDF。' });
  // What came later is on the page: the file says what was frozen, and so it stays the same.
  const statement = { ...closed.statement, late: [] };
  const bytes = await statementsPaper([statement], originOf(request, env));
  const name = encodeURIComponent(`${year} 年度学分情况表.pdf`);
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="statement-${year}.pdf"; filename*=UTF-8''${name}`,
      'x-content-type-options': 'nosniff',
    },
  });
}
