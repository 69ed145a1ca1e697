import type { ExemptionKind } from '#app/features/credits/exemption-kinds.server.ts';
import type { ListedExemption } from '#app/features/credits/exemption-list.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import { positionNames } from '#app/lib/vocabulary.ts';
import { AnswerBy } from '#app/ui/answer-by.tsx';
import { Status } from '#app/ui/status.tsx';
import { Table } from '#app/ui/table.tsx';

/** Exemptions or proposals, each with the way to its page. */
export function ExemptionTable({
  caption,
  rows,
  kinds,
  empty,
}: {
  caption: string;
  /** What waits says by when it is answered. */
  rows: readonly (ListedExemption & { answerBy?: string | null; overdue?: boolean })[];
  kinds: readonly ExemptionKind[];
  empty: string;
}) {
  return (
    <Table
      caption={caption}
      rows={rows}
      rowKey={({ id }) => id}
      empty={empty}
      columns={[
        {
          key: 'person',
          label: '姓名',
          head: true,
          short: true,
          render: ({ id, personName }) => <a href={`/admin/exemptions/${id}`}>{personName}</a>,
        },
        { key: 'year', label: '年度', short: true, render: ({ year }) => `${year} 年` },
        { key: 'position', label: '身份', render: ({ position }) => positionNames[position] },
        { key: 'kind', label: '种类', render: ({ kind }) => kindName(kinds, kind) },
        { key: 'at', label: '时间', short: true, render: ({ at }) => formatMoment(at) },
        {
          key: 'by',
          label: '经手',
          render: byWords,
        },
        ...(rows.some(({ answerBy }) => answerBy)
          ? [{ key: 'answer', label: '期限', short: true, render: answerCell }]
          : []),
        {
          key: 'state',
          label: '状态',
          render: (one) => {
            const { tone, words } = exemptionStateWords(one);
            return <Status tone={tone}>{words}</Status>;
          },
        },
      ]}
    />
  );
}

/** Who proposed and who approved. */
export const byWords = ({ proposedByName, approvedByName }: ListedExemption): string =>
  [proposedByName && `${proposedByName}提出`, approvedByName && `${approvedByName}批准`]
    .filter(Boolean)
    .join('，');

/** How it stands. */
export function exemptionStateWords({ approvedByName, ended }: ListedExemption) {
  if (ended) return { tone: 'closed', words: '已结束' } as const;
  if (approvedByName) return { tone: 'done', words: '免考核' } as const;
  return { tone: 'attention', words: '等待批准' } as const;
}

const answerCell = ({
  answerBy = null,
  overdue = false,
}: {
  answerBy?: string | null;
  overdue?: boolean;
}) => <AnswerBy answerBy={answerBy} overdue={overdue} />;

export const kindName = (kinds: readonly ExemptionKind[], kind: string): string =>
  kinds.find(({ key }) => key === kind)?.label ?? (kind || '没有分类');
