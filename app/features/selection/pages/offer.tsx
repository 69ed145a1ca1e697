import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { answerOffer } from '#app/features/selection/offers.server.ts';
import { sectionTitle } from '#app/features/selection/reading.server.ts';
import { offerWords, refusalWords } from '#app/features/selection/refusal-words.rules.ts';
import { offerForm } from '#app/features/selection/selection.schema.ts';
import { answersForm, failure, readForm } from '#app/lib/http.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { useSpoken } from '#app/ui/view.tsx';

export const meta: MetaFunction = () => [{ title: '候补名额 · 社区学院' }];

/** Nothing stands at this address to be read. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireActor(request, context);
  return answersForm(request) ? null : redirect('/me/courses');
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const sectionId = params.sectionId ?? '';
  const form = offerForm.safeParse(Object.fromEntries(await readForm(request)));
  if (!form.success) throw failure(request, 400, { message: '没有收到答复，请回到“我的课”再点一次。' });
  const outcome = await answerOffer(context.db, {
    actor,
    personId: actor.personId ?? '',
    sectionId,
    answer: form.data.answer,
    now: context.now(),
  });
  const section = await sectionTitle(context.db, sectionId);
  if (!section) throw failure(request, 404, { message: '没有找到这个班。' });
  if (outcome.outcome === 'enrolled') throw redirect('/me/courses?done=accepted', 303);
  if (outcome.outcome === 'declined') throw redirect('/me/courses?done=declined', 303);
  return data(
    outcome.outcome === 'refused'
      ? refusalWords(outcome.refusal, section.title)
      : offerWords(outcome.outcome === 'kept' ? 'not-found' : outcome.outcome),
    { status: 409 },
  );
}

export default function OfferRefused() {
  const refused = useActionData<typeof action>();
  const spoken = useSpoken();
  if (!refused) return null;
  return (
    <>
      <PageTitle title="名额还没有确认" lead={spoken(refused.what)} />
      <p>{spoken(refused.next)}</p>
      <div className="actions">
        <ButtonLink href="/me/courses">回到我的课</ButtonLink>
      </div>
    </>
  );
}
