import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { applyFor, takeBackFor } from '#app/features/assisting/applying-for.server.ts';
import { consentForm } from '#app/features/assisting/consent.schema.ts';
import { assistDoneOf, assistDoneWords } from '#app/features/assisting/done-words.ts';
import { AssistedApplication, TakingBack } from '#app/features/assisting/parts/assisted-application.tsx';
import { ConsentFields } from '#app/features/assisting/parts/consent-fields.tsx';
import { assistedPerson } from '#app/features/assisting/people.server.ts';
import { badForm } from '#app/features/assisting/sent-form.ts';
import { notInReach } from '#app/features/assisting/words.rules.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { moved, problemsOf, readApplication } from '#app/features/selection/application.schema.ts';
import { applicationPage, sentPage } from '#app/features/selection/application-page.server.ts';
import { applyRefusalWords, named } from '#app/features/selection/application-words.rules.ts';
import { ApplicationForm } from '#app/features/selection/parts/application-form.tsx';
import { ApplicationReview } from '#app/features/selection/parts/application-review.tsx';
import type { Actor } from '#app/lib/actor.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { failure, formWords, readForm } from '#app/lib/http.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `替${page?.person.name ?? '人'}报预选 · 社区学院` },
];

export const handle: PageHandle = {
  width: 'reading',
  breadcrumb: (page) => {
    const { person } = page as { person: { id: string; name: string } };
    return [
      { label: '联络', href: '/assist' },
      { label: person.name, href: `/assist/people/${person.id}` },
    ];
  },
};

/** The person, or the 404 that unknown ones and those out of scope share. */
async function found(request: Request, { db, now }: RequestContext, actor: Actor, personId = '') {
  const person = await assistedPerson(db, { actor, personId, now: now() });
  if (!person) throw failure(request, 404, { message: notInReach });
  return { id: person.id, name: person.name };
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'liaison');
  const person = await found(request, context, actor, params.personId);
  const asked = { personId: person.id, wanted: null, now: context.now() };
  const done = assistDoneOf(new URL(request.url).searchParams.get('done'));
  return { person, page: await applicationPage(context.db, asked), done };
}

/** `step`: which of the two forms that ask for consent comes back. */
type Step = 'form' | 'review' | 'take-back';

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'liaison');
  const sentForm = await readForm(request);
  const { id: personId, name } = await found(request, context, actor, params.personId);
  const [fields, form] = [formWords(sentForm), readApplication(sentForm, 'deed')];
  const { means: deed, ...wish } = form;
  const back = (step: Step, errors: { field?: string; message: string }[], choices = wish.choices) => ({
    ...wish,
    choices,
    step,
    fields,
    errors: errors.map(({ field = '', message }) => ({ field, message: named(message, name) })),
  });
  if (typeof deed === 'object') return back('form', [], moved(wish.choices, deed));
  const problems = deed === 'withdraw' ? [] : problemsOf(wish.choices);
  if (problems.length > 0) return data(back('form', problems), 400);
  if (deed === 'check') return back('review', []);
  const step = deed === 'withdraw' ? 'take-back' : 'review';
  const agreed = consentForm.safeParse(fields);
  if (!agreed.success) return data(back(step, badForm(fields, agreed.error).errors), 400);
  const { means, words } = agreed.data;
  const asked = { actor, personId, consent: { means, words }, now: context.now() };
  const doneAt = `/assist/people/${personId}/application?done=`;
  if (deed === 'withdraw') {
    const taken = await takeBackFor(context.db, asked);
    if (taken.outcome === 'not-found') throw failure(request, 404, { message: notInReach });
    if (taken.outcome === 'done') throw redirect(`${doneAt}${taken.action}`, 303);
    if (taken.reason === 'closed') return data(back(step, [{ message: applyRefusalWords('closed') }]), 409);
    return data(back('form', [{ message: '没有可以撤回的报名：可能已经撤回过了。' }]), 409);
  }
  const choices = wish.choices.filter((choice) => choice !== '');
  const { places: mostPlaces, waitlist } = wish;
  const applied = await applyFor(context.db, { ...asked, choices, mostPlaces, waitlist });
  if (applied.outcome === 'not-found') throw failure(request, 404, { message: notInReach });
  if (applied.outcome === 'done') throw redirect(`${doneAt}${applied.action}`, 303);
  return data(back('form', sentPage(applied, wish.choices)), 409);
}

export default function AssistedApplicationPage() {
  const { person, page, done } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const { round, application } = page;
  const { name } = person;
  const at = `/assist/people/${person.id}/application`;
  const to = { action: at, verb: 'deed', name };
  const applying = round?.state === 'applying';
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="还没有办成" />
      {done && !sent ? <Notice tone="success" title={assistDoneWords[done]} announce /> : null}
      <PageTitle
        eyebrow={round ? `${round.termName}\u00a0· ${round.name}` : undefined}
        title={`替${name}报预选`}
        lead={
          applying && round.closesAt
            ? `${formatMoment(round.closesAt)} 截止，然后摇号。谁替谁报、早报晚报，机会都一样。`
            : undefined
        }
        actions={
          application ? (
            <ButtonLink href={`/assist/people/${person.id}/slip`}>打印上课通知单</ButtonLink>
          ) : null
        }
      />
      <Stack gap={8}>
        {applying ? null : <NotNow isDrawn={application !== null} />}
        {sent?.step === 'review' ? (
          <ApplicationReview to={to} page={page} sent={sent}>
            <ConsentFields
              name={name}
              sent={sent.errors.length > 0 ? sent : undefined}
              knowing="知道报了哪些班、什么时间，也知道要摇号"
            />
          </ApplicationReview>
        ) : (
          <AssistedApplication page={page} name={name} />
        )}
        {applying ? (
          <ApplicationForm to={to} page={page} sent={sent ?? null} errors={sent?.errors ?? []} />
        ) : null}
        {applying && application && sent?.step !== 'review' ? (
          <TakingBack at={at} name={name} sent={sent?.step === 'take-back' ? sent : undefined} />
        ) : null}
      </Stack>
    </>
  );
}

function NotNow({ isDrawn }: { isDrawn: boolean }) {
  if (isDrawn) return <p className="quiet">现在没有正在报名的预选。下面是上一次的报名。</p>;
  return (
    <EmptyState title="现在没有正在报名的预选">
      <p>名额紧的班在学期开始前先报名、再摇号。开始报名时，本人的页面上会有入口。</p>
    </EmptyState>
  );
}
