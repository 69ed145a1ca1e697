import type { LoaderFunctionArgs } from '@remix-run/node';
import { courseText } from '#app/features/catalogue/texts.server.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { failure } from '#app/lib/http.server.ts';

/** One of the five ones as a Markdown file to keep. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { code = '', item = '' } = params;
  if (item !== 'syllabus') await requireActor(request, context);
  const text = await courseText(context.db, { code, item });
  if (!text) throw failure(request, 404, { message: '这门课还没有这份材料。' });
  return new Response(text.body, {
    headers: {
      'content-type': 'text/markdown; charset=utf-8',
      'content-disposition': `attachment; filename="${code}-${item}-v${text.version}.md"`,
      'cache-control': 'private, no-cache',
    },
  });
}
