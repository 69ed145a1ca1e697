import { Pagination } from '#app/ui/pagination.tsx';
import { Status } from '#app/ui/status.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { rowInWords } from '../column-titles.rules.ts';
import type { RowState } from '../kinds.ts';
import type { Counts, ShownRow } from '../reading.server.ts';
import { rowStates, rowStateWords, saidOfDone } from '../state-words.rules.ts';

interface ResultsProps {
  rows: readonly ShownRow[];
  counts: Counts;
  columns: Readonly<Record<string, number>>;
  state: RowState | null;
  page: number;
  pageSize: number;
  /** Whether all of it has been taken: then it is said what happened, not what will. */
  taken: boolean;
  address(state: RowState | null, page: number): string;
}

/** What becomes of each row: counts first, then page by page. */
export function Results({ rows, counts, columns, state, page, pageSize, taken, address }: ResultsProps) {
  const all = rowStates.reduce((sum, one) => sum + counts[one], 0);
  const shown: readonly Column<ShownRow>[] = [
    { key: 'row', label: '行', short: true, head: true, render: ({ number }) => `第 ${number} 行` },
    {
      key: 'state',
      label: '结果',
      short: true,
      render: (row) => {
        const { tone, words } = rowStateWords(row.state, row.taken);
        return <Status tone={tone}>{words}</Status>;
      },
    },
    { key: 'said', label: '表里写的', long: true, render: ({ cells }) => rowInWords(cells, columns) },
    {
      key: 'words',
      label: '说明',
      long: true,
      render: (row) => (row.taken ? saidOfDone(row.words) : row.words),
    },
  ];
  return (
    <>
      <Tabs
        label="结果"
        tabs={[
          { label: '全部', href: address(null, 1), current: state === null, count: all },
          ...rowStates.map((one) => ({
            label: rowStateWords(one, taken).words,
            href: address(one, 1),
            current: state === one,
            count: counts[one],
          })),
        ]}
      />
      <Table
        caption="每一行会怎样"
        captionHidden
        columns={shown}
        rows={rows}
        rowKey={({ number }) => String(number)}
        empty={<p className="quiet">没有这样的行。</p>}
      />
      <Pagination
        page={page}
        pageSize={pageSize}
        total={state ? counts[state] : all}
        unit="行"
        href={(to) => address(state, to)}
      />
    </>
  );
}
