import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { withdraw } from '#app/features/selection/leaving.server.ts';
import { withdrawalWords } from '#app/features/selection/refusal-words.rules.ts';
import { answersForm, failure } from '#app/lib/http.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { useSpoken } from '#app/ui/view.tsx';

export const meta: MetaFunction = () => [{ title: '退选 · 社区学院' }];

/** Nothing stands at this address to be read. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireActor(request, context);
  return answersForm(request) ? null : redirect('/me/courses');
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const outcome = await withdraw(context.db, {
    actor,
    personId: actor.personId ?? '',
    sectionId: params.sectionId ?? '',
    now: context.now(),
  });
  if (outcome.outcome === 'not-found') throw failure(request, 404, { message: '没有找到这个班。' });
  if (outcome.outcome === 'withdrawn')
    throw redirect(`/me/courses?done=${outcome.was === 'waiting' ? 'left' : 'withdrawn'}`, 303);
  return data(withdrawalWords(outcome.reason), { status: 409 });
}

export default function WithdrawalRefused() {
  const refused = useActionData<typeof action>();
  const spoken = useSpoken();
  if (!refused) return null;
  return (
    <>
      <PageTitle title="没有退选" lead={spoken(refused.what)} />
      <p>{spoken(refused.next)}</p>
      <div className="actions">
        <ButtonLink href="/me/courses">回到我的课</ButtonLink>
      </div>
    </>
  );
}
