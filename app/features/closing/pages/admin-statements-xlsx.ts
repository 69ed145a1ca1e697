import type { LoaderFunctionArgs } from '@remix-run/node';
import { confirmUntilWords, stateWords } from '#app/features/closing/steps.rules.ts';
import { yearLines } from '#app/features/closing/year-desk.server.ts';
import { keepersOfYears } from '#app/features/closing/year-reach.server.ts';
import { creditYearOn } from '#app/features/credits/years.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { dayOf } from '#app/lib/time.ts';
import { tableFile } from '#app/shell/table-file.server.ts';

/** The years that are over or were begun to be closed. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, ...keepersOfYears);
  const now = context.now();
  return tableFile({
    name: '年度结账',
    columns: [
      { title: '年度', width: 12, value: ({ year }) => `${year} 年度` },
      { title: '状态', width: 16, value: ({ state }) => stateWords[state] },
      {
        title: '核对截止',
        width: 36,
        value: ({ confirmUntil }) => (confirmUntil ? confirmUntilWords(confirmUntil) : ''),
      },
    ],
    rows: await yearLines(context.db, { thisYear: await creditYearOn(context.db, dayOf(now)), now }),
  });
}
