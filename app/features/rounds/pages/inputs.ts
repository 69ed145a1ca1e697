import type { LoaderFunctionArgs } from '@remix-run/node';
import { publishedFile } from '#app/features/rounds/publication.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { isId } from '#app/lib/id.ts';

/** `GET /rounds/:roundId/inputs.json`: all that is needed to repeat a draw, once it is drawn. It never changes after that. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const roundId = params.roundId ?? '';
  const text = isId(roundId) ? await publishedFile(context.db, roundId) : null;
  if (!text) throw failure(request, 404, { message: '这次预选还没有摇号，摇号以后这里才有名单和种子。' });
  return new Response(text, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'public, max-age=3600',
    },
  });
}
