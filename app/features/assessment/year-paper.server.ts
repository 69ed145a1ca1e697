import { setImmediate } from 'node:timers/promises';
import { newPaper } from '#app/lib/paper/paper.server.ts';
import type { SheetView } from './sheet-view.ts';
import { writeStatement } from './statement-paper.server.ts';

/** Where a frozen statement can be checked; null for one of an open year. */
export const checkAddress = (origin: string, { frozen }: SheetView): string | null =>
  frozen ? `${origin}/verify/${frozen.code}` : null;

/**
 * Frozen statements as one file of A4 sheets, the pages of each counted from 1. The same statements give the same bytes, whenever and by whom they are asked for:
 * the file's date is that of the newest freezing.
 */
export async function statementsPaper(sheets: readonly SheetView[], origin: string): Promise<Uint8Array> {
  const [first] = sheets;
  if (!first) throw new Error('A file needs a statement.');
  const at = sheets.reduce(
    (newest, { frozen }) => (frozen && frozen.frozenAt > newest ? frozen.frozenAt : newest),
    '',
  );
  const title = `${first.year} 年度学分情况表`;
  const paper = newPaper({ title, author: '社区学院', at, footer: footOf(first) });
  for (const [index, sheet] of sheets.entries()) {
    if (index > 0) paper.nextDocument({ footer: footOf(sheet) });
    writeStatement(paper, sheet, checkAddress(origin, sheet));
    await setImmediate(); // whoever else asks comes in between
  }
  return paper.bytes();
}

const footOf = ({ year, name, frozen }: SheetView): string =>
  [`${year} 年度学分情况表`, name, frozen?.number ?? ''].join('　');
