import type { LoaderFunctionArgs } from '@remix-run/node';
import { momentAsked } from '#app/features/assessment/moment.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { looking } from '#app/features/overview/looking.schema.ts';
import { peopleSheet } from '#app/features/overview/people-sheet.server.ts';
import { dayOf } from '#app/lib/time.ts';
import { tableFile } from '#app/shell/table-file.server.ts';
import { givingWay } from '#db/giving-way.server.ts';

/** The year of the people of one's own scope, narrowed as the list is; everybody in it sees it. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'assessor');
  const {
    year,
    on,
    page: _,
    ...asked
  } = looking.parse(Object.fromEntries(new URL(request.url).searchParams));
  const now = context.now();
  const { moment } = await momentAsked(context.db, { year, on }, dayOf(now));
  return tableFile(await peopleSheet(givingWay(context.db), { actor, moment, asked, now }));
}
