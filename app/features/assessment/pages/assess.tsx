import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { scopeOverview } from '#app/features/assessment/overview.server.ts';
import { statusTones, statusWords } from '#app/features/assessment/parts/status-words.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { dayOf, yearOf } from '#app/lib/time.ts';
import { positionNames } from '#app/lib/vocabulary.ts';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { SearchBox } from '#app/ui/search-box.tsx';
import { Status } from '#app/ui/status.tsx';
import { Table } from '#app/ui/table.tsx';

export const meta: MetaFunction = () => [{ title: '组织查阅 · 社区学院' }];

export const handle = { width: 'wide' };

const query = z.object({
  q: z.string().trim().max(64).catch(''),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'assessor');
  const { q, page } = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const now = context.now();
  return {
    q,
    year: yearOf(now),
    ...(await scopeOverview(context.db, { actor, year: yearOf(now), today: dayOf(now), q, page })),
  };
}

export default function Assess() {
  const { people, total, page, pageSize, q, year } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle
        title={`${year} 年学分情况`}
        lead="只看自己范围里的人，按姓名排列，不排名次。打开每个人的情况表都会留下记录，本人看得到。"
      />
      <SearchBox action="/assess" label="按姓名查" value={q} placeholder="姓名或拼音" />
      <p className="result-count">共 {total} 人</p>
      <Table
        caption={`${year} 年学分情况，按姓名`}
        rows={people}
        rowKey={(person) => person.personId}
        empty="范围里没有这样的人。换个姓名试试。"
        columns={[
          {
            key: 'name',
            label: '姓名',
            head: true,
            short: true,
            render: (person) => <a href={`/assess/people/${person.personId}`}>{person.name}</a>,
          },
          {
            key: 'posts',
            label: '身份',
            render: (person) =>
              person.posts
                .map(({ position, unitName }) => `${unitName} ${positionNames[position]}`)
                .join('；'),
          },
          {
            key: 'status',
            label: '结果',
            render: (person) => (
              <Status tone={statusTones[person.status]}>{statusWords[person.status]}</Status>
            ),
          },
          {
            key: 'credits',
            label: '计入 / 应修',
            render: (person) =>
              person.schemes
                .map((one) => `${formatHundredths(one.counted)} / ${formatHundredths(one.required)}`)
                .join('；') || '—',
          },
        ]}
      />
      <Pagination
        page={page}
        pageSize={pageSize}
        total={total}
        href={(to) => `/assess?${new URLSearchParams({ ...(q ? { q } : {}), page: String(to) })}`}
      />
    </>
  );
}
