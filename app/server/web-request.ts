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
  headers?: Headers;
  body?: Body;
}

/** The web Request for Remix. The address is joined as text: parsing it against a base would let `//host` change the host. */
export function toWebRequest({
  req,
  res,
  site,
  address,
  headers = headersOf(req, site.host),
  body = { kind: 'none' },
}: RequestParts): Request {
  const controller = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) controller.abort();
  });
  return new Request(site.origin + address, {
    method: req.method,
    headers,
    signal: controller.signal,
    ...bodyInit(body),
  } as RequestInit);
}

function headersOf(req: IncomingMessage, host: string): Headers {
  const headers = new Headers({ host });
  const { rawHeaders } = req;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    if (!untrusted.has(name.toLowerCase())) headers.append(name, rawHeaders[i + 1] ?? '');
  }
  return headers;
}
