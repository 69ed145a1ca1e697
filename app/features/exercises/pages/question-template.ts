import type { LoaderFunctionArgs } from '@remix-run/node';
import { templateRows } from '#app/features/exercises/question-sheet.rules.ts';
import { writeSheet } from '#app/lib/sheet.server.ts';
import { bankAt } from '#app/shell/bank-gate.server.ts';
import { sheetHeaders } from '#app/shell/sheet-headers.ts';

/** An Excel file with the headings and a question of each kind, to be filled in. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await bankAt(request, context, params.code);
  const bytes = await writeSheet('题目', templateRows);
  return new Response(new Uint8Array(bytes), { headers: sheetHeaders('题目模板.xlsx') });
}
