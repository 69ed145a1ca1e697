import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { isFrozen } from '#app/features/closing/frozen-years.server.ts';
import { closingOf } from '#app/features/closing/known-closings.server.ts';
import { listQuery } from '#app/features/closing/list.schema.ts';
import { statementPage } from '#app/features/closing/people.server.ts';
import { resultTones, resultWords } from '#app/features/closing/result-words.ts';
import { confirmationWords } from '#app/features/closing/sheet-words.rules.ts';
import { keepersOfYears, yearReach } from '#app/features/closing/year-reach.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { noteList } from '#app/features/journal/openings.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { yearCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { SearchBox } from '#app/ui/search-box.tsx';
import { Status } from '#app/ui/status.tsx';
import { Table } from '#app/ui/table.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.year ?? ''} 年度情况表 · 社区学院` },
];

export const handle: PageHandle = {
  width: 'wide',
  breadcrumb: (page) => yearCrumbs((page as { year: number }).year),
};

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfYears);
  await noteList(context.db, { actor, action: 'year.listed', url: request.url, now: context.now() });
  const { db } = context;
  const year = /^20\d{2}$/.test(params.year ?? '') ? Number(params.year) : 0;
  const closing = await closingOf(db, year);
  if (!closing) throw failure(request, 404, { message: '这一年还没有结账。' });
  if (!(await isFrozen(db, year))) throw failure(request, 409, { message: '这一年正在结账，结完再看名单。' });
  const asked = listQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  const which = { closingId: closing.id, year, reach: yearReach(actor, closing) };
  return { year, ...asked, ...(await statementPage(db, { ...which, ...asked })) };
}

export default function AdminYearPeople() {
  const { year, q, page, statements, hasMore } = useLoaderData<typeof loader>();
  const href = `/admin/statements/${year}`;
  const at = (to: number) =>
    `${href}/people?${new URLSearchParams({ ...(q ? { q } : {}), page: String(to) })}`;
  return (
    <>
      <PageTitle title={`${year} 年度情况表`} lead="按姓名排列，不排名次。打开一张会留下记录，本人看得到。" />
      <SearchBox action={`${href}/people`} label="按姓名查" value={q} placeholder="姓名或拼音" />
      <Table
        caption={`${year} 年度情况表，按姓名`}
        rows={statements}
        rowKey={({ id }) => id}
        empty="没有这样的情况表。换个姓名试试。"
        columns={[
          {
            key: 'name',
            label: '姓名',
            head: true,
            short: true,
            render: ({ personId, name }) => <a href={`${href}/people/${personId}`}>{name}</a>,
          },
          { key: 'number', label: '编号', short: true, render: ({ number }) => number },
          {
            key: 'status',
            label: '结果',
            render: ({ status }) => <Status tone={resultTones[status]}>{resultWords[status]}</Status>,
          },
          {
            key: 'confirmation',
            label: '本人意见',
            render: ({ confirmation }) => confirmationWords[confirmation],
          },
        ]}
      />
      <ExportLink
        file={`${href}/statements.xlsx`}
        rows={page === 1 && !hasMore ? statements.length : undefined}
        unit="人"
      />
      {page > 1 || hasMore ? (
        <nav className="actions" aria-label="翻页">
          {page > 1 ? <ButtonLink href={at(page - 1)}>上一页</ButtonLink> : null}
          {hasMore ? <ButtonLink href={at(page + 1)}>下一页</ButtonLink> : null}
        </nav>
      ) : null}
      {statements.length > 0 ? (
        <p>
          <a
            href={`${href}/statements.pdf?${new URLSearchParams({ ...(q ? { q } : {}), page: String(page) })}`}
          >
            打印这一页上的 {statements.length} 张（PDF）
          </a>
        </p>
      ) : null}
    </>
  );
}
