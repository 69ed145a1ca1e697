import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { WaitingReviews } from '#app/features/recordings/parts/waiting-reviews.tsx';
import { reachOf } from '#app/features/recordings/reach.server.ts';
import { waitingForReview } from '#app/features/recordings/reviews.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { teachingCrumbs } from '#app/shell/teaching-crumbs.ts';
import { ExportLink } from '#app/ui/export-link.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';

export const meta: MetaFunction = () => [{ title: '审看录播 · 社区学院' }];
export const handle: PageHandle = {
  width: 'wide',
  breadcrumb: teachingCrumbs('recordings'),
};

/** Open to instructors (what they teach) and to the registrar and the academy's admin. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const { db } = context;
  const reach = await reachOf(db, actor);
  return { waiting: await waitingForReview(db, { reach, personId: actor.personId }) };
}

export default function Reviews() {
  const { waiting } = useLoaderData<typeof loader>();
  const lead =
    waiting.length > 0
      ? `有 ${waiting.length} 讲等着。看一遍内容和字幕，核对出镜的人是否同意，再通过或退回。`
      : '录播发布前，由上传人以外的一位看一遍。';
  return (
    <>
      <PageTitle title="审看录播" lead={lead} />
      <WaitingReviews waiting={waiting} />
      <ExportLink rows={waiting.length} unit="讲" />
    </>
  );
}
