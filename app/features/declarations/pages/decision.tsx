import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { noteDeskReading, reviewDesk } from '#app/features/declarations/desk.server.ts';
import { decidersOfDeclarations } from '#app/features/declarations/keepers.ts';
import { ReviewSheet } from '#app/features/declarations/parts/review-sheet.tsx';
import { Verdict } from '#app/features/declarations/parts/verdict.tsx';
import { applyReviewForm } from '#app/features/declarations/review-actions.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { failure, readFields } from '#app/lib/http.server.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `审核：${page?.declared.title ?? '申报'} · 社区学院` },
];
export const handle: PageHandle = { width: 'wide', breadcrumb: adminCrumbs('declarations') };

const notFound = { message: '没有找到这份申报。' };

/** Open to reviewers of credits. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...decidersOfDeclarations);
  const declarationId = params.declarationId ?? '';
  const asked = { actor, declarationId, now: context.now() };
  const desk = await reviewDesk(context.db, { ...asked, roles: decidersOfDeclarations });
  if (!desk) throw failure(request, 404, notFound);
  await noteDeskReading(context.db, asked);
  return desk;
}

/** Decides about what waits, or about the objections to what is public. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, ...decidersOfDeclarations);
  const declarationId = params.declarationId ?? '';
  const now = context.now();
  const fields = await readFields(request);
  const desk = await reviewDesk(context.db, { actor, declarationId, roles: decidersOfDeclarations, now });
  if (!desk) throw failure(request, 404, notFound);
  const outcome = await applyReviewForm(context.db, { actor, declared: desk.declared, fields, now });
  if (outcome.ok) throw redirect(`/admin/declarations/${declarationId}?done=${outcome.done}`, 303);
  return data({ answer: outcome.answer, other: outcome.other }, outcome.status);
}

export default function Decision() {
  const desk = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return (
    <>
      <ErrorSummary errors={sent?.answer.errors ?? []} title="还没有决定" />
      {sent?.other ? (
        <p>
          <a href={sent.other}>看已经记入的那一笔</a>
        </p>
      ) : null}
      <ReviewSheet desk={desk}>
        <Verdict {...desk} answer={sent?.answer} />
      </ReviewSheet>
    </>
  );
}
