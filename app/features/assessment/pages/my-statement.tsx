import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { leadershipCheck } from '#app/features/assessment/leadership.server.ts';
import { LeadershipRules } from '#app/features/assessment/parts/leadership-rules.tsx';
import { Statement } from '#app/features/assessment/parts/statement.tsx';
import { statementReadings } from '#app/features/assessment/reading.server.ts';
import { personRecord, yearStatement } from '#app/features/assessment/statement.server.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { dayOf, formatMoment, yearOf } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { Columns } from '#app/ui/layout.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { You } from '#app/ui/view.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.statement.year ?? ''} 年度学分情况表 · 社区学院` },
];

export const handle: PageHandle = {
  breadcrumb: [
    { label: '我的', href: '/me' },
    { label: '我的学分', href: '/me/credits' },
  ],
};

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const personId = actor.personId ?? '';
  const now = context.now();
  const year = /^20\d{2}$/.test(params.year ?? '') ? Number(params.year) : null;
  if (year === null || year > yearOf(now))
    throw failure(request, 404, { message: '没有这一年的学分情况表。' });
  const today = year === yearOf(now) ? dayOf(now) : `${year}-12-31`;
  const [record, readings] = await Promise.all([
    personRecord(context.db, { personId, year, today }),
    statementReadings(context.db, personId),
  ]);
  if (!record) throw failure(request, 404);
  const [statement, leadership] = await Promise.all([
    yearStatement(context.db, { record, year, today, now }),
    year === yearOf(now) ? leadershipCheck(context.db, { record, day: today }) : null,
  ]);
  return { statement, leadership, readings };
}

export default function MyStatement() {
  const { statement, leadership, readings } = useLoaderData<typeof loader>();
  return (
    <Columns
      aside={
        <div className="no-print">
          <Section title="打印">
            <p>用浏览器的“打印”，这张表正好印在一张 A4 纸上。</p>
          </Section>
          <Section title="谁看过这张表">
            {readings.length === 0 ? <p className="quiet">还没有人查阅过。</p> : null}
            <ul className="note-list">
              {readings.map((reading) => (
                <li key={reading.id}>
                  {reading.actorName}
                  <span className="quiet block">
                    {formatMoment(reading.at)} {reading.way}
                  </span>
                </li>
              ))}
            </ul>
          </Section>
        </div>
      }
    >
      <Statement statement={statement} />
      {leadership ? <LeadershipRules name={<You />} check={leadership} own /> : null}
    </Columns>
  );
}
