import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { kindLabel, stateWords, sumWords } from '#app/features/adjustments/adjustment-words.rules.ts';
import { keepersOfCredits } from '#app/features/adjustments/keepers.ts';
import { listQuery } from '#app/features/adjustments/list.schema.ts';
import { type Adjustment, adjustmentsPage } from '#app/features/adjustments/reading.server.ts';
import { answerWithin } from '#app/features/declarations/answer-within.rules.ts';
import { policy } from '#app/features/declarations/declarable.rules.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { reachBy } from '#app/features/identity/reach.server.ts';
import { noteList } from '#app/features/journal/openings.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { AnswerBy } from '#app/ui/answer-by.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Status } from '#app/ui/status.tsx';
import { Table } from '#app/ui/table.tsx';
import { Tabs } from '#app/ui/tabs.tsx';

export const meta: MetaFunction = () => [{ title: '学分调整 · 社区学院' }];

export const handle: PageHandle = { width: 'wide', breadcrumb: adminCrumbs('credits') };

const withAnswer = (one: Adjustment, now: Date) => ({
  ...one,
  ...answerWithin(one.state === 'open' ? one.proposedAt : null, policy.secondPersonWithinWorkingDays, now),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfCredits);
  await noteList(context.db, { actor, action: 'adjustment.listed', url: request.url, now: context.now() });
  const { show, page } = listQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  const reach = reachBy(actor, keepersOfCredits, context.now());
  const found = await adjustmentsPage(context.db, { waiting: show === 'waiting', page, reach });
  return {
    show,
    page,
    ...found,
    adjustments: found.adjustments.map((one) => withAnswer(one, context.now())),
  };
}

export default function Adjustments() {
  const { show, page, pageSize, total, adjustments } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle
        title="学分调整"
        lead="漏记的补上，多记的收回。一个人提，另一个人核对，核对以后才记入。"
        actions={
          <ButtonLink href="/admin/credits/adjustments/new" tone="primary">
            提出调整
          </ButtonLink>
        }
      />
      <Tabs
        label="看哪些"
        tabs={[
          { label: '等着核对', href: '/admin/credits/adjustments', current: show === 'waiting' },
          { label: '全部', href: '/admin/credits/adjustments?show=all', current: show === 'all' },
        ]}
      />
      <Table
        caption={show === 'waiting' ? '等着核对，先提的在前' : '提过的调整，新的在前'}
        rows={adjustments}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title={show === 'waiting' ? '没有等着核对的' : '还没有提过'}>
            <p>发现漏记、多记，可以在这里提，由另一个人核对。</p>
          </EmptyState>
        }
        columns={[
          {
            key: 'person',
            label: '姓名',
            head: true,
            short: true,
            render: ({ id, personName }) => <a href={`/admin/credits/adjustments/${id}`}>{personName}</a>,
          },
          { key: 'title', label: '课程或事项', long: true, render: ({ title }) => title },
          { key: 'kind', label: '情况', short: true, render: ({ kind }) => kindLabel(kind) },
          { key: 'sum', label: '调整', short: true, render: (adjustment) => sumWords(adjustment) },
          { key: 'proposer', label: '提出', short: true, render: ({ proposedByName }) => proposedByName },
          { key: 'at', label: '时间', short: true, render: ({ proposedAt }) => formatMoment(proposedAt) },
          { key: 'by', label: '期限', short: true, render: (row) => <AnswerBy {...row} /> },
          {
            key: 'state',
            label: '状态',
            render: ({ state }) => <Status tone={stateWords[state].tone}>{stateWords[state].words}</Status>,
          },
        ]}
      />
      <ExportLink rows={total} countedTo={5_000} />
      <Pagination
        page={page}
        pageSize={pageSize}
        total={total}
        href={(to) => `/admin/credits/adjustments?show=${show}&page=${to}`}
      />
    </>
  );
}
