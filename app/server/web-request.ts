import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Body, bodyInit } from '#app/server/body.ts';
import type { Site } from '#app/server/peer.ts';

/** Only what a proxy or nobody should say; Remix would believe it. */
const untrusted = new Set(['x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-for', 'forwarded', 'host']);

export interface RequestParts {
  req: IncomingMessage;
  res: ServerResponse;
  site: Site;
  /** Path and query. */
  address: string;
  body?: Body;
}

/**
 * The web Request for Remix. The address is joined as text: parsing it against a base would let `//host` change the host.
 * Only an upload is told when its sender leaves; anything else is done before that would matter.
 */
export function toWebRequest({ req, res, site, address, body = { kind: 'none' } }: RequestParts): Request {
  return new Request(site.origin + address, {
    method: req.method,
    headers: headersOf(req, site.host),
    ...bodyInit(body),
    ...(body.kind === 'stream' ? { signal: leaving(res) } : {}),
  } as RequestInit);
}

function leaving(res: ServerResponse): AbortSignal {
  const controller = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) controller.abort();
  });
  return controller.signal;
}

function headersOf(req: IncomingMessage, host: string): [string, string][] {
  const headers: [string, string][] = [['host', host]];
  const { rawHeaders } = req;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    if (!untrusted.has(name.toLowerCase())) headers.push([name, rawHeaders[i + 1] ?? '']);
  }
  return headers;
}
