import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { LeadershipRules } from '#app/features/assessment/parts/leadership-rules.tsx';
import { Statement } from '#app/features/assessment/parts/statement.tsx';
import { readStatement } from '#app/features/assessment/reading.server.ts';
import { CatchingUpList } from '#app/features/credits/parts/catching-up-list.tsx';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { failure } from '#app/lib/http.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { Columns } from '#app/ui/layout.tsx';
import { Section } from '#app/ui/page-title.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.statement.name ?? ''}的年度学分情况表 · 社区学院` },
];

export const handle: PageHandle = { breadcrumb: [{ label: '组织查阅', href: '/assess' }] };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'assessor');
  const read = await readStatement(context.db, {
    actor,
    personId: params.personId ?? '',
    now: context.now(),
  });
  if (!read) throw failure(request, 404, { message: '没有找到这个人，或者这个人不在查阅范围里。' });
  return read;
}

export default function AssessedPerson() {
  const { statement, leadership, catching } = useLoaderData<typeof loader>();
  return (
    <Columns
      aside={
        <div className="no-print">
          <Section title="这次查阅">
            <p>已经记录，本人看得到。用浏览器的“打印”，这张表正好印在一张 A4 纸上。</p>
          </Section>
        </div>
      }
    >
      <Statement statement={statement} />
      <div className="no-print">
        <CatchingUpList items={catching} />
      </div>
      {leadership ? <LeadershipRules name={statement.name} check={leadership} /> : null}
    </Columns>
  );
}
