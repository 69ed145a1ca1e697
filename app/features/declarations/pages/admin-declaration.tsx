import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { noteDeskReading, reviewDesk } from '#app/features/declarations/desk.server.ts';
import { readersOfDeclarations } from '#app/features/declarations/keepers.ts';
import { ReviewSheet } from '#app/features/declarations/parts/review-sheet.tsx';
import { Verdict } from '#app/features/declarations/parts/verdict.tsx';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { doneIn, failure } from '#app/lib/http.server.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { Notice } from '#app/ui/notice.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.declared.title ?? '申报'} · 社区学院` },
];
export const handle: PageHandle = { width: 'wide', breadcrumb: adminCrumbs('declarations') };

const doneWords = {
  grant: '已通过，本人收到了通知。',
  return: '已退回，本人收到了通知。',
  refuse: '已决定不予认定，本人收到了通知。',
  dismiss: '异议不成立，公示继续。',
  uphold: '异议成立，不予认定。',
};

/** Open to reviewers of credits, who decide, and to the registrar and the academy's admin, who read. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...readersOfDeclarations);
  const declarationId = params.declarationId ?? '';
  const asked = { actor, declarationId, now: context.now() };
  const desk = await reviewDesk(context.db, asked);
  if (!desk) throw failure(request, 404, { message: '没有找到这份申报。' });
  await noteDeskReading(context.db, asked);
  return { ...desk, done: doneIn(request, doneWords) };
}

export default function AdminDeclaration() {
  const desk = useLoaderData<typeof loader>();
  return (
    <>
      {desk.done ? <Notice tone="success" title={desk.done} announce /> : null}
      <ReviewSheet desk={desk}>
        <Verdict {...desk} />
      </ReviewSheet>
    </>
  );
}
