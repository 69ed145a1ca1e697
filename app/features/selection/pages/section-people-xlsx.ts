import type { LoaderFunctionArgs } from '@remix-run/node';
import { assistedIn } from '#app/features/assisting/class-list.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { everyRosterLine, waitlistOf } from '#app/features/selection/reading.server.ts';
import { sectionById } from '#app/features/timetable/section-list.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { formatMoment, formatShortDate } from '#app/lib/time.ts';
import { noteFile, tableFile } from '#app/shell/table-file.server.ts';
import { givingWay } from '#db/giving-way.server.ts';

/** Who is in a section, by name; or, `of=waiting`, who waits for it, in their order. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'registrar', 'academy-admin');
  const section = await sectionById(context.db, params.sectionId ?? '');
  if (!section) throw failure(request, 404, { message: '没有找到这个班。' });
  await noteFile(context.db, { actor, request, now: context.now() });
  const assisted = await assistedIn(context.db, section.id);
  if (new URL(request.url).searchParams.get('of') === 'waiting')
    return tableFile({
      name: `候补 ${section.code}`,
      columns: [
        { title: '姓名', width: 12, value: ({ name }) => name },
        { title: '排进', width: 24, value: ({ joinedAt }) => formatMoment(joinedAt) },
        { title: '谁代选的', width: 14, value: ({ entryId }) => assisted[entryId] },
        {
          title: '名额',
          width: 36,
          value: ({ offerExpiresAt: until }) => (until ? `已通知，${formatMoment(until)} 前确认` : '在等'),
        },
      ],
      rows: await waitlistOf(context.db, section.id),
    });
  return tableFile({
    name: `名单 ${section.code}`,
    columns: [
      { title: '姓名', width: 12, value: ({ name }) => name },
      { title: '选上', width: 24, value: ({ enrolledAt }) => formatMoment(enrolledAt) },
      { title: '谁代选的', width: 14, value: ({ enrolmentId }) => assisted[enrolmentId] },
      { title: '结业', width: 20, value: ({ completedAt: at }) => (at ? formatShortDate(at) : '') },
    ],
    rows: everyRosterLine(givingWay(context.db), section.id),
  });
}
