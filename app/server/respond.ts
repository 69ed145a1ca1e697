import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { KeptPage } from '#app/server/kept-page.ts';
import { type Rendered, tagMatches, weakTag } from '#app/server/rendered.ts';

const WORTH_COMPRESSING_BYTES = 1024;

/** Sends an answer that stands in memory, compressed in one go: four times the throughput of a compressing stream. */
export function sendRendered(
  req: IncomingMessage,
  res: ServerResponse,
  { status, headers, bytes }: Rendered,
): void {
  res.statusCode = status;
  copyHeaders(res, headers);
  res.appendHeader('Vary', 'Accept-Encoding, Accept, Cookie');
  if (mayBeTagged(req, res, status)) {
    const tag = weakTag(bytes);
    res.setHeader('ETag', tag);
    if (tagMatches(req.headers['if-none-match'], tag)) {
      sendUnchanged(res);
      return;
    }
  }
  let body = bytes;
  if (bytes.length > WORTH_COMPRESSING_BYTES && accepts(req, 'gzip') && !res.hasHeader('content-encoding')) {
    body = gzipSync(bytes, { level: 1 });
    res.setHeader('Content-Encoding', 'gzip');
  }
  if (status !== 204 && status !== 304) res.setHeader('Content-Length', body.length);
  res.end(req.method === 'HEAD' ? undefined : body);
}

/** Sends a body as it comes: media with ranges, downloads, event streams. Stops reading when the person leaves. */
export async function sendStreamed(
  req: IncomingMessage,
  res: ServerResponse,
  response: Response,
): Promise<void> {
  res.statusCode = response.status;
  copyHeaders(res, response.headers);
  if (!response.body || req.method === 'HEAD') {
    await response.body?.cancel();
    res.end();
    return;
  }
  res.flushHeaders();
  const reader = response.body.getReader();
  const left = new AbortController();
  res.on('close', () => {
    left.abort();
    reader.cancel().catch(() => undefined);
  });
  for (;;) {
    const { done, value } = await reader.read();
    if (done || res.destroyed) break;
    if (!res.write(value)) await once(res, 'drain', { signal: left.signal }).catch(() => undefined);
  }
  res.end();
}

/** Sends a page kept for everyone, in the best form that the client takes. All headers were put together beforehand. */
export function sendKept(req: IncomingMessage, res: ServerResponse, page: KeptPage): void {
  const form =
    (page.brotli && accepts(req, 'br') && page.brotli) ||
    (accepts(req, 'gzip') && page.gzip) ||
    page.identity;
  if (tagMatches(req.headers['if-none-match'], page.tag)) {
    res.writeHead(304, page.unchanged).end();
    return;
  }
  res.writeHead(200, form.headers).end(req.method === 'HEAD' ? undefined : form.bytes);
}

function sendUnchanged(res: ServerResponse): void {
  res.statusCode = 304;
  res.removeHeader('Content-Type');
  res.end();
}

/** Only answers that a client may keep and ask about again; a page for one person is not to be kept at all. */
function mayBeTagged(req: IncomingMessage, res: ServerResponse, status: number): boolean {
  const keepable = !/no-store/.test(String(res.getHeader('cache-control') ?? ''));
  return (
    status === 200 &&
    req.method !== 'POST' &&
    keepable &&
    !res.hasHeader('set-cookie') &&
    !res.hasHeader('etag')
  );
}

function copyHeaders(res: ServerResponse, headers: Headers): void {
  for (const [name, value] of headers) {
    if (name === 'set-cookie') res.appendHeader(name, value);
    else res.setHeader(name, value);
  }
}

function accepts(req: IncomingMessage, encoding: 'br' | 'gzip'): boolean {
  const given = req.headers['accept-encoding'];
  if (typeof given !== 'string' || !given.includes(encoding)) return false;
  return !new RegExp(`\\b${encoding}\\s*;\\s*q=0(\\.0+)?\\s*(,|$)`).test(given);
}
