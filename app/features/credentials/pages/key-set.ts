import type { LoaderFunctionArgs } from '@remix-run/node';
import { originOf, taggedAnswer } from '#app/lib/http.server.ts';
import { keySet } from '../badge.server.ts';

/** `GET /.well-known/jwks.json`: every key that ever signed a badge (RFC 7517). */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const origin = originOf(request, context.env);
  return taggedAnswer(request, await keySet(context.db, origin));
}
