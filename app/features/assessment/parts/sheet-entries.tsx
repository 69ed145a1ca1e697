import type { SheetView } from '#app/features/assessment/sheet-view.ts';
import type { SheetLine } from '#app/features/closing/statements.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatDate } from '#app/lib/time.ts';
import { type Column, Table } from '#app/ui/table.tsx';

const columns: readonly Column<SheetLine>[] = [
  { key: 'day', label: '日期', short: true, render: (entry) => formatDate(entry.occurredOn) },
  { key: 'title', label: '课程或事项', head: true, render: (entry) => entry.title },
  { key: 'category', label: '类别', render: (entry) => entry.category },
  { key: 'amount', label: '学分', align: 'end', render: (entry) => formatHundredths(entry.amount) },
  {
    key: 'note',
    label: '说明',
    render: (entry) =>
      entry.kind === 'reversal' ? `冲销：${entry.reason ?? ''}` : entry.reversed ? '已冲销' : '',
  },
];

/** The lines of the ledger that the sheet rests on. */
export function SheetEntries({ statement: { entries } }: { statement: SheetView }) {
  return (
    <Table
      caption="学分流水"
      rows={entries}
      rowKey={(entry) => entry.id}
      empty={<p>这一年没有学分。</p>}
      columns={columns}
    />
  );
}

/** What came after the year was closed. It is shown and not counted. */
export function SheetLate({ statement: { late } }: { statement: SheetView }) {
  if (late.length === 0) return null;
  return (
    <section className="sheet-scheme">
      <h2>结账后的变化</h2>
      <p>下面是结账以后才记入的，不计入本表。</p>
      <Table caption="结账后的变化" rows={late} rowKey={(entry) => entry.id} empty="" columns={columns} />
    </section>
  );
}
