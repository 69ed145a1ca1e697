import type { SheetColumn } from '#app/lib/sheets/table-sheet.ts';
import { formatDate, formatMoment } from '#app/lib/time.ts';
import type { LedgerEntry } from './reading.server.ts';

/** What a file says of an entry of the ledger, whoever's it is. */
export const ledgerColumns: readonly SheetColumn<LedgerEntry>[] = [
  { title: '课程或事项', width: 40, value: ({ title }) => title },
  { title: '类别', width: 12, value: ({ category }) => category },
  { title: '学分', width: 10, value: ({ amount }) => amount / 100, figures: true },
  { title: '取得', width: 20, value: ({ occurredOn }) => formatDate(occurredOn) },
  { title: '记入', width: 22, value: ({ postedAt }) => formatMoment(postedAt) },
  { title: '状态', width: 10, value: entryState },
  { title: '怎么算的', width: 40, value: ({ computation, reason }) => reason ?? computation.words },
  { title: '编号', width: 38, value: ({ id }) => id },
];

function entryState({ kind, reversedById }: LedgerEntry): string {
  if (kind === 'reversal') return '冲销';
  return reversedById ? '已冲销' : '已计入';
}
