import type { Arranged, Comparison } from '#app/features/formation/arranging.rules.ts';
import { Table } from '#app/ui/table.tsx';

const kinds = [
  ['communities', '社区'],
  ['goals', '学习目标'],
  ['steps', '这类课学过多少'],
] as const;

/** The cohorts beside each other: how many from each community, with each goal, with how much behind them. */
export function Comparisons({ arranged }: { arranged: Arranged }) {
  const { cohorts, comparisons } = arranged;
  if (cohorts.length < 2) return null;
  return (
    <details className="fold-plain">
      <summary>把各班放在一起比</summary>
      {kinds.map(([kind, label]) => (
        <Table<Comparison>
          key={kind}
          caption={label}
          wide={cohorts.length > 8}
          rows={comparisons[kind]}
          rowKey={(row) => row.label}
          columns={[
            { key: 'label', label, head: true, render: (row) => row.label },
            ...cohorts.map(({ number, name }, at) => ({
              key: String(number),
              label: name,
              align: 'end' as const,
              render: (row: Comparison) => row.counts[at] ?? 0,
            })),
          ]}
        />
      ))}
    </details>
  );
}
