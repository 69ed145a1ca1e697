import type { QueuedWork } from '#app/features/tasks/queue.server.ts';
import { isLate } from '#app/features/tasks/work.rules.ts';
import { formatMoment } from '#app/lib/time.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Table } from '#app/ui/table.tsx';

const empties = {
  'handed-in': { title: '没有等着看的', words: '学员交上来以后会出现在这里。' },
  returned: { title: '没有退回修改的', words: '退回的作业在学员再交以后，会回到“等着看”。' },
  passed: { title: '还没有通过的', words: '通过的作业会留在这里。' },
} as const;

/** Work that was handed in, the one that waits longest first. */
export function WorkTable({ works, state }: { works: readonly QueuedWork[]; state: keyof typeof empties }) {
  return (
    <Table
      caption="交上来的作业，等得最久的在前"
      captionHidden
      rows={works}
      rowKey={({ id }) => id}
      empty={
        <EmptyState title={empties[state].title}>
          <p>{empties[state].words}</p>
        </EmptyState>
      }
      columns={[
        {
          key: 'task',
          label: '任务',
          head: true,
          render: ({ id, taskTitle }) => <a href={`/teach/submissions/${id}`}>{taskTitle}</a>,
        },
        { key: 'person', label: '学员', short: true, render: ({ personName }) => personName },
        { key: 'section', label: '班', render: ({ sectionTitle }) => sectionTitle },
        { key: 'number', label: '第几次', short: true, render: ({ number }) => `第 ${number} 次` },
        {
          key: 'at',
          label: '交于',
          render: ({ submittedAt, dueOn }) =>
            `${formatMoment(submittedAt)}${isLate(dueOn, submittedAt) ? '，过了希望的日子' : ''}`,
        },
      ]}
    />
  );
}
