import type { LoaderFunctionArgs } from '@remix-run/node';
import { templateRows } from '#app/features/exercises/question-sheet.rules.ts';
import { writeSheet } from '#app/lib/sheet.server.ts';
import { bankAt } from '#app/shell/bank-gate.server.ts';

/** An Excel file with the headings and a question of each kind, to be filled in. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await bankAt(request, context, params.code);
  const bytes = await writeSheet('题目', templateRows);
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="questions.xlsx"; filename*=UTF-8''${encodeURIComponent('题目模板.xlsx')}`,
      'x-content-type-options': 'nosniff',
    },
  });
}
