import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { spanWords } from '#app/features/timetable/clash-words.rules.ts';
import { meetingsWithHistory } from '#app/features/timetable/meeting-history.server.ts';
import { meetingName, meetingStateWords } from '#app/features/timetable/parts/meeting-table.tsx';
import { sectionById } from '#app/features/timetable/section-list.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { tableFile } from '#app/shell/table-file.server.ts';

/** The meetings of a section with what became of each. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireRole(request, context, 'registrar', 'academy-admin');
  const section = await sectionById(context.db, params.sectionId ?? '');
  if (!section) throw failure(request, 404, { message: '没有找到这个班。' });
  const at = context.now().toISOString();
  return tableFile({
    name: `课次 ${section.code}`,
    columns: [
      { title: '课次', width: 28, value: meetingName },
      { title: '时间', width: 32, value: (meeting) => spanWords(meeting) },
      { title: '地点', width: 28, value: ({ venueName }) => venueName },
      { title: '状态', width: 12, value: (meeting) => meetingStateWords(meeting, at).words },
      { title: '取消的原因', width: 32, value: ({ cancelledBecause }) => cancelledBecause },
      {
        title: '改动',
        width: 48,
        value: ({ moves }) =>
          moves
            .map(
              ({ fromStartsAt, fromEndsAt, reason }) =>
                `原定 ${spanWords({ startsAt: fromStartsAt, endsAt: fromEndsAt })}；${reason}`,
            )
            .join('\n'),
      },
    ],
    rows: await meetingsWithHistory(context.db, section.id),
  });
}
