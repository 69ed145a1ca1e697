import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { momentAsked } from '#app/features/assessment/moment.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { scopeCoverage } from '#app/features/overview/coverage.server.ts';
import { looking } from '#app/features/overview/looking.schema.ts';
import { CoverageChart, shownWords } from '#app/features/overview/parts/coverage-chart.tsx';
import { dayOf, formatMoment } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Tabs } from '#app/ui/tabs.tsx';

export const meta: MetaFunction = () => [{ title: '达标情况 · 组织查阅 · 社区学院' }];

export const handle: PageHandle = { breadcrumb: [{ label: '组织查阅', href: '/assess' }] };

const YEARS_BACK = 3;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'assessor');
  const { year } = looking.parse(Object.fromEntries(new URL(request.url).searchParams));
  const today = dayOf(context.now());
  const { moment, thisYear } = await momentAsked(context.db, { year }, today);
  const coverage = await scopeCoverage(context.db, { actor, moment });
  return { coverage, year: moment.year, thisYear };
}

export default function CoveragePage() {
  const { coverage, year, thisYear } = useLoaderData<typeof loader>();
  const { whole, communities, positions, until, isAsked } = coverage;
  const years = Array.from({ length: YEARS_BACK }, (_, back) => thisYear - back);
  return (
    <>
      <PageTitle
        title={`${year} 年达标情况`}
        lead="有年度任务的人里，有多少达标。按组织的次序排列，不排名次，也不列出个人。"
      />
      <Stack gap={6}>
        <Tabs
          label="年度"
          tabs={years.map((one) => ({
            label: `${one} 年`,
            href: `/assess/coverage?year=${one}`,
            current: one === year,
          }))}
        />
        <p>
          整个范围：{shownWords(whole)}。
          <span className="quiet">
            {until
              ? `统计到 ${formatMoment(until)}。`
              : isAsked
                ? '这一年的统计还没有做完，过几分钟再来看。'
                : '这一年学院没有公布过学分规则和年度方案，谁都没有年度任务，所以没有统计。'}
          </span>
        </p>
        {communities.length > 0 ? (
          <Section title="按社区">
            <CoverageChart caption="各社区达标的比例" head="社区" groups={communities} />
            <p className="quiet">一个人只算在一个社区：住在哪里算哪里，没有登记住处的算任职的地方。</p>
          </Section>
        ) : null}
        <Section title="按身份">
          <CoverageChart caption="各种身份达标的比例" head="身份" groups={positions} />
          <p className="quiet">有几个身份的人每个身份里都算；几个方案里最严的一个没达标，就算没达标。</p>
        </Section>
        <p className="quiet">
          免考核和不设任务的人不算在内。少于 5 人的不显示；和别处一减就能看出少数几个人的，也不显示。
        </p>
        <ExportLink rows={communities.length + positions.length} />
      </Stack>
    </>
  );
}
