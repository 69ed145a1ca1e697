import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { suggestionAtDesk } from '#app/features/suggestions/desk.server.ts';
import { DeskForms } from '#app/features/suggestions/parts/desk-forms.tsx';
import { SuggestionSteps } from '#app/features/suggestions/parts/suggestion-steps.tsx';
import { applyDeskForm } from '#app/features/suggestions/suggestion-actions.server.ts';
import { deskNames, kindNames, stateNames, stateTones } from '#app/features/suggestions/suggestions.rules.ts';
import { answerers } from '#app/features/suggestions/within.server.ts';
import { doneIn, failure, readFields } from '#app/lib/http.server.ts';
import { formatDate } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Status } from '#app/ui/status.tsx';

export const meta: MetaFunction = () => [{ title: '意见箱 · 教务 · 社区学院' }];
export const handle: PageHandle = { breadcrumb: adminCrumbs('suggestions') };

const notFound = { message: '没有找到这一份，或者它不归这个账号办。' };
const doneWords = {
  accept: '已经受理，由你负责。',
  answer: '已经答复。',
};

/** Open to registrars and academy administrators, within their reach and never about themselves. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...answerers);
  const suggestionId = params.suggestionId ?? '';
  const now = context.now();
  const shown = await suggestionAtDesk(context.db, { actor, suggestionId, now });
  if (!shown) throw failure(request, 404, notFound);
  await writeJournal(context.db, {
    ...{ actor, now, detail: {} },
    action: 'suggestion.read',
    subjectType: 'suggestion',
    subjectId: suggestionId,
  });
  return { ...shown, done: doneIn(request, doneWords) };
}

/** Takes it up, hands it on or answers it. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, ...answerers);
  const suggestionId = params.suggestionId ?? '';
  const now = context.now();
  const fields = await readFields(request);
  if (!(await suggestionAtDesk(context.db, { actor, suggestionId, now })))
    throw failure(request, 404, notFound);
  const outcome = await applyDeskForm(context.db, { actor, suggestionId, fields, now });
  // Whoever handed it on may not see it any more.
  if (outcome.ok && outcome.means === 'forward') throw redirect('/admin/suggestions?done=forward', 303);
  if (outcome.ok) throw redirect(`/admin/suggestions/${suggestionId}?done=${outcome.means}`, 303);
  if (outcome.status === 404) throw failure(request, 404, notFound);
  return data(outcome.answer, outcome.status);
}

export default function AdminSuggestion() {
  const shown = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { kind, state, words, about, desk, personName, receivedAt, done } = shown;
  return (
    <>
      <ErrorSummary errors={answer?.errors ?? []} title="没有写进去" />
      {done && !answer ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle
        eyebrow={<Status tone={stateTones[state]}>{stateNames[state]}</Status>}
        title={kindNames[kind]}
        lead={`${personName ?? '没有写名字的人'}，${formatDate(receivedAt)}收到。`}
      />
      <Section title="写的话">
        <p className="whitespace-pre-line">{words}</p>
        <DescriptionList facts={[['现在在', deskNames[desk]], about ? ['说的是', about] : null]} />
      </Section>
      <Section title="到了哪一步">
        <SuggestionSteps shown={shown} />
      </Section>
      {state === 'received' || state === 'accepted' ? (
        <Section title="怎么办">
          <DeskForms state={state} desk={desk} answer={answer} />
        </Section>
      ) : null}
    </>
  );
}
