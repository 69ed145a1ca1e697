import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { noteList } from '#app/features/journal/openings.server.ts';
import { listQuery } from '#app/features/suggestions/list.schema.ts';
import { suggestionQueue } from '#app/features/suggestions/queue.server.ts';
import {
  deskNames,
  kindNames,
  stateNames,
  suggestionStates,
} from '#app/features/suggestions/suggestions.rules.ts';
import { answerers } from '#app/features/suggestions/within.server.ts';
import { formatDate } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { AnswerBy } from '#app/ui/answer-by.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Table } from '#app/ui/table.tsx';
import { Tabs } from '#app/ui/tabs.tsx';

export const meta: MetaFunction = () => [{ title: '意见箱 · 教务 · 社区学院' }];
export const handle: PageHandle = { width: 'wide', breadcrumb: adminCrumbs() };

/** Open to registrars and academy administrators. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...answerers);
  const asked = listQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  const now = context.now();
  await noteList(context.db, { actor, action: 'suggestion.listed', url: request.url, now });
  return { ...asked, ...(await suggestionQueue(context.db, { ...asked, actor, now })) };
}

export default function AdminSuggestions() {
  const { state, page, suggestions, total, pageSize } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle title="意见箱" lead="等得最久的在前。自己写的、说的是自己的，不在这里，由别的人办。" />
      <Tabs
        label="看哪一些"
        tabs={suggestionStates.map((one) => ({
          label: stateNames[one],
          href: `/admin/suggestions?state=${one}`,
          current: one === state,
        }))}
      />
      <Table
        caption="意见箱"
        captionHidden
        rows={suggestions}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="这里现在没有">
            <p>有人写了，就会出现在“已收到”。</p>
          </EmptyState>
        }
        columns={[
          {
            key: 'words',
            label: '内容',
            head: true,
            long: true,
            render: ({ id, beginning }) => <a href={`/admin/suggestions/${id}`}>{beginning}</a>,
          },
          { key: 'kind', label: '类别', short: true, render: ({ kind }) => kindNames[kind] },
          {
            key: 'person',
            label: '谁写的',
            short: true,
            render: ({ personName }) => personName ?? '没有写名字',
          },
          { key: 'received', label: '收到', short: true, render: ({ receivedAt }) => formatDate(receivedAt) },
          {
            key: 'owner',
            label: '谁办',
            short: true,
            render: ({ desk, ownerName }) => ownerName ?? deskNames[desk],
          },
          { key: 'by', label: '答复期限', render: (row) => <AnswerBy {...row} /> },
        ]}
      />
      <ExportLink rows={total} countedTo={1_000} unit="份" />
      {total > 0 ? (
        <Pagination
          page={page}
          pageSize={pageSize}
          total={total}
          unit="份"
          href={(to) => `/admin/suggestions?${new URLSearchParams({ state, page: String(to) })}`}
        />
      ) : null}
    </>
  );
}
