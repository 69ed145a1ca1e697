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
import { SwapButtons } from '#app/features/selection/parts/swap-buttons.tsx';
import { sectionTitle } from '#app/features/selection/reading.server.ts';
import { keptWords, offerWords, refusalWords } from '#app/features/selection/refusal-words.rules.ts';
import { offerForm } from '#app/features/selection/selection.schema.ts';
import { waysOut } from '#app/features/selection/ways-out.server.ts';
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
  const [personId, sectionId, now] = [actor.personId ?? '', params.sectionId ?? '', context.now()];
  const form = offerForm.safeParse(Object.fromEntries(await readForm(request)));
  if (!form.success) throw failure(request, 400, { message: '没有收到答复，请回到“我的课”再点一次。' });
  const { answer, drop: dropId } = form.data;
  const outcome = await answerOffer(context.db, { actor, personId, sectionId, answer, dropId, now });
  const section = await sectionTitle(context.db, sectionId);
  if (!section) throw failure(request, 404, { message: '没有找到这个班。' });
  if (outcome.outcome === 'enrolled')
    throw redirect(`/me/courses?done=${outcome.gaveUp ? 'swap-accepted' : 'accepted'}`, 303);
  if (outcome.outcome === 'declined') throw redirect('/me/courses?done=declined', 303);
  const refused = { sectionId, swaps: [] };
  if (outcome.outcome === 'kept') {
    const dropped = await sectionTitle(context.db, dropId ?? '');
    return data({ ...refused, ...keptWords(outcome.reason, dropped?.title ?? '') }, { status: 409 });
  }
  if (outcome.outcome !== 'refused')
    return data({ ...refused, ...offerWords(outcome.outcome) }, { status: 409 });
  const { refusal } = outcome;
  const ways = await waysOut(context.db, { personId, sectionId, refusal, now });
  return data(
    { ...refused, swaps: ways?.swaps ?? [], ...refusalWords(refusal, section.title) },
    { status: 409 },
  );
}

export default function OfferRefused() {
  const refused = useActionData<typeof action>();
  const spoken = useSpoken();
  if (!refused) return null;
  const { sectionId, swaps } = refused;
  return (
    <>
      <PageTitle title="名额还没有确认" lead={spoken(refused.what)} />
      <p>{spoken(refused.next)}</p>
      {swaps.length > 0 ? (
        <p>{spoken('名额还给你留着。也可以直接换：两件事一起办，换不成的话，原来的班不会丢。')}</p>
      ) : null}
      <div className="actions">
        <SwapButtons
          swaps={swaps}
          action={`/sections/${sectionId}/offer`}
          fields={{ answer: 'accept' }}
          verb="要这个名额"
        />
        <ButtonLink href="/me/courses">回到我的课</ButtonLink>
      </div>
    </>
  );
}
