import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { appealStateNames, appealStates } from '#app/features/appeals/appeals.rules.ts';
import { decidersOfAppeals } from '#app/features/appeals/keepers.ts';
import { listQuery } from '#app/features/appeals/list.schema.ts';
import { appealQueue } from '#app/features/appeals/queue.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { reachBy } from '#app/features/identity/reach.server.ts';
import { noteList } from '#app/features/journal/openings.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { AnswerBy } from '#app/ui/answer-by.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Table } from '#app/ui/table.tsx';
import { Tabs } from '#app/ui/tabs.tsx';

export const meta: MetaFunction = () => [{ title: '申诉复核 · 社区学院' }];
export const handle: PageHandle = { width: 'wide', breadcrumb: adminCrumbs() };

/** Open to appeals reviewers. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...decidersOfAppeals);
  await noteList(context.db, { actor, action: 'appeal.listed', url: request.url, now: context.now() });
  const asked = listQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  const now = context.now();
  const reach = reachBy(actor, decidersOfAppeals, now);
  return { ...asked, ...(await appealQueue(context.db, { ...asked, reach, now })) };
}

export default function AdminAppeals() {
  const { state, page, appeals, total, pageSize } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle title="申诉复核" lead="等得最久的在前。原来作过决定的人、本人和有份的人，不复核。" />
      <Tabs
        label="看哪一些"
        tabs={appealStates.map((one) => ({
          label: appealStateNames[one],
          href: `/admin/appeals?state=${one}`,
          current: one === state,
        }))}
      />
      <Table
        caption="申诉"
        captionHidden
        rows={appeals}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="这里现在没有">
            <p>有人申诉，就会出现在“等复核”。</p>
          </EmptyState>
        }
        columns={[
          {
            key: 'title',
            label: '内容',
            head: true,
            long: true,
            render: ({ id, title }) => <a href={`/admin/appeals/${id}`}>{title}</a>,
          },
          { key: 'person', label: '姓名', short: true, render: ({ personName }) => personName },
          {
            key: 'subject',
            label: '针对',
            short: true,
            render: ({ subject }) => (subject === 'declaration' ? '申报的决定' : '学分流水'),
          },
          { key: 'raised', label: '提交于', short: true, render: ({ raisedAt }) => formatMoment(raisedAt) },
          {
            key: 'by',
            label: '期限',
            render: (row) => <AnswerBy {...row} />,
          },
        ]}
      />
      <ExportLink rows={total} countedTo={1_000} unit="件" />
      {total > 0 ? (
        <Pagination
          page={page}
          pageSize={pageSize}
          total={total}
          unit="件"
          href={(to) => `/admin/appeals?${new URLSearchParams({ state, page: String(to) })}`}
        />
      ) : null}
    </>
  );
}
