import type { SheetColumn } from '#app/lib/sheets/table-sheet.ts';
import { formatDate } from '#app/lib/time.ts';
import { stateNames } from './certificate.rules.ts';
import type { Certificate } from './reading.server.ts';

/** What a file says of a certificate. */
export const certificateColumns: readonly SheetColumn<Certificate>[] = [
  { title: '编号', width: 18, value: ({ number }) => number },
  { title: '姓名', width: 12, value: ({ content }) => content.name },
  { title: '课程', width: 36, value: ({ content }) => content.courseTitle },
  { title: '年度', width: 8, value: ({ content }) => String(content.cycle) },
  { title: '学分', width: 8, value: ({ content }) => content.credits / 100, figures: true },
  { title: '发证', width: 20, value: ({ issuedOn }) => formatDate(issuedOn) },
  { title: '状态', width: 10, value: ({ state }) => stateNames[state] },
  { title: '校验码', width: 20, value: ({ code }) => code },
];
