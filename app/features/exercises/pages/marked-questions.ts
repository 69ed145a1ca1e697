import type { LoaderFunctionArgs } from '@remix-run/node';
import { markedQuestions } from '#app/features/exercises/question-import.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { writeSheets } from '#app/lib/sheet.server.ts';
import { bankAt } from '#app/shell/bank-gate.server.ts';
import { sheetHeaders } from '#app/shell/sheet-headers.ts';

const WIDE = 60;
const NARROW = 12;

/** One's own sheet of questions, with what becomes of each row. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { actor, course } = await bankAt(request, context, params.code);
  const { importId = '' } = params;
  const asked = { courseId: course.id, importId, personId: actor.personId, now: context.now() };
  const marked = await markedQuestions(context.db, asked);
  if (!marked)
    throw failure(request, 404, { message: '这次导入已经过期，或者换过一份表了。请把表再传一次。' });
  const width = Math.max(...marked.rows.map((row) => row.length));
  const widths = Array.from({ length: width }, (_, at) => (at === 1 || at === width - 1 ? WIDE : NARROW));
  const bytes = await writeSheets([{ name: '结果', rows: marked.rows, widths }]);
  const name = `${marked.fileName.replace(/\.[a-z0-9]{1,5}$/iu, '') || '题目'}-结果.xlsx`;
  return new Response(new Uint8Array(bytes), { headers: sheetHeaders(name) });
}
