import type { LoaderFunctionArgs } from '@remix-run/node';
import { momentAsked } from '#app/features/assessment/moment.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { looking } from '#app/features/overview/looking.schema.ts';
import { listedPeople } from '#app/features/overview/people.server.ts';
import { PEOPLE_IN_FILE, peoplePaper } from '#app/features/overview/people-paper.server.ts';
import { failure, originOf } from '#app/lib/http.server.ts';
import { dayOf } from '#app/lib/time.ts';

/** The statements of a part of one's own scope, or of the list that was narrowed, as sheets of A4. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'assessor');
  const { year, on, ...asked } = looking.parse(Object.fromEntries(new URL(request.url).searchParams));
  const { db } = context;
  const now = context.now();
  const { moment } = await momentAsked(db, { year, on }, dayOf(now));
  const { people, page, pages } = await listedPeople(db, { actor, moment, asked, pageSize: PEOPLE_IN_FILE });
  if (people.length === 0 || asked.page > pages)
    throw failure(request, 404, {
      message: `没有这一份。这个名单一共 ${pages} 份，每份最多 ${PEOPLE_IN_FILE} 人。`,
    });
  const personIds = people.map(({ id }) => id);
  const bytes = await peoplePaper(db, {
    actor,
    personIds,
    moment,
    origin: originOf(request, context.env),
    now,
  });
  const name = encodeURIComponent(`${moment.year} 年度学分情况表（第 ${page} 份，共 ${pages} 份）.pdf`);
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="statements-${moment.year}-${page}.pdf"; filename*=UTF-8''${name}`,
      'x-content-type-options': 'nosniff',
    },
  });
}
