import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { reachOf } from '#app/features/recordings/reach.server.ts';
import { waitingForReview } from '#app/features/recordings/reviews.server.ts';
import { formatMoment, formatSeconds } from '#app/lib/time.ts';
import { tableFile } from '#app/shell/table-file.server.ts';

/** The recordings that wait for a second person, longest waiting first. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const { db } = context;
  const reach = await reachOf(db, actor);
  return tableFile({
    name: '等着审看的录播',
    columns: [
      { title: '标题', width: 36, value: ({ title }) => title },
      { title: '课程', width: 36, value: ({ courseTitle }) => courseTitle },
      { title: '时长', width: 10, value: ({ durationSeconds }) => formatSeconds(durationSeconds) },
      { title: '谁送审', width: 12, value: ({ submittedBy }) => submittedBy ?? '学院' },
      { title: '送审时间', width: 22, value: ({ submittedAt }) => formatMoment(submittedAt) },
    ],
    rows: await waitingForReview(db, { reach, personId: actor.personId }),
  });
}
