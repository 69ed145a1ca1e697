import { type Account, accounts, type WalkedRoute } from './every-route.ts';

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Random = () => number;

export type OddRequest = {
  account: Account | undefined;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | Buffer | undefined;
};

const oneOf = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

const oddTexts = [
  '',
  ' ',
  '0',
  '-1',
  '1e309',
  'NaN',
  'null',
  'undefined',
  'true',
  '[object Object]',
  '__proto__',
  'constructor',
  '../../../../etc/passwd',
  '%',
  '%00',
  '\0',
  'a\0b',
  '\r\nSet-Cookie: a=b',
  '"><script>alert(1)</script>',
  "'><img src=x onerror=alert(1)>",
  'javascript:alert(1)',
  '</script><script>alert(1)</script>',
  '//evil.example/',
  '/\\evil.example',
  'https://evil.example/',
  "' or '1'='1",
  '1; drop table person',
  "%'_\\",
  '四方五步',
  '𠮷野家👩‍👩‍👧‍👦',
  '\u202eabc\u2066',
  '\ud800',
  'ｆｕｌｌ　ｗｉｄｔｈ',
  '2027-02-30',
  '9999-99-99',
  '99999999999999999999',
  '-0.0000001',
  '{"a":[1,2,{}]}',
  'a'.repeat(300),
  '长'.repeat(700),
  'x'.repeat(70_000),
] as const;

/** Field and parameter names that some page reads, and some that none does. */
const names = [
  'q',
  'page',
  'school',
  'module',
  'sort',
  'term',
  'year',
  'unit',
  'tree',
  'tab',
  'next',
  'done',
  'n',
  'all',
  'e',
  's',
  'means',
  'what',
  'intent',
  'item',
  'waitlist',
  'answer',
  'attempt',
  'username',
  'password',
  'current',
  'view',
  'size',
  'to',
  'title',
  'reason',
  'comment',
  'capacity',
  'meeting',
  'enrolment',
  'startsOn',
  'body',
  'constructor',
  '__proto__',
  'a[b][]',
  '_data',
  '_routes',
  'index',
] as const;

const oddHeaders: Record<string, string>[] = [
  {},
  {},
  {},
  { accept: 'application/json' },
  { accept: '*/*;q=oops, application/json;q=' },
  { 'accept-encoding': 'gzip;q=0, br, ,' },
  { range: 'bytes=9-1,5-' },
  { 'if-none-match': '"x", W/"y"' },
  { 'if-modified-since': 'yesterday' },
  { cookie: 'academy_session=%00%ff; view="; size=9' },
  { referer: 'https://evil.example/"><script>alert(1)</script>' },
  { 'x-forwarded-for': '<script>alert(1)</script>', 'x-forwarded-host': 'evil.example' },
  { 'accept-language': 'x'.repeat(2000) },
];

/** One request to one of the routes that no page would send, by somebody or nobody. */
export function oddRequest(
  random: Random,
  routes: readonly WalkedRoute[],
  real: Record<string, string>,
): OddRequest {
  const route = oneOf(random, routes);
  const account = random() < 0.2 ? undefined : oneOf(random, accounts);
  const method =
    route.writable && random() < 0.55 ? 'POST' : oneOf(random, ['GET', 'GET', 'GET', 'HEAD', 'PUT']);
  const path = oddPath(random, route, real) + oddQuery(random);
  const headers = oneOf(random, oddHeaders);
  if (method !== 'POST') return { account, method, path, headers, body: undefined };
  const { type, body } = oddBody(random, route);
  return { account, method, path, headers: { ...headers, 'content-type': type }, body };
}

const shortText = (random: Random): string => oneOf(random, oddTexts).slice(0, 1000);

/** Encoding refuses half characters. */
const oddSegment = (random: Random): string =>
  shortText(random)
    .slice(0, 300)
    .replaceAll(/\p{Cs}/gu, '');

function oddPath(random: Random, route: WalkedRoute, real: Record<string, string>): string {
  const parameters = Object.fromEntries(
    Object.entries(real).map(([name, value]) => [name, random() < 0.6 ? value : oddSegment(random)]),
  );
  const path = route.at(parameters);
  const ending = random();
  return ending < 0.08
    ? `${path}.data`
    : ending < 0.12 && path !== '/'
      ? `${path}/`
      : ending < 0.15
        ? `/json${path}`
        : path;
}

function oddQuery(random: Random): string {
  if (random() < 0.4) return '';
  const query = new URLSearchParams(oddFields(random, 4, shortText));
  // Not everybody encodes what they send.
  return random() < 0.15 ? '?%zz=%E0%A4&&=&q=%' : `?${query}`.slice(0, 3500);
}

function oddFields(random: Random, most: number, text: (random: Random) => string): [string, string][] {
  return Array.from({ length: Math.ceil(random() * most) }, () => [oneOf(random, names), text(random)]);
}

function oddBody(random: Random, { sends = {}, json }: WalkedRoute): { type: string; body: string | Buffer } {
  const text = (from: Random) => oneOf(from, oddTexts);
  const kind = random();
  if (json ? kind < 0.7 : kind < 0.1)
    return { type: 'application/json', body: JSON.stringify(oddValue(random, 3)) };
  if (kind < 0.75) {
    // Most of a right form with one thing or two in it that are wrong, so that it gets further.
    const kept = Object.entries(sends).filter(() => random() < 0.85);
    const fields = [...kept, ...oddFields(random, 5, text)];
    const broken = Object.keys(sends).filter(() => random() < 0.3);
    const body = new URLSearchParams(
      fields.map(([name, value]) => [name, broken.includes(name) ? text(random) : value]),
    );
    return { type: 'application/x-www-form-urlencoded', body: body.toString() };
  }
  const parts = [...Object.entries(sends), ...oddFields(random, 3, text)].map(([name, value]) =>
    random() < 0.7
      ? `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
      : `--x\r\nContent-Disposition: form-data; name="${name}"; filename="${value.slice(0, 80)}"\r\nContent-Type: video/mp4\r\n\r\n${value}\r\n`,
  );
  return { type: 'multipart/form-data; boundary=x', body: `${parts.join('')}--x--\r\n` };
}

function oddValue(random: Random, depth: number): unknown {
  const kind = random();
  if (depth > 0 && kind < 0.35)
    return Object.fromEntries(
      ['lease', 'spans', 'rate', '__proto__'].map((name) => [name, oddValue(random, depth - 1)]),
    );
  if (depth > 0 && kind < 0.6)
    return Array.from({ length: Math.floor(random() * 4) }, () => oddValue(random, depth - 1));
  if (kind < 0.8) return oneOf(random, [0, -1, 1e300, 0.1, true, null, 2 ** 53]);
  return shortText(random);
}
