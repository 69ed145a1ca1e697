import type { LoaderFunctionArgs } from '@remix-run/node';
import { momentAsked } from '#app/features/assessment/moment.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { scopeCoverage } from '#app/features/overview/coverage.server.ts';
import { looking } from '#app/features/overview/looking.schema.ts';
import { peopleWords, shareWords } from '#app/features/overview/parts/coverage-chart.tsx';
import { dayOf } from '#app/lib/time.ts';
import { tableFile } from '#app/shell/table-file.server.ts';

/** How many of those who owe something have reached it, by community and by position, with the same left unsaid as on the page. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'assessor');
  const { year } = looking.parse(Object.fromEntries(new URL(request.url).searchParams));
  const { moment } = await momentAsked(context.db, { year }, dayOf(context.now()));
  const { communities, positions } = await scopeCoverage(context.db, { actor, moment });
  return tableFile({
    name: `${moment.year} 年达标情况`,
    lead: '免考核和不设任务的人不算在内。少于 5 人的不显示；和别处一减就能看出少数几个人的，也不显示。',
    columns: [
      { title: '按什么', width: 10, value: ({ by }) => by },
      { title: '名称', width: 28, value: ({ label }) => label },
      { title: '有任务的人', width: 14, value: ({ shown }) => peopleWords(shown) },
      { title: '达标', width: 14, value: ({ shown }) => shareWords(shown) },
    ],
    rows: [
      ...communities.map((one) => ({ ...one, by: '社区' })),
      ...positions.map((one) => ({ ...one, by: '身份' })),
    ],
  });
}
