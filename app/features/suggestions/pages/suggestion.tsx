import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { optionalActor, requireActor } from '#app/features/identity/gate.server.ts';
import { ReplyForm } from '#app/features/suggestions/parts/reply-form.tsx';
import { SuggestionSteps } from '#app/features/suggestions/parts/suggestion-steps.tsx';
import { policy } from '#app/features/suggestions/policy.rules.ts';
import { followedSuggestion } from '#app/features/suggestions/reading.server.ts';
import { applyReply } from '#app/features/suggestions/suggestion-actions.server.ts';
import { kindNames, stateNames, stateTones } from '#app/features/suggestions/suggestions.rules.ts';
import { doneIn, failure, readFields } from '#app/lib/http.server.ts';
import { isId } from '#app/lib/id.ts';
import { formatDate, formatMoment } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Status } from '#app/ui/status.tsx';
import { useSpoken } from '#app/ui/view.tsx';

export const meta: MetaFunction = () => [
  { title: '我写的意见 · 社区学院' },
  { name: 'robots', content: 'noindex' },
];
export const handle: PageHandle = {
  width: 'reading',
  breadcrumb: [{ label: '意见箱', href: '/suggestions' }],
};

const notFound = {
  message: `没有找到这一份。请对照回执码再看一次，或者打电话给联络员：${policy.contact.telephone}。`,
};
const doneWords = {
  written: '收到了。每走一步都会通知你，也写在这里。',
  satisfied: '记下了，谢谢。',
  again: '收到了，会再答复一次。',
  dissatisfied: '记下了。',
};

/** One's own by its id, or by its code what was written without a name. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const key = params.code ?? '';
  const actor = isId(key) ? await requireActor(request, context) : null;
  const shown = await followedSuggestion(context.db, { actor, key, now: context.now() });
  if (!shown) throw failure(request, 404, notFound);
  const { id: _, clock: __, ...rest } = shown;
  return { ...rest, done: doneIn(request, doneWords) };
}

/** What the writer says to the answer. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const key = params.code ?? '';
  const actor = isId(key) ? await requireActor(request, context) : await optionalActor(request, context);
  const fields = await readFields(request);
  const now = context.now();
  if (!(await followedSuggestion(context.db, { actor, key, now }))) throw failure(request, 404, notFound);
  const outcome = await applyReply(context.db, { actor, key, fields, now });
  if (outcome.ok) throw redirect(`/suggestions/${key}?done=${outcome.means}`, 303);
  if (outcome.status === 404) throw failure(request, 404, notFound);
  return data(outcome.answer, outcome.status);
}

export default function Suggestion() {
  const shown = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const spoken = useSpoken();
  const { kind, state, words, about, receivedAt, named, saidAgain, done } = shown;
  return (
    <>
      <ErrorSummary errors={answer?.errors ?? []} title="没有写进去" />
      {done && !answer ? <Notice tone="success" title={spoken(done)} announce /> : null}
      <PageTitle
        eyebrow={<Status tone={stateTones[state]}>{stateNames[state]}</Status>}
        title={kindNames[kind]}
        lead={`${named ? `${formatMoment(receivedAt)} ` : formatDate(receivedAt)}收到。`}
      />
      <Section title={spoken('你写的')}>
        <p className="whitespace-pre-line">{words}</p>
        {about ? <p className="quiet">说的是：{about}</p> : null}
      </Section>
      <Section title="到了哪一步">
        <SuggestionSteps shown={shown} />
      </Section>
      {state === 'answered' ? <ReplyForm saidAgain={saidAgain} answer={answer} /> : null}
    </>
  );
}
