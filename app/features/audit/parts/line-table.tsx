import type { ReactNode } from 'react';
import type { AuditLine } from '#app/features/audit/search.server.ts';
import { subjectName } from '#app/features/audit/words.rules.ts';
import { formatClock, formatDate } from '#app/lib/time.ts';
import { Table } from '#app/ui/table.tsx';

/** With the year: lines stay for long. */
export const momentWords = (at: string) => `${formatDate(at)} ${formatClock(at)}`;

/** Lines of the journal, newest first. */
export function LineTable({ lines, empty }: { lines: readonly AuditLine[]; empty: ReactNode }) {
  return (
    <Table
      caption="审计日志，最近的在前"
      rows={lines}
      rowKey={({ id }) => id}
      empty={empty}
      columns={[
        {
          key: 'deed',
          label: '做了什么',
          head: true,
          render: (line) => <a href={`/admin/audit/lines/${line.id}`}>{line.actionName}</a>,
        },
        { key: 'actor', label: '谁', short: true, render: (line) => line.actor },
        { key: 'concerns', label: '关于谁', short: true, render: (line) => line.concerns || '—' },
        { key: 'subject', label: '事项', short: true, render: (line) => subjectName(line.subjectType) },
        { key: 'outcome', label: '结果', short: true, render: (line) => line.outcome },
        { key: 'at', label: '时间', short: true, render: (line) => momentWords(line.at) },
      ]}
    />
  );
}
