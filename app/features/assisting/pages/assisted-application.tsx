import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { assist } from '#app/features/assisting/assisting.server.ts';
import { applicationDeedForm } from '#app/features/assisting/consent.schema.ts';
import { AssistedApplication } from '#app/features/assisting/parts/assisted-application.tsx';
import { assistedPerson } from '#app/features/assisting/people.server.ts';
import { badForm, fieldsOf, refusedForm } from '#app/features/assisting/sent-form.ts';
import { notInReach } from '#app/features/assisting/words.rules.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { problemsOf, readApplication } from '#app/features/selection/application.schema.ts';
import { applicationPage } from '#app/features/selection/application-page.server.ts';
import { failure, readForm } from '#app/lib/http.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `替${page?.person.name ?? '邻居'}报名预选 · 社区学院` },
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

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'liaison');
  const now = context.now();
  const person = await assistedPerson(context.db, { actor, personId: params.personId ?? '', now });
  if (!person) throw failure(request, 404, { message: notInReach });
  const page = await applicationPage(context.db, { personId: person.id, wanted: null, now });
  return { person: { id: person.id, name: person.name }, page };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'liaison');
  const sent = await readForm(request);
  const now = context.now();
  const person = await assistedPerson(context.db, { actor, personId: params.personId ?? '', now });
  if (!person) throw failure(request, 404, { message: notInReach });
  const fields = fieldsOf(sent);
  const form = applicationDeedForm.safeParse(fields);
  const wish = readApplication(sent);
  const problems = fields.deed === 'apply' ? problemsOf(wish.choices) : [];
  if (!form.success || problems.length > 0) {
    const { errors } = form.success ? { errors: [] } : badForm(fields, form.error);
    return data({ fields, errors: [...problems, ...errors] }, 400);
  }
  const { deed, means, words } = form.data;
  const choices = wish.choices.filter((choice) => choice !== '');
  const outcome = await assist(context.db, {
    actor,
    personId: person.id,
    deed:
      deed === 'apply'
        ? { kind: 'apply', choices, mostPlaces: wish.places, waitlist: wish.waitlist }
        : { kind: 'take-back' },
    consent: { means, words },
    now,
  });
  if (outcome.outcome === 'not-found') throw failure(request, 404, { message: notInReach });
  if (outcome.outcome === 'refused') return data(refusedForm(fields, outcome.words), 409);
  throw redirect(`/assist/people/${person.id}?done=${outcome.action}`, 303);
}

export default function AssistedApplicationPage() {
  const { person, page } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const { round } = page;
  if (round?.state !== 'applying')
    return (
      <>
        <ErrorSummary errors={sent?.errors ?? []} title="还没有办成" />
        <PageTitle title={`替${person.name}报名预选`} />
        <EmptyState
          title="现在没有正在报名的预选"
          action={<ButtonLink href={`/assist/people/${person.id}/sections`}>看可以直接选的班</ButtonLink>}
        >
          <p>名额紧的班在学期开始前先报名、再摇号。报名开始时，这里就能替人报。</p>
        </EmptyState>
      </>
    );
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="还没有办成" />
      <PageTitle
        eyebrow={`${round.termName}\u00a0· ${round.name}`}
        title={`替${person.name}报名预选`}
        lead={`${round.closesAt ? `${formatMoment(round.closesAt)} 截止，` : ''}然后摇号。代报的和自己报的机会一样。`}
      />
      <AssistedApplication person={person} page={page} sent={sent} />
    </>
  );
}
