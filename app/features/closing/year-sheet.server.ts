import { positionNames } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { type StatementRow, statementRows } from './people.server.ts';
import { resultWords } from './result-words.ts';
import { confirmationWords } from './sheet-words.rules.ts';

/** How wide the columns are, in letters. */
export const yearSheetWidths = [12, 18, 44, 12, 32, 10, 10, 10, 10, 20] as const;
const heads = ['姓名', '编号', '身份', '结果', '方案', '应修', '取得', '计入', '还差', '本人意见'];

/** The rows of the file of a closed year, in the order of names and never of credits: asked for as the file is read, so that its size costs no memory. Whoever is in it is noted before their row leaves. */
export async function* yearSheetRows(
  db: Db,
  year: Parameters<typeof statementRows>[1],
): AsyncGenerator<(string | number)[]> {
  yield [`${year.year} 年度学分情况，按姓名排列，不是名次。供组织了解参考，不作为唯一依据。`];
  yield heads;
  for await (const row of statementRows(db, year)) yield rowOf(row);
}

function rowOf({ name, number, sheet, status, confirmation }: StatementRow): (string | number)[] {
  const posts = sheet.posts.map(({ position, unitName }) => `${unitName} ${positionNames[position]}`);
  const schemes = sheet.standings.filter(({ required }) => required > 0);
  // With several schemes each figure is named in their order; a sum would mean nothing.
  const all = (of: (scheme: (typeof schemes)[number]) => number) =>
    schemes.length === 1 && schemes[0]
      ? of(schemes[0]) / 100
      : schemes.map((one) => of(one) / 100).join('；');
  return [
    ...[name, number, posts.join('；'), resultWords[status]],
    schemes.map(({ title }) => title).join('；'),
    all(({ required }) => required),
    all(({ earned }) => earned),
    all(({ counted }) => counted),
    all(({ missing }) => missing),
    confirmationWords[confirmation],
  ];
}
