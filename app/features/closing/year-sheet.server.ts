import type { SheetColumn, TableSheet } from '#app/lib/sheets/table-sheet.ts';
import { positionNames } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { type StatementRow, statementRows } from './people.server.ts';
import { resultWords } from './result-words.ts';
import { confirmationWords } from './sheet-words.rules.ts';

const schemesOf = ({ sheet }: StatementRow) => sheet.standings.filter(({ required }) => required > 0);

// With several schemes each figure is named in their order; a sum would mean nothing.
const all = (row: StatementRow, of: (scheme: StatementRow['sheet']['standings'][number]) => number) => {
  const schemes = schemesOf(row);
  return schemes.length === 1 && schemes[0]
    ? of(schemes[0]) / 100
    : schemes.map((one) => of(one) / 100).join('；');
};

const columns: readonly SheetColumn<StatementRow>[] = [
  { title: '姓名', width: 12, value: ({ name }) => name },
  { title: '编号', width: 18, value: ({ number }) => number },
  {
    title: '身份',
    width: 44,
    value: ({ sheet }) =>
      sheet.posts.map(({ position, unitName }) => `${unitName} ${positionNames[position]}`).join('；'),
  },
  { title: '结果', width: 12, value: ({ status }) => resultWords[status] },
  {
    title: '方案',
    width: 32,
    value: (row) =>
      schemesOf(row)
        .map(({ title }) => title)
        .join('；'),
  },
  { title: '应修', width: 10, figures: true, value: (row) => all(row, ({ required }) => required) },
  { title: '取得', width: 10, figures: true, value: (row) => all(row, ({ earned }) => earned) },
  { title: '计入', width: 10, figures: true, value: (row) => all(row, ({ counted }) => counted) },
  { title: '还差', width: 10, figures: true, value: (row) => all(row, ({ missing }) => missing) },
  { title: '本人意见', width: 20, value: ({ confirmation }) => confirmationWords[confirmation] },
];

/** The file of a closed year, in the order of names and never of credits. Whoever is in it is noted before their row leaves. */
export function yearSheet(db: Db, which: Parameters<typeof statementRows>[1]): TableSheet<StatementRow> {
  return {
    name: `${which.year} 年度学分情况`,
    lead: `${which.year} 年度学分情况，按姓名排列，不是名次。供组织了解参考，不作为唯一依据。`,
    columns,
    rows: statementRows(db, which),
  };
}
