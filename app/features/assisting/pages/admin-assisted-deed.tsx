import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { reviewForm } from '#app/features/assisting/consent.schema.ts';
import { deedInScope } from '#app/features/assisting/deeds.server.ts';
import { DeedFacts } from '#app/features/assisting/parts/deed-facts.tsx';
import { DeedReview } from '#app/features/assisting/parts/deed-review.tsx';
import { review } from '#app/features/assisting/reviewing.server.ts';
import { badForm, refusedForm } from '#app/features/assisting/sent-form.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { noteOpened } from '#app/features/journal/openings.server.ts';
import { failure, formWords, readForm } from '#app/lib/http.server.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.deed.personName ?? ''}的代选记录 · 教务 · 社区学院` },
];

export const handle: PageHandle = { breadcrumb: adminCrumbs('assisted') };

const unknown = '没有找到这条记录，或者不在负责的范围里。';

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'registrar', 'academy-admin');
  const { consentId = '' } = params;
  const deed = await deedInScope(context.db, { actor, consentId, now: context.now() });
  if (!deed) throw failure(request, 404, { message: unknown });
  await noteOpened(context.db, {
    actor,
    action: 'assistance.read',
    subject: ['consent', consentId],
    concerns: deed.personId,
    now: context.now(),
  });
  return { deed, saved: new URL(request.url).searchParams.has('saved') };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'registrar', 'academy-admin');
  const { consentId = '' } = params;
  const fields = formWords(await readForm(request));
  const now = context.now();
  if (!(await deedInScope(context.db, { actor, consentId, now })))
    throw failure(request, 404, { message: unknown });
  const form = reviewForm.safeParse(fields);
  if (!form.success) return data(badForm(fields, form.error), 400);
  const refused = await review(context.db, { actor, consentId, ...form.data, now });
  if (refused) return data(refusedForm(fields, refused), 409);
  throw redirect(`/admin/assisted/${consentId}?saved`, 303);
}

export default function AdminAssistedDeed() {
  const { deed, saved } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="没有改动" />
      {saved && !sent ? <Notice tone="success" title="记下了，也通知了本人。" announce /> : null}
      <PageTitle title={`${deed.personName}：${deed.title}`} />
      <DeedFacts deed={deed} />
      <DeedReview deed={deed} sent={sent} />
    </>
  );
}
