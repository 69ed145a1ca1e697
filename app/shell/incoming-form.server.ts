import { IncomingWork } from '#app/features/media/incoming-work.server.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { failure, isPlainForm, readFields } from '#app/lib/http.server.ts';
import { readParts } from '#app/lib/http-parts.server.ts';

/** A form that may bring files, or come without any: its words, and its files on the way. Throws the 400 answer when it cannot be read. */
export async function readIncoming(
  request: Request,
  { env }: Pick<RequestContext, 'env'>,
): Promise<IncomingWork> {
  const incoming = new IncomingWork(env);
  if (isPlainForm(request)) {
    Object.assign(incoming.words, await readFields(request));
    return incoming;
  }
  incoming.brokeOff = !(await readParts(request, (part) => incoming.take(part)));
  if (!incoming.brokeOff || Object.keys(incoming.words).length > 0) return incoming;
  await incoming.drop();
  throw failure(request, 400);
}
