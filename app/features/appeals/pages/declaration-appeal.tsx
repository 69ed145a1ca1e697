import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData, useParams } from '@remix-run/react';
import { applyAppealForm } from '#app/features/appeals/appeal-actions.server.ts';
import { isLate } from '#app/features/appeals/appeals.rules.ts';
import { AppealForm } from '#app/features/appeals/parts/appeal-form.tsx';
import { ownAppeals } from '#app/features/appeals/reading.server.ts';
import { ownDeclaration } from '#app/features/declarations/reading.server.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { failure, readFields } from '#app/lib/http.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';

export const meta: MetaFunction = () => [{ title: '申诉 · 社区学院' }];

export const handle: PageHandle = {
  width: 'reading',
  breadcrumb: [
    { label: '我的', href: '/me' },
    { label: '我的申报', href: '/me/declarations' },
  ],
};

const notFound = { message: '没有找到这份申报。可能地址抄错了。' };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { personId } = await requireActor(request, context);
  const { db } = context;
  const subjectId = params.declarationId ?? '';
  if (!(await ownDeclaration(db, { declarationId: subjectId, personId })))
    throw failure(request, 404, notFound);
  const own = await ownAppeals(db, { subject: 'declaration', subjectId, personId });
  return { ...own, late: own.contested ? isLate(dayOf(context.now()), own.contested.dueOn) : false };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const subjectId = params.declarationId ?? '';
  const fields = await readFields(request);
  const about = { subject: 'declaration', subjectId } as const;
  const own = await ownDeclaration(context.db, { declarationId: subjectId, personId: actor.personId });
  if (!own) throw failure(request, 404, notFound);
  const outcome = await applyAppealForm(context.db, { actor, about, fields, now: context.now() });
  if (outcome.ok) throw redirect(`/me/declarations/${subjectId}?done=appealed`, 303);
  if (outcome.status === 404) throw failure(request, 404, notFound);
  return data(outcome.answer, outcome.status);
}

export default function DeclarationAppeal() {
  const own = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const { declarationId = '' } = useParams();
  return (
    <AppealForm
      own={own}
      answer={sent}
      back={`/me/declarations/${declarationId}`}
      nothing="还没有决定，或者决定和申报的一样。"
    />
  );
}
