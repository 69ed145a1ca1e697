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
import { creditEntry } from '#app/features/credits/reading.server.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { doneIn, failure, readFields } from '#app/lib/http.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';

export const meta: MetaFunction = () => [{ title: '申诉 · 社区学院' }];

export const handle: PageHandle = {
  width: 'reading',
  breadcrumb: [
    { label: '我的', href: '/me' },
    { label: '我的学分', href: '/me/credits' },
  ],
};

const notFound = { message: '没有找到这笔学分。' };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { personId } = await requireActor(request, context);
  const { db } = context;
  const subjectId = params.entryId ?? '';
  if ((await creditEntry(db, subjectId))?.personId !== personId) throw failure(request, 404, notFound);
  const own = await ownAppeals(db, { subject: 'entry', subjectId, personId });
  const late = own.contested ? isLate(dayOf(context.now()), own.contested.dueOn) : false;
  return {
    ...own,
    late,
    done: doneIn(request, { appealed: '申诉已经提交。复核的结果会通知你，也会写在这里。' }),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const subjectId = params.entryId ?? '';
  const fields = await readFields(request);
  const about = { subject: 'entry', subjectId } as const;
  const entry = await creditEntry(context.db, subjectId);
  if (entry?.personId !== actor.personId) throw failure(request, 404, notFound);
  const outcome = await applyAppealForm(context.db, { actor, about, fields, now: context.now() });
  if (outcome.ok) throw redirect(`/me/credits/${subjectId}/appeal?done=appealed`, 303);
  if (outcome.status === 404) throw failure(request, 404, notFound);
  return data(outcome.answer, outcome.status);
}

export default function EntryAppeal() {
  const own = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const { entryId = '' } = useParams();
  return (
    <AppealForm
      own={own}
      answer={sent}
      done={own.done}
      back={`/me/credits/${entryId}`}
      nothing="能申诉的，是被冲销（撤掉）或者调少、还没有改回来的学分。这一笔不是，或者已经改好了。"
    />
  );
}
