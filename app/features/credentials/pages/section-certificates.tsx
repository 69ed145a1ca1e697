import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { reachBy } from '#app/features/identity/reach.server.ts';
import { noteOpened } from '#app/features/journal/openings.server.ts';
import { SectionTabs } from '#app/features/timetable/parts/section-tabs.tsx';
import { sectionById } from '#app/features/timetable/section-list.server.ts';
import { doneIn, failure } from '#app/lib/http.server.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { lastBatches } from '../batch-progress.server.ts';
import { beginBatch } from '../batches.server.ts';
import { keepersOfCertificates } from '../keepers.ts';
import { certificatesOfSection, certifiedInSection } from '../listing.server.ts';
import { BatchList } from '../parts/batch-list.tsx';
import { CertificateTable } from '../parts/certificate-table.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `结业证书：${page?.section.title ?? '班'} · 社区学院` },
];

export const handle: PageHandle = { width: 'wide', breadcrumb: adminCrumbs('sections') };

const news = { begun: '开始发了，发到谁就通知谁。' };
const refusals = {
  'under-way': '这个班正在发，不用再点一次。',
  nobody: '这个班还没有人结业，没有证书可发。',
};
const pageNumber = z.coerce.number().int().min(1).max(1_000).catch(1);
const PAGE_SIZE = 50;
const unknown = { message: '没有找到这个班。' };

export async function loader({ request, context: { db }, context, params }: LoaderFunctionArgs) {
  const keeper = await requireRole(request, context, ...keepersOfCertificates);
  const section = await sectionById(db, params.sectionId ?? '');
  if (!section) throw failure(request, 404, unknown);
  const page = pageNumber.parse(new URL(request.url).searchParams.get('page') ?? 1);
  const sectionId = section.id;
  const reach = reachBy(keeper, keepersOfCertificates, context.now());
  await noteOpened(context.db, {
    actor: keeper,
    action: 'section.roster-read',
    subject: ['section', sectionId],
    concerns: null,
    now: context.now(),
  });
  return {
    section: { id: section.id, code: section.code, title: section.title },
    page,
    ...(await certifiedInSection(db, { sectionId, reach })),
    ...(await certificatesOfSection(db, { sectionId, page, reach })),
    isPart: reach.scopes !== 'everywhere',
    batches: await lastBatches(db, { sectionId, limit: 3 }),
    done: doneIn(request, news),
  };
}

/** Begins a batch for the section. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfCertificates);
  const section = await sectionById(context.db, params.sectionId ?? '');
  if (!section) throw failure(request, 404, unknown);
  const outcome = await beginBatch(context.db, {
    actor,
    scope: { sectionId: section.id },
    now: context.now(),
  });
  if (!outcome.ok) return data({ message: refusals[outcome.reason] }, 409);
  throw redirect(`/admin/sections/${section.id}/certificates?done=begun`, 303);
}

export default function SectionCertificates() {
  const { section, list, total, batches, completions, certificates, isPart, page, done } =
    useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const address = `/admin/sections/${section.id}/certificates`;
  return (
    <>
      <ErrorSummary errors={refused ? [{ message: refused.message }] : []} title="没有开始发" />
      {done && !refused ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle
        eyebrow={section.code}
        title={section.title}
        lead={`${isPart ? '你管理的范围里，' : ''}${completions} 人结业，其中 ${certificates} 人凭这次结业有了证书。`}
      />
      <SectionTabs sectionId={section.id} current="/certificates" />
      <Section title="发证">
        <BatchList batches={batches} />
        {completions > certificates ? (
          <>
            <p>
              {isPart ? '发证按整个班来：' : ''}
              结业了还没有证书的，每人发一张并通知本人。同一年度同一门课已经有证书的不再发，自己的不在内。
            </p>
            <PostButton action={address} tone="primary">
              给这个班发证
            </PostButton>
          </>
        ) : (
          <p className="quiet">{completions === 0 ? '有人结业以后，可以在这里发证。' : '都发过了。'}</p>
        )}
      </Section>
      <Section title="这个班的证书">
        <CertificateTable rows={list} empty={<p>还没有发过。</p>} />
        <ExportLink rows={total} unit="张" />
        <Pagination
          page={page}
          pageSize={PAGE_SIZE}
          total={total}
          unit="张"
          href={(to) => `${address}?page=${to}`}
        />
      </Section>
    </>
  );
}
