import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { assistedPerson } from '#app/features/assisting/people.server.ts';
import { notInReach } from '#app/features/assisting/words.rules.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { noteOpened } from '#app/features/journal/openings.server.ts';
import { applyAssistedConsent } from '#app/features/privacy/consent-actions.server.ts';
import { consentsOf } from '#app/features/privacy/consents.server.ts';
import { AssistedConsentForm } from '#app/features/privacy/parts/assisted-consent-form.tsx';
import { ConsentHistory } from '#app/features/privacy/parts/consent-history.tsx';
import type { Actor } from '#app/lib/actor.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { doneIn, failure, readFields } from '#app/lib/http.server.ts';
import { renderMarkdown } from '#app/lib/markdown.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { RichText } from '#app/ui/rich-text.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `个人信息说明 · ${page?.person.name ?? ''} · 社区学院` },
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

async function reached(request: Request, context: RequestContext, actor: Actor, personId = '') {
  const person = await assistedPerson(context.db, { actor, personId, now: context.now() });
  if (!person) throw failure(request, 404, { message: notInReach });
  return { id: person.id, name: person.name };
}

const doneWords = { agreed: '记下了：本人同意。', refused: '记下了：本人不同意。不影响看课和退课。' };

/** The notice to read aloud to somebody of the liaison's scope, and what they said to it so far. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'liaison');
  const person = await reached(request, context, actor, params.personId);
  const reading = { subject: ['person', person.id] as [string, string], concerns: person.id };
  await noteOpened(context.db, { actor, action: 'assistance.read', ...reading, now: context.now() });
  const { notice, all } = await consentsOf(context.db, { personId: person.id, now: context.now() });
  const shown = notice && {
    title: notice.title,
    version: notice.version,
    html: renderMarkdown(notice.summary),
  };
  return { person, notice: shown, all, done: doneIn(request, doneWords) };
}

/** Writes down what the person said after the notice was read to them or they signed on paper. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'liaison');
  const { id: personId } = await reached(request, context, actor, params.personId);
  const fields = await readFields(request);
  const outcome = await applyAssistedConsent(context.db, { actor, personId, fields, now: context.now() });
  if (outcome.ok) throw redirect(`/assist/people/${personId}/consent?done=${outcome.done}`, 303);
  return data(outcome.answer, outcome.status);
}

export default function AssistedConsentPage() {
  const { person, notice, all, done } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="没有记下" />
      {done && !sent ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle
        title={`把说明读给${person.name}听`}
        lead="先读完，再问本人同不同意。本人怎么说就怎么记，不同意也不影响选课。"
      />
      {notice ? (
        <>
          <Section title={`${notice.title}（简短的）`}>
            <RichText html={notice.html} />
            <p>
              <a href="/privacy">看全文，可以打印</a>
            </p>
          </Section>
          <Section title="本人怎么说">
            <AssistedConsentForm name={person.name} answer={sent} />
          </Section>
        </>
      ) : (
        <Notice title="学院还没有公布个人信息说明" />
      )}
      <ConsentHistory all={all} />
    </>
  );
}
