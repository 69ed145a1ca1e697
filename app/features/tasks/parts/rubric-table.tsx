import { type Criterion, type CriterionMark, pointsOf } from '#app/features/tasks/rubric.rules.ts';
import { Table } from '#app/ui/table.tsx';

/** By what work is judged, with the points it got when it has been. */
export function RubricTable({
  criteria,
  passMark,
  marks,
}: {
  criteria: readonly Criterion[];
  passMark: number;
  marks?: readonly CriterionMark[];
}) {
  const pointsFor = (label: string) => marks?.find((mark) => mark.label === label)?.points;
  return (
    <>
      <Table
        caption="评分标准"
        captionHidden
        rows={criteria}
        rowKey={({ label }) => label}
        columns={[
          { key: 'label', label: '看什么', head: true, render: ({ label }) => label },
          { key: 'words', label: '怎样算好', render: ({ words }) => words || '—' },
          {
            key: 'points',
            label: marks ? '得分' : '满分',
            align: 'end',
            short: true,
            render: ({ label, points }) =>
              marks ? `${pointsFor(label) ?? '—'} / ${points}` : `${points} 分`,
          },
        ]}
      />
      <p className="quiet">
        满分 {pointsOf(criteria)} 分，{passMark} 分通过。
      </p>
    </>
  );
}
