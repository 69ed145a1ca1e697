import type { RosterLine } from '#app/features/selection/reading.server.ts';
import { formatShortDate } from '#app/lib/time.ts';
import { Status } from '#app/ui/status.tsx';
import { Table } from '#app/ui/table.tsx';

interface Props {
  roster: readonly RosterLine[];
  progress: Record<string, { met: number; all: number }>;
  /** Who chose the section for somebody, by enrolment. */
  assisted: Record<string, string>;
}

/** The class list in the order of names, with how many requirements each has met. */
export function Roster({ roster, progress, assisted }: Props) {
  return (
    <Table
      caption="名单，按姓名"
      rows={roster}
      rowKey={(line) => line.enrolmentId}
      empty="还没有人选这个班。"
      columns={[
        { key: 'name', label: '姓名', head: true, short: true, render: (line) => line.name },
        {
          key: 'since',
          label: '选上',
          render: (line) => {
            const liaison = assisted[line.enrolmentId];
            return `${formatShortDate(line.enrolledAt)}${liaison ? `，${liaison} 代选` : ''}`;
          },
        },
        {
          key: 'progress',
          label: '结业要求（不含评教）',
          render: (line) => {
            const one = progress[line.enrolmentId];
            return one ? `完成 ${one.met} 项，共 ${one.all} 项` : '—';
          },
        },
        {
          key: 'state',
          label: '状态',
          render: (line) =>
            line.completedAt ? <Status tone="done">已结业</Status> : <Status tone="progress">在学</Status>,
        },
      ]}
    />
  );
}
