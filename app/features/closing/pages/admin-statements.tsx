import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { confirmUntilWords, stateWords } from '#app/features/closing/steps.rules.ts';
import { yearLines } from '#app/features/closing/year-desk.server.ts';
import { keepersOfYears } from '#app/features/closing/year-reach.server.ts';
import { creditYearOn } from '#app/features/credits/years.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { dayOf } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Status } from '#app/ui/status.tsx';
import { Table } from '#app/ui/table.tsx';

export const meta: MetaFunction = () => [{ title: '年度结账 · 社区学院' }];

export const handle: PageHandle = { width: 'wide', breadcrumb: adminCrumbs() };

const tones = {
  open: 'neutral',
  confirming: 'progress',
  due: 'attention',
  freezing: 'progress',
  frozen: 'done',
} as const;

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, ...keepersOfYears);
  const now = context.now();
  return {
    years: await yearLines(context.db, { thisYear: await creditYearOn(context.db, dayOf(now)), now }),
  };
}

export default function AdminStatements() {
  const { years } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle
        title="年度结账"
        lead="一年结束以后：先统计，再请每个人核对自己的情况表，然后锁定、结账。结了账的情况表不再变。"
      />
      <Table
        caption="各年度"
        rows={years}
        rowKey={({ year }) => String(year)}
        columns={[
          {
            key: 'year',
            label: '年度',
            head: true,
            short: true,
            render: ({ year }) => <a href={`/admin/statements/${year}`}>{year} 年度</a>,
          },
          {
            key: 'state',
            label: '状态',
            render: ({ state }) => <Status tone={tones[state]}>{stateWords[state]}</Status>,
          },
          {
            key: 'until',
            label: '核对截止',
            render: ({ confirmUntil }) => (confirmUntil ? confirmUntilWords(confirmUntil) : '—'),
          },
        ]}
      />
      <ExportLink rows={years.length} unit="个年度" />
    </>
  );
}
