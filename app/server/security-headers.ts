import type { Env } from '#app/lib/env.ts';

const HALF_YEAR_SECONDS = 15_768_000;

/** The headers of every answer. Strict-Transport-Security only where people come by https. */
export function standingHeaders({ PUBLIC_URL, MUX_PLAYBACK_RESTRICTION_ID }: Env): [string, string][] {
  const behindTls = PUBLIC_URL?.protocol === 'https:';
  return [
    ['X-Content-Type-Options', 'nosniff'],
    ['X-Frame-Options', 'SAMEORIGIN'],
    // Mux plays on the pages of this academy when it is told on whose page it is asked: the host, never the page.
    ['Referrer-Policy', MUX_PLAYBACK_RESTRICTION_ID ? 'strict-origin-when-cross-origin' : 'same-origin'],
    ['Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), browsing-topics=()'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
    ...(behindTls
      ? ([
          ['Strict-Transport-Security', `max-age=${HALF_YEAR_SECONDS}`],
          ['Cross-Origin-Opener-Policy', 'same-origin'],
        ] as [string, string][])
      : []),
  ];
}

/**
 * Makes the Content-Security-Policy of a page. `sources` allow its inline scripts: one nonce, or a hash each.
 * Other origins appear only when the operator configured them (Mux).
 */
export function createPolicy(env: Env): (sources: readonly string[]) => string {
  const media = mediaOrigins(env);
  const beacons = env.MUX_DATA_ENV_KEY ? ['https://*.litix.io'] : [];
  const fixed = [
    "default-src 'none'",
    "style-src 'self'",
    // Widths of bars are style attributes; they cannot run anything.
    "style-src-attr 'unsafe-inline'",
    `img-src 'self' data: ${media.join(' ')}`.trim(),
    `media-src 'self' blob: ${media.join(' ')}`.trim(),
    `connect-src 'self' ${[...media, ...beacons].join(' ')}`.trim(),
    "font-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self' blob:",
    "frame-src 'self'",
    "frame-ancestors 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    ...(env.PUBLIC_URL?.protocol === 'https:' ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
  return (sources) => `${fixed}; script-src 'self' ${sources.join(' ')}`.trim();
}

/** Files in a bucket come through this server, so browsers never ask the object store. */
function mediaOrigins({ MUX_TOKEN_ID }: Env): string[] {
  return MUX_TOKEN_ID ? ['https://*.mux.com'] : [];
}
