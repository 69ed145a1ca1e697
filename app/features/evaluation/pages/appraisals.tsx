import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { z } from 'zod';
import { appraise } from '#app/features/evaluation/appraisals.server.ts';
import { MOST_COMMENT } from '#app/features/evaluation/ballot.schema.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { sectionInHand } from '#app/features/timetable/teaching.server.ts';
import { answersForm, failure, readForm } from '#app/lib/http.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';

export const meta: MetaFunction = () => [{ title: '评学 · 社区学院' }];

/** Nothing stands at this address to be read. */
export function loader({ request, params }: LoaderFunctionArgs) {
  return answersForm(request)
    ? null
    : redirect(`/teach/sections/${encodeURIComponent(params.sectionId ?? '')}?tab=appraisal`);
}

const appraisalForm = z
  .object({ enrolment: z.uuid(), comment: z.string().max(MOST_COMMENT).default('') })
  .catchall(z.string().max(32));

const refusals = {
  scores: '四项都要选一个等级。请返回上一页补上，再保存。',
  'too-many-excellent': '优秀的名额用完了（最多占全班 15%）。请先调整其他人的等级，或者把这一位改为良好。',
  own: '不能给自己评学。',
  comment: `评语最多 ${MOST_COMMENT} 字，请删短一些再保存。`,
  school: '老年学校不评学。',
} as const;

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const sectionId = params.sectionId ?? '';
  if (!(await sectionInHand(context.db, { actor, sectionId })))
    throw failure(request, 404, { message: '没有找到这个班，或者这个班由别的老师带。' });
  const form = appraisalForm.safeParse(Object.fromEntries(await readForm(request)));
  if (!form.success)
    throw failure(request, 400, {
      message: '评学没有读懂：评语最多 1000 字，四项都要选。请返回上一页再试。',
    });
  const { enrolment, comment, ...scores } = form.data;
  const outcome = await appraise(context.db, {
    actor,
    sectionId,
    enrolmentId: enrolment,
    scores,
    comment,
    now: context.now(),
  });
  if (outcome.ok) throw redirect(`/teach/sections/${sectionId}?tab=appraisal&saved`, 303);
  if (outcome.reason === 'not-found')
    throw failure(request, 404, { message: '这位学员不在这个班里，可能已经退选。' });
  return data({ sectionId, message: refusals[outcome.reason] }, 409);
}

export default function AppraisalRefused() {
  const refused = useActionData<typeof action>();
  if (!refused) return null;
  return (
    <>
      <PageTitle title="评学没有保存" lead={refused.message} />
      <div className="actions">
        <ButtonLink href={`/teach/sections/${refused.sectionId}?tab=appraisal`}>回到评学</ButtonLink>
      </div>
    </>
  );
}
