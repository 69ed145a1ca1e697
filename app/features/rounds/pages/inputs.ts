import type { LoaderFunctionArgs } from '@remix-run/node';
import { publication } from '#app/features/rounds/publication.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { isId } from '#app/lib/id.ts';

/** `GET /rounds/:roundId/inputs.json`: all that is needed to repeat a draw, once it is drawn. It never changes after that. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const roundId = params.roundId ?? '';
  const file = isId(roundId) ? await publication(context.db, roundId) : null;
  if (!file) throw failure(request, 404, { message: '这次预选还没有摇号，摇号以后这里才有名单和种子。' });
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'public, max-age=3600',
    etag: `"${file.hash}"`,
  };
  const known = request.headers.get('if-none-match') ?? '';
  if (known.includes(file.hash)) return new Response(null, { status: 304, headers });
  return new Response(file.text, { headers });
}
