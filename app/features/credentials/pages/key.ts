import type { LoaderFunctionArgs } from '@remix-run/node';
import { failure, originOf, taggedAnswer } from '#app/lib/http.server.ts';
import { isId } from '#app/lib/id.ts';
import { publishedJwk } from '../badge.server.ts';
import { publicKey } from '../keys.server.ts';

/** `GET /credentials/keys/:keyId`: the key that the head of a badge names, as a JWK. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { keyId = '' } = params;
  const key = isId(keyId) ? await publicKey(context.db, keyId) : null;
  if (!key) throw failure(request, 404);
  const origin = originOf(request, context.env);
  return taggedAnswer(request, publishedJwk(key, origin));
}
