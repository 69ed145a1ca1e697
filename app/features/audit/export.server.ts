import type { SheetColumn, TableSheet } from '#app/lib/sheets/table-sheet.ts';
import type { Db } from '#db/database.ts';
import { type AuditLine, type Filters, type Place, searchJournal } from './search.server.ts';
import { detailWords, subjectName } from './words.rules.ts';

const AT_ONCE = 500;

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

const columns: readonly SheetColumn<AuditLine>[] = [
  { title: '时间', width: 24, value: ({ at }) => at },
  { title: '谁', width: 12, value: ({ actor }) => actor },
  { title: '做了什么', width: 24, value: ({ actionName }) => actionName },
  { title: '关于谁', width: 12, value: ({ concerns }) => concerns },
  { title: '事项种类', width: 12, value: ({ subjectType }) => subjectName(subjectType) },
  { title: '事项编号', width: 38, value: ({ subjectId }) => subjectId },
  { title: '结果', width: 8, value: ({ outcome }) => outcome },
  { title: '网络', width: 18, value: ({ origin }) => origin },
  {
    title: '内容',
    width: 60,
    value: ({ detail }) =>
      detailWords(detail)
        .map(([term, text]) => `${term}：${text}`)
        .join('；'),
  },
  { title: '行号', width: 38, value: ({ id }) => id },
  { title: '动作代码', width: 24, value: ({ action }) => action },
];

/** The lines as a sheet. */
export const auditSheet = (db: Db, filters: Filters): TableSheet<AuditLine> => ({
  name: '审计日志',
  columns,
  rows: everyLine(db, filters),
});

/** The same as JSON, one line a value. */
export async function* auditJsonLines(db: Db, filters: Filters): AsyncGenerator<string> {
  for await (const line of everyLine(db, filters)) yield `${JSON.stringify(line)}\n`;
}
