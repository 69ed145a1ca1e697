import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { noteCall } from '#app/features/assisting/calls.server.ts';
import { callForm } from '#app/features/assisting/consent.schema.ts';
import { type OfferToCall, offerToCall } from '#app/features/assisting/offers-to-call.server.ts';
import { ConsentFields } from '#app/features/assisting/parts/consent-fields.tsx';
import { badForm, refusedForm } from '#app/features/assisting/sent-form.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { sectionName } from '#app/features/timetable/section-words.rules.ts';
import { answersForm, failure, formWords, readForm } from '#app/lib/http.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';

export const meta: MetaFunction = () => [{ title: '记下电话 · 社区学院' }];

export const handle: PageHandle = { breadcrumb: [{ label: '联络', href: '/assist' }] };

const gone = '没有找到这个名额：可能已经答复过，或者过时让出来了。';

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'liaison');
  const { offerId = '' } = params;
  const offer = await offerToCall(context.db, { actor, offerId, now: context.now() });
  // While a form is answered, the offer may have gone in the meantime: the answer says so.
  if (!offer && !answersForm(request)) throw failure(request, 404, { message: gone });
  const answer = new URL(request.url).searchParams.get('answer');
  return { offer, answer: answer === 'accept' || answer === 'decline' ? answer : undefined };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'liaison');
  const { offerId = '' } = params;
  const fields = formWords(await readForm(request));
  const form = callForm.safeParse(fields);
  const now = context.now();
  if (!form.success) {
    // Whoever may not see the offer is not told how to fill in its form.
    if (!(await offerToCall(context.db, { actor, offerId, now })))
      throw failure(request, 404, { message: gone });
    return data(badForm(fields, form.error), 400);
  }
  const outcome = await noteCall(context.db, { actor, offerId, call: form.data, now });
  switch (outcome.outcome) {
    case 'not-found':
      throw failure(request, 404, { message: gone });
    case 'noted':
      throw redirect('/assist?done=no-answer', 303);
    case 'done':
      throw redirect(`/assist/people/${outcome.personId}?done=${outcome.action}`, 303);
    case 'refused':
      return data(refusedForm(fields, outcome.words), 409);
  }
}

export default function OfferCall() {
  const { offer } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="还没有记下" />
      {offer ? <Answering offer={offer} /> : <Gone />}
    </>
  );
}

function Gone() {
  return (
    <>
      <PageTitle title="这个名额已经不在了" lead={gone} />
      <ButtonLink href="/assist">回到联络</ButtonLink>
    </>
  );
}

function Answering({ offer }: { offer: OfferToCall }) {
  const { answer } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const at = `/assist/offers/${offer.offerId}`;
  return (
    <>
      <PageTitle
        title={`打电话问${offer.name}`}
        lead={`《${offer.courseTitle}》有名额了，${formatMoment(offer.expiresAt)} 前要答复。`}
      />
      <DescriptionList
        facts={[
          ['班', sectionName(offer.sectionTitle)],
          ['时间', offer.when],
          ['电话', '请查社区名册，这里不存号码'],
        ]}
      />
      <Section title="打通了">
        <form className="form" method="post" action={at}>
          <RadioGroup
            name="outcome"
            label={`${offer.name}要不要`}
            layout="inline"
            value={sent?.fields.outcome ?? answer}
            choices={[
              { value: 'accept', label: '要这个名额' },
              { value: 'decline', label: '不要了' },
            ]}
            error={sent?.errors.find(({ field }) => field === 'outcome')?.message}
          />
          <ConsentFields name={offer.name} sent={sent} usualMeans="phone" />
          <div className="actions">
            <Button type="submit" tone="primary">
              记下答复
            </Button>
          </div>
        </form>
      </Section>
      <Section title="没打通">
        <p>记一次，名额留到截止时间，过后再打。</p>
        <div className="actions">
          <PostButton action={at} fields={{ outcome: 'no-answer' }}>
            没打通
          </PostButton>
        </div>
      </Section>
    </>
  );
}
