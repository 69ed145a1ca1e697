import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { countUnused, UNUSED_PAGE } from '#app/features/identity/last-sign-in.server.ts';
import { reachBy } from '#app/features/identity/reach.server.ts';
import { signInPolicy } from '#app/features/identity/session-end.rules.ts';
import { noteList } from '#app/features/journal/openings.server.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import { type UnusedLine, unusedLines } from '../unused-accounts.server.ts';

export const meta: MetaFunction = () => [{ title: '久未登录 · 登录情况 · 社区学院' }];
export const handle: PageHandle = {
  width: 'wide',
  breadcrumb: adminCrumbs('sign-in'),
};

const query = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });

/** Rights that nobody uses, so that a security administrator asks, and ends them where they are not needed. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'security-admin');
  const { db } = context;
  const now = context.now();
  await noteList(db, { actor, action: 'sign-in.unused', url: request.url, now });
  const { page } = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const reach = reachBy(actor, ['security-admin'], now);
  const accounts = await unusedLines(db, { reach, now, page });
  const total = await countUnused(db, { reach, now });
  return { accounts, total, page, pageSize: UNUSED_PAGE, days: signInPolicy.staffUnusedDays };
}

const columns: readonly Column<UnusedLine>[] = [
  {
    key: 'name',
    label: '姓名',
    head: true,
    short: true,
    render: ({ personId, name }) => <a href={`/admin/people/${personId}`}>{name}</a>,
  },
  { key: 'username', label: '用户名', short: true, render: ({ username }) => username },
  { key: 'roles', label: '授权', render: ({ roles }) => roles.join('；') },
  { key: 'last', label: '最近登录', render: ({ last }) => last },
];

export default function UnusedAccounts() {
  const { accounts, total, page, pageSize, days } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle
        title="久未登录"
        lead={`有授权、${days} 天没有登录过的人。每个季度看一遍：问一问还用不用，不用的点名字进去，把授权结束。`}
      />
      <Stack gap={6}>
        <Table
          caption="久未登录的人"
          captionHidden
          columns={columns}
          rows={accounts}
          rowKey={({ personId }) => personId}
          empty={<EmptyState title="没有这样的人">没有谁有授权、却超过 {days} 天没登录。</EmptyState>}
        />
        <ExportLink rows={total} unit="人" />
        {total > pageSize ? (
          <Pagination
            page={page}
            pageSize={pageSize}
            total={total}
            unit="人"
            href={(other) => `/admin/sign-in/unused?page=${other}`}
          />
        ) : null}
      </Stack>
    </>
  );
}
