import type { IncomingMessage } from 'node:http';

/** Where the site is reached from outside, as far as this request tells. */
export interface Site {
  /** Scheme and host, as in `https://college.example.cn`. */
  origin: string;
  host: string;
}

/** `PUBLIC_URL` when it is set: what a client claims in Host or X-Forwarded-* is then of no interest. */
export function siteOf(req: IncomingMessage, publicUrl: URL | undefined): Site {
  if (publicUrl) return { origin: publicUrl.origin, host: publicUrl.host };
  const host = req.headers.host ?? 'localhost';
  return { origin: `http://${host}`, host };
}

/** Whether an address can be made of what the client calls this host: `1.2.3.4.5` and `a:99999` look plain and are none. */
export function hasPlainHost(req: IncomingMessage): boolean {
  const host = req.headers.host ?? 'localhost';
  const isPlain = /^[a-z0-9._-]+(:\d{1,5})?$|^\[[0-9a-f:.]+\](:\d{1,5})?$/i.test(host);
  return isPlain && URL.canParse(`http://${host}`);
}

/**
 * The address of the person's machine. What a proxy adds at the end of X-Forwarded-For counts only where a proxy must
 * be: an https `PUBLIC_URL` (this process speaks http only) and a neighbour that calls from a private address.
 */
export function clientAddressOf(req: IncomingMessage, publicUrl: URL | undefined): string {
  const neighbour = (req.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  if (publicUrl?.protocol !== 'https:' || !isPrivate(neighbour)) return neighbour;
  const forwarded = req.headers['x-forwarded-for'];
  const last = (Array.isArray(forwarded) ? forwarded.join(',') : forwarded)?.split(',').at(-1)?.trim();
  return last || neighbour;
}

export function isLoopback(address: string | undefined): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address ?? '');
}

function isPrivate(address: string): boolean {
  return (
    isLoopback(address) ||
    /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|f[cd][0-9a-f]{2}:|fe80:)/i.test(address)
  );
}

/**
 * Whether a write comes from another site. Remix itself compares Origin only for pages, not for resource routes.
 * A client that sends neither header is no browser and carries nobody's cookie by accident.
 */
export function isCrossSite(req: IncomingMessage, site: Site): boolean {
  const fetchSite = req.headers['sec-fetch-site'];
  if (fetchSite && fetchSite !== 'same-origin' && fetchSite !== 'none') return true;
  const { origin } = req.headers;
  if (origin === undefined) return false;
  // An empty one is no browser's either, and Remix fails at it.
  return !URL.canParse(origin) || new URL(origin).host !== site.host;
}
