import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { categoryNames } from '#app/features/credits/category-names.server.ts';
import { categoryWords } from '#app/features/credits/category-words.rules.ts';
import { UnknownYears } from '#app/features/declarations/parts/unknown-years.tsx';
import { publicityPage } from '#app/features/declarations/publicity.server.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { doneIn } from '#app/lib/http.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatDate } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Table } from '#app/ui/table.tsx';

export const meta: MetaFunction = () => [{ title: '公示 · 社区学院' }];
export const handle: PageHandle = { breadcrumb: [{ label: '我的申报', href: '/me/declarations' }] };

const query = z.coerce.number().int().min(1).max(1_000).catch(1);
const doneWords = { objected: '异议已经收到。审核员会核实，结果会通知你；不会告诉别人是谁提的。' };

/** Open to everybody who is signed in. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const page = query.parse(new URL(request.url).searchParams.get('page') ?? 1);
  const { items, total, pageSize } = await publicityPage(context.db, { page, now: context.now() });
  const shown = items.map(({ personId, declarationId: _, ...item }) => ({
    ...item,
    own: personId === actor.personId,
  }));
  const names = await categoryNames(context.db, context.now());
  return { items: shown, names, total, pageSize, page, done: doneIn(request, doneWords) };
}

export default function Publicity() {
  const { items, names, total, pageSize, page, done } = useLoaderData<typeof loader>();
  return (
    <>
      {done ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle
        title="公示"
        lead="审核通过、还没有计入的申报在这里公示几个工作日，先到期的在前。期满就不再显示。"
      />
      <Table
        caption="正在公示的申报"
        captionHidden
        rows={items}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="现在没有在公示的">
            <p>有申报审核通过，就会出现在这里。</p>
          </EmptyState>
        }
        columns={[
          { key: 'title', label: '内容', head: true, long: true, render: ({ title }) => title },
          { key: 'person', label: '姓名', short: true, render: ({ personName }) => personName },
          {
            key: 'community',
            label: '社区',
            short: true,
            render: ({ communityName }) => communityName ?? '—',
          },
          { key: 'category', label: '类别', render: ({ category }) => categoryWords(names, category) },
          { key: 'amount', label: '学分', align: 'end', render: ({ amount }) => formatHundredths(amount) },
          { key: 'until', label: '公示到', short: true, render: ({ endsOn }) => formatDate(endsOn) },
          {
            key: 'object',
            label: '异议',
            render: ({ id, own, title }) =>
              own ? (
                '这是自己的'
              ) : (
                <a href={`/publicity/${id}`}>
                  提异议<span className="sr-only">：{title}</span>
                </a>
              ),
          },
        ]}
      />
      <UnknownYears years={items.flatMap(({ unknownYears }) => unknownYears)} />
      {total > 0 ? (
        <Pagination
          page={page}
          pageSize={pageSize}
          total={total}
          unit="项"
          href={(to) => `/publicity?page=${to}`}
        />
      ) : null}
    </>
  );
}
