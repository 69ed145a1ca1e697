import type { DeskTask } from '#app/features/tasks/tasks.server.ts';
import { taskKindNames } from '#app/features/tasks/work.rules.ts';
import { formatDate } from '#app/lib/time.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Status } from '#app/ui/status.tsx';
import { Table } from '#app/ui/table.tsx';

/** The tasks that somebody has set, newest first. */
export function TaskTable({ tasks }: { tasks: readonly DeskTask[] }) {
  return (
    <Table
      caption="布置的任务"
      captionHidden
      rows={tasks}
      rowKey={({ id }) => id}
      empty={
        <EmptyState title="还没有布置任务">
          <p>按“布置任务”开始，有现成的模板可以用。</p>
        </EmptyState>
      }
      columns={[
        {
          key: 'title',
          label: '任务',
          head: true,
          render: ({ id, title }) => <a href={`/teach/tasks/${id}`}>{title}</a>,
        },
        { key: 'kind', label: '哪一种', short: true, render: ({ kind }) => taskKindNames[kind] },
        {
          key: 'course',
          label: '课程',
          render: ({ courseCode, courseTitle }) => `${courseCode} ${courseTitle}`,
        },
        {
          key: 'due',
          label: '希望交的日子',
          short: true,
          render: ({ dueOn }) => (dueOn ? formatDate(dueOn) : '不限'),
        },
        {
          key: 'state',
          label: '状态',
          short: true,
          render: ({ retiredAt, required }) =>
            retiredAt ? (
              <Status tone="closed">不再布置</Status>
            ) : (
              <Status tone="progress">{required ? '结业要做' : '自选'}</Status>
            ),
        },
      ]}
    />
  );
}
