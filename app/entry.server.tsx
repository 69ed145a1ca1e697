import { PassThrough } from 'node:stream';
import type { AppLoadContext, EntryContext } from '@remix-run/node';
import { isRouteErrorResponse, RemixServer } from '@remix-run/react';
import { renderToPipeableStream } from 'react-dom/server';
import { AnswerProvider } from '#app/lib/nonce.tsx';
import { isInteractive } from '#app/shell/frame.tsx';
import { isUnavailable } from '#db/dialect.server.ts';

export const streamTimeout = 10_000;

/** Renders a page whole: one buffer compresses better and faster than a stream, and its status is final before a byte leaves. */
export default async function answerPage(
  request: Request,
  status: number,
  headers: Headers,
  entry: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  if (!isInteractivePage(entry)) leaveOutData(entry);
  const html = await render(request, entry, context);
  headers.set('content-type', 'text/html; charset=utf-8');
  return new Response(new Uint8Array(html), { status, headers });
}

function isInteractivePage({ routeModules, staticHandlerContext: { matches } }: EntryContext): boolean {
  return import.meta.env.DEV || matches.some(({ route }) => isInteractive(routeModules[route.id]?.handle));
}

/** A page without scripts has no use for its loaders' data a second time. */
function leaveOutData(entry: EntryContext): void {
  entry.serverHandoffStream?.cancel().catch(() => undefined);
  entry.serverHandoffStream = undefined;
}

function render(
  request: Request,
  entry: EntryContext,
  { nonce, requestId }: AppLoadContext,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const sink = new PassThrough();
    sink.on('data', (chunk: Buffer) => chunks.push(chunk));
    sink.on('end', () => {
      clearTimeout(patience);
      resolve(Buffer.concat(chunks));
    });
    const page = (
      <AnswerProvider value={{ nonce, requestId }}>
        <RemixServer context={entry} url={request.url} nonce={nonce} />
      </AnswerProvider>
    );
    const { pipe, abort } = renderToPipeableStream(page, {
      nonce,
      onAllReady: () => pipe(sink),
      onShellError: reject,
      onError: (error) => reject(error),
    });
    // Kept until the page is whole, then let go: a timer would hold the whole rendering for its ten seconds.
    const patience = setTimeout(abort, streamTimeout + 1_000).unref();
    request.signal.addEventListener('abort', () => abort(request.signal.reason));
  });
}

/** Errors that no page expected. A request that its sender gave up is none, nor is one that was refused. */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: AppLoadContext },
): void {
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return;
  const cause = error instanceof Error && error.cause ? error.cause : error;
  if (isUnavailable(cause)) context.unavailable = true;
  context.log.error({ err: error, requestId: context.requestId }, 'unexpected error');
}
