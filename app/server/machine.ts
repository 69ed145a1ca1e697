import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Env } from '#app/lib/env.ts';
import type { Metrics } from '#app/server/metrics.ts';
import { isLoopback } from '#app/server/peer.ts';
import { sendPlain } from '#app/server/plain-page.ts';

export interface Machine {
  env: Env;
  metrics: Metrics;
  /** Undefined when the academy can serve, otherwise one line that says what is missing. */
  notReady: () => Promise<string | undefined>;
}

/** Answers `/healthz`, `/readyz` and `/metrics`; false when the address is none of them. */
export async function answerMachine(
  req: IncomingMessage,
  res: ServerResponse,
  pathname: string,
  machine: Machine,
): Promise<boolean> {
  if (pathname !== '/healthz' && pathname !== '/readyz' && pathname !== '/metrics') return false;
  if (req.method !== 'GET' && req.method !== 'HEAD') {
    sendPlain(res, { status: 405, json: true, headers: { Allow: 'GET, HEAD' } });
  } else if (pathname === '/healthz') {
    sendText(res, 200, 'alive');
  } else if (pathname === '/readyz') {
    const missing = await machine.notReady();
    sendText(res, missing ? 503 : 200, missing ?? 'ready');
  } else if (mayReadMetrics(req, machine.env.METRICS_TOKEN)) {
    const { registry } = machine.metrics;
    sendText(res, 200, await registry.metrics(), registry.contentType);
  } else {
    sendPlain(res, { status: 401, json: true, headers: { 'WWW-Authenticate': 'Bearer' } });
  }
  return true;
}

/** From this machine itself, unless a proxy on it speaks for somebody else; from elsewhere with the token. */
function mayReadMetrics(req: IncomingMessage, token: string | undefined): boolean {
  if (isLoopback(req.socket.remoteAddress) && !req.headers['x-forwarded-for'] && !req.headers.forwarded)
    return true;
  const given = /^Bearer (.+)$/.exec(req.headers.authorization ?? '')?.[1];
  return token !== undefined && given !== undefined && timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function sendText(
  res: ServerResponse,
  status: number,
  text: string,
  type = 'text/plain; charset=utf-8',
): void {
  res.writeHead(status, {
    'Content-Type': type,
    'Cache-Control': 'no-store',
    'Content-Length': Buffer.byteLength(text),
  });
  res.end(res.req.method === 'HEAD' ? undefined : text);
}
