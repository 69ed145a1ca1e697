import type { CategoryNames } from '#app/features/credits/category-names.server.ts';
import { categoryWords } from '#app/features/credits/category-words.rules.ts';
import type { QueuedDeclaration } from '#app/features/declarations/queue.server.ts';
import { formatDate, formatMoment } from '#app/lib/time.ts';
import { AnswerBy } from '#app/ui/answer-by.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Table } from '#app/ui/table.tsx';

/** Declarations of one state, as their reviewers list them. */
export function QueueTable({
  declarations,
  names,
}: {
  declarations: readonly QueuedDeclaration[];
  names: CategoryNames;
}) {
  return (
    <Table
      caption="学分申报"
      captionHidden
      rows={declarations}
      rowKey={({ id }) => id}
      empty={
        <EmptyState title="这里现在没有">
          <p>有人提交申报，就会出现在“待审核”。</p>
        </EmptyState>
      }
      columns={[
        {
          key: 'title',
          label: '内容',
          head: true,
          long: true,
          render: ({ id, title }) => <a href={`/admin/declarations/${id}`}>{title}</a>,
        },
        { key: 'person', label: '姓名', short: true, render: ({ personName }) => personName },
        { key: 'category', label: '类别', render: ({ category }) => categoryWords(names, category) },
        { key: 'occurred', label: '完成于', short: true, render: ({ occurredOn }) => formatDate(occurredOn) },
        { key: 'sent', label: '提交于', short: true, render: ({ sentAt }) => formatMoment(sentAt) },
        {
          key: 'by',
          label: '期限',
          render: (row) => <AnswerBy {...row} />,
        },
      ]}
    />
  );
}
