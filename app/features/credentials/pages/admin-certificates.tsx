import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listQuery } from '#app/features/credentials/list.schema.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { reachBy } from '#app/features/identity/reach.server.ts';
import { noteList } from '#app/features/journal/openings.server.ts';
import { formErrors } from '#app/lib/form-answer.ts';
import { doneIn, failure, readFields } from '#app/lib/http.server.ts';
import { yearOf } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { SearchBox } from '#app/ui/search-box.tsx';
import { lastBatches } from '../batch-progress.server.ts';
import { beginBatch } from '../batches.server.ts';
import { yearForm } from '../certificate.schema.ts';
import { countDifferent, differencesOf } from '../comparing.server.ts';
import { keepersOfCertificates } from '../keepers.ts';
import { certificatePage } from '../listing.server.ts';
import { BatchList } from '../parts/batch-list.tsx';
import { CertificateTable } from '../parts/certificate-table.tsx';
import { YearBatchForm } from '../parts/year-batch-form.tsx';

export const meta: MetaFunction = () => [{ title: '结业证书 · 教务 · 社区学院' }];

export const handle: PageHandle = { width: 'wide', breadcrumb: adminCrumbs() };

const news = { begun: '开始发了，发到谁就通知谁。' };
/** A batch goes to everybody of the year. */
const wholeAcademy = { message: '给整个年度发证，要由管全院的教务来办。' };
const refusals = {
  'under-way': '这个年度正在发，不用再点一次。下面能看到发到哪里。',
  nobody: '还没有人结业，没有证书可发。',
};

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfCertificates);
  await noteList(context.db, { actor, action: 'certificate.listed', url: request.url, now: context.now() });
  const reach = reachBy(actor, keepersOfCertificates, context.now());
  const asked = listQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  const different = asked.different !== undefined;
  const found = await certificatePage(context.db, { ...asked, different, reach });
  return {
    ...{ q: asked.q, different, ...found },
    inLedger: Object.fromEntries(await differencesOf(context.db, found.certificates)),
    differing: await countDifferent(context.db, reach),
    batches: reach.scopes === 'everywhere' ? await lastBatches(context.db) : null,
    year: yearOf(context.now()),
    done: doneIn(request, news),
  };
}

/** Begins a batch for a year of credits. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfCertificates);
  if (reachBy(actor, keepersOfCertificates, context.now()).scopes !== 'everywhere')
    throw failure(request, 403, wholeAcademy);
  const fields = await readFields(request);
  const form = yearForm.safeParse(fields);
  if (!form.success) return data({ fields, errors: formErrors(form.error) }, 400);
  const scope = { cycle: form.data.year };
  const outcome = await beginBatch(context.db, { actor, scope, now: context.now() });
  if (!outcome.ok) return data({ fields, errors: [{ message: refusals[outcome.reason] }] }, 409);
  throw redirect('/admin/certificates?done=begun', 303);
}

export default function AdminCertificates() {
  const { batches, year, differing, different, done } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <ErrorSummary errors={answer?.errors ?? []} title="没有开始发" />
      {done && !answer ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle
        title="结业证书"
        lead="学员自己可以领，也可以在这里一次发给整个年度；只发一个班，请到那个班的“结业证书”。"
      />
      {batches ? (
        <Section title="批量发证">
          <BatchList batches={batches} />
          <YearBatchForm year={year} answer={answer ?? undefined} />
        </Section>
      ) : null}
      {differing > 0 && !different ? (
        <Notice
          tone="warn"
          title={`${differing} 张证书和流水不一样`}
          action={<a href="/admin/certificates?different=1">看是哪几张</a>}
        >
          发证以后学分更正过。请逐张核对，换发或者撤销。
        </Notice>
      ) : null}
      <Section title={different ? '和流水不一样的证书' : '已发的证书'}>
        <Issued />
      </Section>
    </>
  );
}

function Issued() {
  const { certificates, inLedger, different, total, hasMore, page, pageSize, q } =
    useLoaderData<typeof loader>();
  const kept = { ...(q ? { q } : {}), ...(different ? { different: '1' } : {}) };
  return (
    <>
      <SearchBox
        action="/admin/certificates"
        label="按姓名、编号或校验码查"
        value={q}
        placeholder="例如 JY2026-000001"
      >
        {different ? <input type="hidden" name="different" value="1" /> : null}
      </SearchBox>
      {different ? (
        <p>
          <a href="/admin/certificates">看全部证书</a>
        </p>
      ) : null}
      {hasMore ? <p className="result-count">{`最近 ${total} 张，更早的请搜索`}</p> : null}
      <CertificateTable
        rows={certificates}
        inLedger={inLedger}
        empty={
          <p>
            {q ? '没有符合的证书。换个姓名或编号试试。' : different ? '都和流水一样。' : '还没有发过证书。'}
          </p>
        }
      />
      <ExportLink rows={hasMore ? undefined : total} unit="张" />
      <Pagination
        page={page}
        pageSize={pageSize}
        total={total}
        unit="张"
        href={(to) => `/admin/certificates?${new URLSearchParams({ ...kept, page: String(to) })}`}
      />
    </>
  );
}
