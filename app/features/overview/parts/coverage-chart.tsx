import type { CoverageGroup } from '#app/features/overview/coverage.server.ts';
import type { Shown } from '#app/features/overview/disclosure.rules.ts';
import { BarChart } from '#app/ui/bar-chart.tsx';
import { Table } from '#app/ui/table.tsx';

interface Props {
  caption: string;
  head: string;
  groups: readonly CoverageGroup[];
}

/** Bars of those groups whose share may be shown, and a table of all. */
export function CoverageChart({ caption, head, groups }: Props) {
  const bars = groups.flatMap(({ label, shown }) =>
    shown.kind === 'share' ? [{ label, value: shown.percent }] : [],
  );
  return (
    <>
      {bars.length > 0 ? (
        <BarChart caption={caption} bars={bars} of={100} unit="%" labelHead={head} valueHead="达标" />
      ) : null}
      <Table
        caption={`${caption}，全部`}
        rows={groups}
        rowKey={({ label }) => label}
        empty="还没有可以统计的人。"
        columns={[
          { key: 'label', label: head, head: true, render: ({ label }) => label },
          {
            key: 'people',
            label: '有任务的人',
            align: 'end',
            render: ({ shown }) => peopleWords(shown),
          },
          { key: 'share', label: '达标', align: 'end', render: ({ shown }) => shareWords(shown) },
        ]}
      />
    </>
  );
}

/** How many owe something, where that may be said. */
export const peopleWords = (shown: Shown): string =>
  shown.kind === 'hidden' ? '不显示' : `${shown.people} 人`;

/** What share of them has reached it, as far as it may be said. */
export function shareWords(shown: Shown): string {
  switch (shown.kind) {
    case 'share':
      return `${shown.percent}%`;
    case 'above':
      return `${shown.percent}% 以上`;
    case 'below':
      return `${shown.percent}% 以下`;
    default:
      return '不显示';
  }
}

/** The same in one line. */
export function shownWords(shown: Shown): string {
  if (shown.kind === 'hidden') return '人数少，不显示';
  return `有任务的 ${shown.people} 人，达标${shown.kind === 'people' ? '的人数不显示' : ` ${shareWords(shown)}`}`;
}
