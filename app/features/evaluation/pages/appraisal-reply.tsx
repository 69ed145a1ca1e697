import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { z } from 'zod';
import { replyToAppraisal } from '#app/features/evaluation/appraisals.server.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { failure, readForm } from '#app/lib/http.server.ts';
import { courseElsewhere } from '#app/shell/course-elsewhere.server.ts';

const replyForm = z.object({ comment: z.string().trim().min(1).max(1000) });

const notFound = { message: '没有找到这门课的评学意见。' };

/** Nothing stands at this address to be read. */
export function loader({ params }: LoaderFunctionArgs) {
  return redirect(`/learn/${encodeURIComponent(params.enrolmentId ?? '')}`);
}

/** The learner's own word on an appraisal, once. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const enrolmentId = params.enrolmentId ?? '';
  const form = replyForm.safeParse(Object.fromEntries(await readForm(request)));
  if (!form.success)
    throw failure(request, 400, { message: '说明要写 1 到 1000 字。请返回上一页，写好再交。' });
  const outcome = await replyToAppraisal(context.db, {
    enrolmentId,
    personId: actor.personId,
    comment: form.data.comment,
    now: context.now(),
  });
  if (!outcome.ok && outcome.reason === 'not-found')
    throw await courseElsewhere(request, context, { actor, enrolmentId, ...notFound });
  return redirect(`/learn/${enrolmentId}`, 303);
}

export default function AppraisalReply() {
  return null;
}
