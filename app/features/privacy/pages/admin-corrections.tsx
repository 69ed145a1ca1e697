import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { reachBy } from '#app/features/identity/reach.server.ts';
import { noteList } from '#app/features/journal/openings.server.ts';
import { listQuery } from '#app/features/privacy/correction-list.schema.ts';
import {
  correctableNames,
  correctionStateNames,
  correctionStates,
} from '#app/features/privacy/corrections.rules.ts';
import { correctionQueue, correctionsWaiting } from '#app/features/privacy/corrections.server.ts';
import { keepersOfData } from '#app/features/privacy/keepers.ts';
import { dayOf, formatMoment } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { AnswerBy } from '#app/ui/answer-by.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Table } from '#app/ui/table.tsx';
import { Tabs } from '#app/ui/tabs.tsx';

export const meta: MetaFunction = () => [{ title: '更正请求 · 社区学院' }];
export const handle: PageHandle = { width: 'wide', breadcrumb: adminCrumbs() };

/** What people of the registrar's scope asked to have corrected. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfData);
  const asked = listQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  const now = context.now();
  const reach = reachBy(actor, keepersOfData, now);
  await noteList(context.db, { actor, action: 'correction.listed', url: request.url, now });
  const queued = await correctionsWaiting(context.db, reach);
  return { ...asked, queued, today: dayOf(now), ...(await correctionQueue(context.db, { ...asked, reach })) };
}

export default function AdminCorrections() {
  const { state, page, corrections, hasMore, today, queued } = useLoaderData<typeof loader>();
  const waits = state === 'asked';
  return (
    <>
      <PageTitle title="更正请求" lead="等得最久的在前。核对以后改，或者写明为什么不改；本人会收到通知。" />
      <Tabs
        label="看哪一些"
        tabs={correctionStates.map((one) => ({
          label: correctionStateNames[one],
          href: `/admin/corrections?state=${one}`,
          current: one === state,
          ...(one === 'asked' && !queued.isMore ? { count: queued.waiting } : {}),
        }))}
      />
      {queued.since ? (
        <p>
          等处理 {queued.waiting} 件{queued.isMore ? '以上' : ''}，最早的 {formatMoment(queued.since)} 提交。
        </p>
      ) : null}
      <Table
        caption="更正请求"
        captionHidden
        rows={corrections}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="这里现在没有">
            <p>有人请学院更正，就会出现在“等处理”。</p>
          </EmptyState>
        }
        columns={[
          {
            key: 'person',
            label: '姓名',
            head: true,
            render: ({ id, personName }) => <a href={`/admin/corrections/${id}`}>{personName}</a>,
          },
          { key: 'what', label: '改哪里', short: true, render: ({ what }) => correctableNames[what] },
          { key: 'wish', label: '应该是', long: true, render: ({ wish }) => wish },
          { key: 'asked', label: '提交于', short: true, render: ({ askedAt }) => formatMoment(askedAt) },
          {
            key: 'by',
            label: '期限',
            render: ({ dueOn }) => (
              <AnswerBy answerBy={waits ? dueOn : null} overdue={waits && dueOn < today} />
            ),
          },
        ]}
      />
      <ExportLink rows={page === 1 && !hasMore ? corrections.length : undefined} unit="件" />
      {page > 1 || hasMore ? (
        <p>
          {page > 1 ? <a href={`/admin/corrections?state=${state}&page=${page - 1}`}>上一页</a> : null}{' '}
          {hasMore ? <a href={`/admin/corrections?state=${state}&page=${page + 1}`}>下一页</a> : null}
        </p>
      ) : null}
    </>
  );
}
