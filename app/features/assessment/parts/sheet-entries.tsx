import type { SheetView } from '#app/features/assessment/sheet-view.ts';
import type { SheetLine } from '#app/features/closing/statements.server.ts';
import type { CategoryNames } from '#app/features/credits/category-names.server.ts';
import type { CategoryCode } from '#app/features/credits/rules.schema.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatDate } from '#app/lib/time.ts';
import { type Column, Table } from '#app/ui/table.tsx';

interface Props {
  statement: SheetView;
  /** What the categories are called. */
  names: CategoryNames;
}

const columns: readonly Column<SheetLine>[] = [
  { key: 'day', label: '日期', short: true, render: (entry) => formatDate(entry.occurredOn) },
  { key: 'title', label: '课程或事项', head: true, long: true, render: (entry) => entry.title },
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
export function SheetEntries({ statement: { entries }, names }: Props) {
  return (
    <>
      <Table
        caption="学分流水"
        rows={entries}
        rowKey={(entry) => entry.id}
        empty={<p>这一年没有学分。</p>}
        columns={columns}
      />
      <Letters entries={entries} names={names} />
    </>
  );
}

/** What came after the year was closed. It is shown and not counted. */
export function SheetLate({ statement: { late }, names }: Props) {
  if (late.length === 0) return null;
  return (
    <section className="sheet-scheme">
      <h2>结账后的变化</h2>
      <p>下面是结账以后才记入的，不计入本表。</p>
      <Table caption="结账后的变化" rows={late} rowKey={(entry) => entry.id} empty="" columns={columns} />
      <Letters entries={late} names={names} />
    </section>
  );
}

/** What the letters in the table stand for: the schemes above name only categories that count in them. */
function Letters({ entries, names }: { entries: readonly SheetLine[]; names: CategoryNames }) {
  const codes = [...new Set(entries.map(({ category }) => category as CategoryCode))].sort();
  const known = codes.flatMap((code) => (names[code] ? [`${code} ${names[code]}`] : []));
  return known.length > 0 ? <p className="quiet">类别：{known.join('；')}。</p> : null;
}
