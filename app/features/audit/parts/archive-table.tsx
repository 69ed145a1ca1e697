import type { Archive } from '#app/features/audit/archives.server.ts';
import { formatDate } from '#app/lib/time.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Table } from '#app/ui/table.tsx';

const MIB = 1024 * 1024;

export const sizeWords = (bytes: number): string =>
  bytes < MIB ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / MIB).toFixed(1)} MB`;

/** Files of old lines, the newest first. */
export function ArchiveTable({ archives }: { archives: readonly Archive[] }) {
  return (
    <Table
      caption="归档文件，最近的在前"
      rows={archives}
      rowKey={({ id }) => id}
      empty={
        <EmptyState title="还没有归档">
          <p>日志还没有到要归档的时候。</p>
        </EmptyState>
      }
      columns={[
        {
          key: 'days',
          label: '哪些天',
          head: true,
          render: ({ id, since, until }) => (
            <a href={`/admin/audit/archives/${id}`}>
              {formatDate(since)} 到 {formatDate(until)}
            </a>
          ),
        },
        {
          key: 'blocks',
          label: '块',
          short: true,
          render: ({ firstBlock, lastBlock }) => `${firstBlock}–${lastBlock}`,
        },
        { key: 'entries', label: '条数', align: 'end', short: true, render: ({ entries }) => entries },
        { key: 'bytes', label: '大小', align: 'end', short: true, render: ({ bytes }) => sizeWords(bytes) },
        { key: 'made', label: '归档', short: true, render: ({ madeAt }) => formatDate(madeAt) },
      ]}
    />
  );
}
