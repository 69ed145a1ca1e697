import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { isReached, reachBy } from '#app/features/identity/reach.server.ts';
import { noteOpened } from '#app/features/journal/openings.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { doneIn, failure, readFields } from '#app/lib/http.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { isId } from '#app/lib/id.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { differencesOf } from '../comparing.server.ts';
import { applyEndingForm } from '../ending-forms.server.ts';
import { keepersOfCertificates } from '../keepers.ts';
import { CertificateFacts } from '../parts/certificate-facts.tsx';
import { CertificateStatus } from '../parts/certificate-status.tsx';
import { EndingForms } from '../parts/ending-forms.tsx';
import { type Certificate, findCertificate } from '../reading.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `证书 ${page?.certificate.number ?? ''} · 教务 · 社区学院` },
];

export const handle: PageHandle = { breadcrumb: adminCrumbs('certificates') };

const news = { revoked: '撤销了，也通知了本人。', replaced: '换发好了，也通知了本人。' };
const unknown = { message: '没有找到这张证书。' };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfCertificates);
  const certificate = await inReach(request, context, actor, params.certificateId);
  await noteOpened(context.db, {
    actor,
    action: 'certificate.read',
    subject: ['certificate', certificate.id],
    concerns: certificate.personId,
    now: context.now(),
  });
  const inLedger = (await differencesOf(context.db, [certificate])).get(certificate.id) ?? null;
  return {
    certificate,
    inLedger,
    isOwn: certificate.personId === actor.personId,
    done: doneIn(request, news),
  };
}

/** Unknown and out of reach are the same 404. */
async function inReach(
  request: Request,
  { db, now }: RequestContext,
  actor: Actor,
  certificateId = '',
): Promise<Certificate> {
  const found = isId(certificateId) ? await findCertificate(db, certificateId) : null;
  const reach = reachBy(actor, keepersOfCertificates, now());
  if (!found || !(await isReached(db, reach, found.personId))) throw failure(request, 404, unknown);
  return found;
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfCertificates);
  const fields = await readFields(request);
  const { id: certificateId } = await inReach(request, context, actor, params.certificateId);
  const outcome = await applyEndingForm(context.db, { actor, certificateId, fields, now: context.now() });
  if (outcome.ok) throw redirect(`/admin/certificates/${outcome.certificateId}?done=${outcome.done}`, 303);
  if (outcome.status === 404) throw failure(request, 404, unknown);
  return data(outcome.answer, outcome.status);
}

export default function AdminCertificate() {
  const { certificate, inLedger, isOwn, done } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { id, number, content, state } = certificate;
  return (
    <>
      <ErrorSummary errors={answer?.errors ?? []} title="没有改动" />
      {done && !answer ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle
        eyebrow={number}
        title={`${content.name}：${content.courseTitle}`}
        lead={<CertificateStatus state={state} />}
      />
      {inLedger === null ? null : (
        <Notice tone="warn" title="证书和流水不一样">
          流水里现在是 {formatHundredths(inLedger)} 学分，证书上是 {formatHundredths(content.credits)} 学分。
          {inLedger > 0 ? '换发以后，新证照流水写。' : '学分已经全部收回：不能换发，请核对以后撤销。'}
        </Notice>
      )}
      <CertificateFacts certificate={certificate} inLedger={inLedger} />
      {isOwn ? <p className="quiet">这是自己的证书，要由别的经手人撤销或换发。</p> : null}
      {state === 'replaced' || isOwn ? null : (
        <EndingForms
          certificateId={id}
          name={content.name}
          isRevoked={state === 'revoked'}
          answer={answer ?? undefined}
        />
      )}
    </>
  );
}
