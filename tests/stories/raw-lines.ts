import { MARKER } from './hostile-texts.ts';

const KIB = 1024;

/** First lines that are none. */
export const firstLines: string[] = [
  '',
  '\r\n\r\n\r\n',
  'GET\r\n\r\n',
  'GET /\r\n\r\n',
  'GET / HTTP/9.9\r\n\r\n',
  'GET / HTTP/1.1\r\n\r\n',
  'GET  /  HTTP/1.1\r\nHost: a\r\n\r\n',
  'get / http/1.1\r\nHost: a\r\n\r\n',
  'GET / HTTP/1.1\nHost: a\n\n',
  'GET / HTTP/1.1\rHost: a\r\r',
  `GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n`,
  `G\0T / HTTP/1.1\r\nHost: a\r\n\r\n`,
  `${MARKER}> / HTTP/1.1\r\nHost: a\r\n\r\n`,
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'SSH-2.0-OpenSSH_9.2\r\n',
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  'CONNECT evil.example:443 HTTP/1.1\r\nHost: a\r\n\r\n',
  'POST /login HTTP/1.1\r\nHost: a\r\nOrigin: \r\nContent-Length: 0\r\n\r\n',
  'POST /login HTTP/1.1\r\nHost: a\r\nOrigin: a\r\nContent-Length: 0\r\n\r\n',
  'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n',
  'TRACE / HTTP/1.1\r\nHost: a\r\n\r\n',
  'QUERY / HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET http://evil.example/courses HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET http://[::1/courses HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET //evil.example/%2f.. HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET \\\\evil.example HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET ?q=1 HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET #a HTTP/1.1\r\nHost: a\r\n\r\n',
  `GET /${'a'.repeat(100 * KIB)} HTTP/1.1\r\nHost: a\r\n\r\n`,
  `${'A'.repeat(40 * KIB)}`,
];

/** Paths and queries of bytes that are no UTF-8, or no escapes. */
export const addresses = [
  ...['/\xff\xfe', '/courses/\xc0\xaf', '/courses/%ff%fe', '/courses/%c0%ae%c0%ae/', '/courses/%ed%a0%80'],
  ...['/courses?q=\xff\xfe\x80', '/courses?q=%ff&page=%c0%80', '/courses?%=%%%', '/courses?q=%00%0d%0a'],
  ...['/courses/%', '/courses/%e', '/courses/%zz', '/verify/%00', '/help/\xe4\xb8', '/teachers/%e4%b8'],
  ...['/courses?page=1#%ff', '/courses?q=<zq7x>', `/courses?q=${'%00'.repeat(2000)}`, '/media/..%5c..%5cx'],
  ...['/%2e%2e/%2e%2e/etc/passwd', '/.well-known/\x01', '/rounds/\x7f', '/login?next=%ff//evil.example'],
];

/** Lines of a head that contradict each other, or themselves. */
export const headLines: string[][] = [
  ['Host: a', 'Host: b'],
  ['Host: '],
  [`Host: a\0b`],
  [`Host: <zq7x>`],
  ['Host: 1.2.3.4.5'],
  ['Host: a:99999'],
  ['Host: [::1::2]'],
  ['Host: a', 'no colon'],
  ['Host: a', ': nothing before it'],
  ['Host: a', 'Name with space: x'],
  ['Host: a', 'X-Name : x'],
  ['Host: a', 'X-Folded: x\r\n\tgoes on', 'X: y'],
  ['Host: a', `X-Nul: a\0b`],
  ['Host: a', 'X-Return: a\rb'],
  ['Host: a', `X-Long: ${'x'.repeat(20 * KIB)}`],
  ['Host: a', `Cookie: ${'a=b; '.repeat(4 * KIB)}`],
  ['Host: a', 'Cookie: academy_session=\xff\xfe\x80; \x01=\x02; ;;=;'],
  ['Host: a', 'Cookie: academy_session=%ff%00; view=\xe4'],
  ['Host: a', ...Array.from({ length: 3000 }, (_, n) => `X-${n}: a`)],
  ['Host: a', 'Expect: 200-ok'],
  ['Host: a', 'Expect: 100-continue', 'Content-Length: 10'],
  ['Host: a', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Key: x'],
  ['Host: a', 'Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABk'],
  ['Host: a', 'Connection: close, keep-alive, \xff'],
  ['Host: a', 'Accept: \xff/\xfe;q=9', 'Accept-Language: \x80', 'Accept-Encoding: \xff'],
  ['Host: a', 'If-None-Match: \xff"\x80', 'If-Modified-Since: \xff', 'Range: bytes=-,-'],
  ['Host: a', 'Content-Length: 5', 'Transfer-Encoding: chunked'],
  ['Host: a', 'Forwarded: for=<zq7x>', 'X-Forwarded-For: \xff', 'X-Forwarded-Proto: \x01'],
];
