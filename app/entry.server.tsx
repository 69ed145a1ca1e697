import { PassThrough } from 'node:stream';
import type { AppLoadContext, EntryContext } from '@remix-run/node';
import { isRouteErrorResponse, RemixServer } from '@remix-run/react';
import type { ReactElement } from 'react';
import { renderToPipeableStream, renderToStaticMarkup } from 'react-dom/server';
import { JournalUnwritable } from '#app/features/journal/journal.server.ts';
import { troubleOf } from '#app/features/media/media-store.ts';
import { AnswerProvider } from '#app/lib/nonce.tsx';
import { isInteractive } from '#app/shell/frame.tsx';
import { isUnavailable } from '#db/dialect.server.ts';

export const streamTimeout = 10_000;

/**
 * Renders a page whole: its status is final before a byte leaves, and one piece compresses better and faster than a
 * stream. Only an interactive page carries scripts and the data for them; every other is a plain document.
 */
export default async function answerPage(
  request: Request,
  status: number,
  headers: Headers,
  entry: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  headers.set('content-type', 'text/html; charset=utf-8');
  if (isInteractivePage(entry))
    return new Response(await renderInteractive(request, entry, context), { status, headers });
  context.html = renderDocument(request, entry, context);
  return new Response(null, { status, headers });
}

function isInteractivePage({ routeModules, staticHandlerContext: { matches } }: EntryContext): boolean {
  return (
    process.env.NODE_ENV === 'development' ||
    matches.some(({ route }) => isInteractive(routeModules[route.id]?.handle))
  );
}

function renderDocument(request: Request, entry: EntryContext, context: AppLoadContext): string {
  // Without scripts nobody reads the loaders' data a second time.
  Object.defineProperty(entry, 'serverHandoffStream', { value: undefined });
  return `<!DOCTYPE html>${renderToStaticMarkup(pageOf(request, entry, context))}`;
}

function pageOf(request: Request, entry: EntryContext, { nonce, requestId }: AppLoadContext): ReactElement {
  return (
    <AnswerProvider value={{ nonce, requestId }}>
      <RemixServer context={entry} url={request.url} nonce={nonce} />
    </AnswerProvider>
  );
}

/** React 18 sends pieces of 2 KB; where the next character does not fit into the rest of one, that goes out as zeroes. A page has none. */
const FILLER = 0;

function renderInteractive(
  request: Request,
  entry: EntryContext,
  context: AppLoadContext,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const sink = new PassThrough();
    sink.on('data', (chunk: Buffer) => chunks.push(chunk));
    sink.on('end', () => {
      clearTimeout(patience);
      resolve(new Uint8Array(Buffer.concat(chunks).filter((byte) => byte !== FILLER)));
    });
    const { pipe, abort } = renderToPipeableStream(pageOf(request, entry, context), {
      nonce: context.nonce,
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
  if (isUnavailable(cause) || troubleOf(cause) || error instanceof JournalUnwritable)
    context.unavailable = true;
  context.log.error({ err: error, requestId: context.requestId }, 'unexpected error');
}
