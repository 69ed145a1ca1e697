import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { keepersOfLedger } from '#app/features/credits/keepers.ts';
import { ledgerQuery } from '#app/features/credits/ledger-list.schema.ts';
import { ledgerPage } from '#app/features/credits/reading.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { reachBy } from '#app/features/identity/reach.server.ts';
import { noteList } from '#app/features/journal/openings.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatDate, formatMoment } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { SearchBox } from '#app/ui/search-box.tsx';
import { Status } from '#app/ui/status.tsx';
import { Table } from '#app/ui/table.tsx';

export const meta: MetaFunction = () => [{ title: '学分流水 · 社区学院' }];

export const handle: PageHandle = { width: 'wide', breadcrumb: adminCrumbs() };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfLedger);
  await noteList(context.db, { actor, action: 'credit.listed', url: request.url, now: context.now() });
  const asked = ledgerQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  const reach = reachBy(actor, keepersOfLedger, context.now());
  return { ...asked, ...(await ledgerPage(context.db, { ...asked, reach })) };
}

export default function AdminCredits() {
  const { entries, total, hasMore, page, pageSize, q } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle
        title="学分流水"
        lead="只增不改。全部记错了用冲销，漏记和多记的由两个人调整，原来的记录一直保留。"
        actions={
          <ButtonLink href="/admin/credits/adjustments" tone="quiet">
            学分调整
          </ButtonLink>
        }
      />
      <SearchBox action="/admin/credits" label="按姓名查" value={q} placeholder="姓名或拼音" />
      <p className="result-count">{hasMore ? `最近 ${total} 条，更早的请按姓名查` : `共 ${total} 条`}</p>
      <Table
        caption="学分流水，按记入时间"
        rows={entries}
        rowKey={(entry) => entry.id}
        empty="没有符合的记录。换个姓名试试。"
        columns={[
          {
            key: 'person',
            label: '姓名',
            head: true,
            short: true,
            render: (entry) => <a href={`/admin/credits/${entry.id}`}>{entry.personName}</a>,
          },
          { key: 'title', label: '课程或事项', long: true, render: (entry) => entry.title },
          { key: 'category', label: '类别', render: (entry) => entry.category },
          { key: 'amount', label: '学分', align: 'end', render: (entry) => formatHundredths(entry.amount) },
          { key: 'occurred', label: '取得', short: true, render: (entry) => formatDate(entry.occurredOn) },
          { key: 'posted', label: '记入', short: true, render: (entry) => formatMoment(entry.postedAt) },
          {
            key: 'state',
            label: '状态',
            render: (entry) =>
              entry.kind === 'reversal' ? (
                <Status tone="closed">冲销</Status>
              ) : entry.reversedById ? (
                <Status tone="closed">已冲销</Status>
              ) : (
                <Status tone="done">已计入</Status>
              ),
          },
        ]}
      />
      <ExportLink rows={hasMore ? undefined : total} unit="条" />
      <Pagination
        page={page}
        pageSize={pageSize}
        total={total}
        href={(to) => `/admin/credits?${new URLSearchParams({ ...(q ? { q } : {}), page: String(to) })}`}
      />
    </>
  );
}
