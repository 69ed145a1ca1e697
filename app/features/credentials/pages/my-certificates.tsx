import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { OwnCertificate } from '#app/features/credentials/parts/own-certificate.tsx';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { doneIn, failure, readFields } from '#app/lib/http.server.ts';
import { isId } from '#app/lib/id.ts';
import { formatDate } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { CardGrid } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { differencesOf } from '../comparing.server.ts';
import { askForCertificate } from '../issuing.server.ts';
import { myCertificates } from '../reading.server.ts';

export const meta: MetaFunction = () => [{ title: '我的证书 · 社区学院' }];

export const handle: PageHandle = { breadcrumb: [{ label: '我的', href: '/me' }] };

const news = { issued: '证书发好了，可以下载打印。' };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const mine = await myCertificates(context.db, actor.personId ?? '');
  const inLedger = Object.fromEntries(await differencesOf(context.db, mine.certificates));
  return { ...mine, inLedger, done: doneIn(request, news) };
}

/** Asks for the certificate of one's own completion. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const { completion = '' } = await readFields(request);
  const unknown = () => failure(request, 404, { message: '没有找到这次结业。请回到“我的证书”再试。' });
  if (!isId(completion)) throw unknown();
  const outcome = await askForCertificate(context.db, {
    personId: actor.personId ?? '',
    completionId: completion,
    // The rule gives it, not the person.
    actor: systemActor('certificates'),
    now: context.now(),
  });
  if (!outcome.ok && outcome.reason === 'revoked')
    throw failure(request, 409, { message: '这门课的证书已经撤销，不能再领。有不同意见，请联系学院教务。' });
  if (!outcome.ok) throw unknown();
  throw redirect('/me/certificates?done=issued', 303);
}

export default function MyCertificates() {
  const { certificates, toAskFor, inLedger, done } = useLoaderData<typeof loader>();
  return (
    <>
      {done ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle title="我的证书" lead="结业的课都可以领结业证书。证书上有校验码，谁都可以凭它查真伪。" />
      {toAskFor.length > 0 ? (
        <Section title="可以领的">
          <CardGrid>
            {toAskFor.map(({ completionId, courseTitle, completedOn }) => (
              <Card
                key={completionId}
                title={courseTitle}
                footer={
                  <PostButton
                    action="/me/certificates"
                    fields={{ completion: completionId }}
                    label={`领《${courseTitle}》的结业证书`}
                  >
                    领证书
                  </PostButton>
                }
              >
                <p className="quiet">{formatDate(completedOn)}结业</p>
              </Card>
            ))}
          </CardGrid>
        </Section>
      ) : null}
      {certificates.length > 0 ? (
        <Section title="已经发的">
          <CardGrid>
            {certificates.map((certificate) => (
              <OwnCertificate
                key={certificate.id}
                certificate={certificate}
                inLedger={inLedger[certificate.id] ?? null}
              />
            ))}
          </CardGrid>
          <ExportLink rows={certificates.length} unit="张" />
        </Section>
      ) : null}
      {certificates.length + toAskFor.length === 0 ? (
        <EmptyState title="还没有证书" action={<ButtonLink href="/courses">去选课</ButtonLink>}>
          <p>学完一门课，就可以在这里领结业证书。</p>
        </EmptyState>
      ) : null}
      <p className="quiet">
        <a href="/help/certificates">证书怎么用、怎么查</a>
      </p>
    </>
  );
}
