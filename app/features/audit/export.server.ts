import type { Db } from '#db/database.ts';
import { type AuditLine, type Filters, type Place, searchJournal } from './search.server.ts';
import { detailWords, subjectName } from './words.rules.ts';

const AT_ONCE = 500;
/** A sheet holds 1,048,576 rows. */
const MOST_ROWS = 1_000_000;

/** All lines that meet the filters, newest first, read some at a time as whoever takes them is ready. What is written meanwhile is not in it. */
export async function* everyLine(db: Db, filters: Filters): AsyncGenerator<AuditLine> {
  let before: Place | null = null;
  for (;;) {
    const lines: AuditLine[] = await searchJournal(db, { filters, before, limit: AT_ONCE });
    yield* lines;
    const last = lines.at(-1);
    if (!last || lines.length < AT_ONCE) return;
    before = { at: last.at, id: last.id };
  }
}

const heading = [
  '时间',
  '谁',
  '做了什么',
  '关于谁',
  '事项种类',
  '事项编号',
  '结果',
  '网络',
  '内容',
  '行号',
  '动作代码',
];
export const auditSheetWidths = [24, 12, 24, 12, 12, 38, 8, 18, 60, 38, 24];

/** The rows of the sheet: heading first, texts throughout. */
export async function* auditRows(db: Db, filters: Filters): AsyncGenerator<string[]> {
  yield heading;
  let count = 0;
  for await (const line of everyLine(db, filters)) {
    if (++count > MOST_ROWS) {
      yield ['更早的没有放进这张表：缩短起止日期再导出。'];
      return;
    }
    const detail = detailWords(line.detail)
      .map(([term, text]) => `${term}：${text}`)
      .join('；');
    yield [
      ...[line.at, line.actor, line.actionName, line.concerns, subjectName(line.subjectType), line.subjectId],
      ...[line.outcome, line.origin, detail.slice(0, 30_000), line.id, line.action],
    ];
  }
}

/** The same as JSON, one line a value. */
export async function* auditJsonLines(db: Db, filters: Filters): AsyncGenerator<string> {
  for await (const line of everyLine(db, filters)) yield `${JSON.stringify(line)}\n`;
}
