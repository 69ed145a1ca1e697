import fc from 'fast-check';
import { type Account, accounts, permitted, type WalkedRoute } from './every-route.ts';
import { aBody, FORM } from './hostile-bodies.ts';
import { hostileText, MARKER } from './hostile-texts.ts';

/** One request as it goes over the wire. */
export type HostileRequest = {
  pattern: string;
  account: Account | undefined;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | Buffer | undefined;
};

/** Mostly whoever may: behind the doors is most to be found. */
const asker = (route: WalkedRoute): fc.Arbitrary<Account | undefined> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(permitted(route)) },
    { weight: 3, arbitrary: fc.constantFrom(...accounts) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );

const many = (method: string, times: number) => Array.from({ length: times }, () => method);

const methods = (route: WalkedRoute) =>
  route.writable
    ? fc.constantFrom(...many('POST', 7), ...many('GET', 6), 'HEAD', 'DELETE')
    : fc.constantFrom(...many('GET', 12), 'HEAD', 'POST', 'PUT');

/** Names that some page reads out of its address, and some that none should. */
const asked = [
  ...['q', 'page', 'school', 'module', 'sort', 'term', 'year', 'unit', 'tree', 'tab', 'next', 'on', 'day'],
  ...[
    'week',
    'view',
    'venue',
    'show',
    'state',
    'kind',
    'of',
    'from',
    'to',
    'person',
    'entry',
    'who',
    'place',
  ],
  ...[
    'category',
    'position',
    'result',
    'community',
    'version',
    'into',
    'course',
    'family',
    'subject',
    'outcome',
  ],
  ...[
    'lead',
    'project',
    'match',
    'item',
    'size',
    'open',
    '__proto__',
    'constructor',
    '_data',
    '_routes',
    'index',
    'a[b]',
  ],
];

const headers: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  { weight: 2, arbitrary: fc.constant({ accept: 'application/json' }) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          ...['accept', 'accept-language', 'accept-encoding', 'referer', 'user-agent', 'x-forwarded-for'],
          ...[
            'x-forwarded-host',
            'if-none-match',
            'if-modified-since',
            'range',
            'x-request-id',
            'content-encoding',
          ],
          ...['sec-fetch-site', 'upload-offset', 'authorization', 'x-http-method-override'],
        ),
        hostileText,
      )
      .map(([name, text]) => ({ [name]: writable(text, 4_000) })),
  },
  {
    weight: 1,
    arbitrary: hostileText.map((text) => ({
      cookie: `academy_session=${writable(text, 500)}; view=${writable(text, 20)}`,
    })),
  },
);

/** What a client can put into a head line: one byte a sign, no ends of lines. */
const writable = (text: string, most: number) =>
  text
    .slice(0, most)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    .replaceAll(/[\u0000-\u001f\u007f]|[^\u0020-\u00ff]/g, '')
    .trim();

const segment = hostileText.map((text) => text.slice(0, 400).replaceAll(/\p{Cs}/gu, ''));

function aPath(route: WalkedRoute, real: Record<string, string>): fc.Arbitrary<string> {
  const names = [...route.pattern.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const parameters = fc.record(
    Object.fromEntries(
      names.map((name) => [
        name,
        fc.oneof(
          { weight: 5, arbitrary: fc.constant(real[name] ?? name) },
          { weight: 1, arbitrary: fc.constantFrom(...Object.values(real)) },
          { weight: 2, arbitrary: segment },
        ),
      ]),
    ),
  );
  const ending = fc.oneof(
    { weight: 20, arbitrary: fc.constant('') },
    { weight: 3, arbitrary: fc.constantFrom('.data', '/', '/..', '%00', '//', ';a=b', '.json', '%2e%2e/') },
  );
  const before = fc.oneof(
    { weight: 20, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: fc.constant('json') },
  );
  // Two slashes in front would name another host.
  return fc
    .tuple(before, parameters, ending, aQuery(route))
    .map(([front, filled, end, query]) =>
      `/${front}${route.at(filled as Record<string, string>)}${end}${query}`.replace(/^\/+/, '/'),
    );
}

/** Mostly by names that the page itself has; what it does not read it cannot give back. */
function aQuery({ words }: WalkedRoute): fc.Arbitrary<string> {
  const own = asked.filter((name) => words.has(name));
  const name = fc.oneof(
    { weight: own.length > 0 ? 2 : 0, arbitrary: fc.constantFrom(...own, '') },
    { weight: 1, arbitrary: fc.constantFrom(...asked) },
  );
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant('') },
    {
      weight: 6,
      arbitrary: fc
        .array(fc.tuple(name, hostileText), { minLength: 1, maxLength: 4 })
        .map((pairs) =>
          `?${new URLSearchParams(pairs.map(([name, text]) => [name, text.slice(0, 1_500)]))}`.slice(
            0,
            6_000,
          ),
        ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '?%zz=%E0%A4&&=&q=%',
        '?page=%ed%a0%80',
        '?q=%00&page=1e309',
        `?${'a&'.repeat(900)}`,
      ),
    },
  );
}

/** A file over everything keeps the server for as long as a hundred pages: a few requests show as much as many. */
const costly = [
  '/assess/people.pdf',
  '/assess/people.xlsx',
  '/admin/audit/journal.xlsx',
  '/admin/credits.xlsx',
];
const OFTEN = 8;

/** Any request to any of the routes, by somebody or by nobody. */
export function hostileRequest(
  routes: readonly WalkedRoute[],
  real: Record<string, string>,
): fc.Arbitrary<HostileRequest> {
  const often = routes.flatMap((route) =>
    Array.from({ length: costly.includes(route.pattern) ? 1 : OFTEN }, () => route),
  );
  return fc.constantFrom(...often).chain((route) =>
    fc
      .record({
        account: asker(route),
        method: methods(route),
        path: aPath(route, real),
        headers,
        sent: aBody(route, real),
      })
      .map(({ account, method, path, headers: lines, sent }) => {
        const request = { pattern: route.pattern, account, method, path };
        return method === 'POST' || method === 'PUT'
          ? { ...request, headers: { ...lines, 'content-type': sent.type }, body: sent.body }
          : { ...request, headers: lines, body: undefined };
      }),
  );
}

/**
 * One request for every name that a page knows, and one for every field of its form, each with the mark as its value: whatever shows one of them unescaped is
 * found without luck.
 */
export function markedRequests(
  routes: readonly WalkedRoute[],
  real: Record<string, string>,
): HostileRequest[] {
  const mark = `"'>${MARKER}>`;
  return routes.flatMap((route) => {
    const request = { pattern: route.pattern, account: permitted(route) };
    const path = route.at(real);
    const names = route.readable ? asked.filter((name) => route.words.has(name)) : [];
    const fields = route.writable ? Object.keys(route.sends ?? {}) : [];
    return [
      ...names.map((name) => ({
        ...{ ...request, method: 'GET', headers: {}, body: undefined },
        path: `${path}?${new URLSearchParams({ [name]: mark })}`,
      })),
      ...fields.map((field) => ({
        ...{ ...request, path, method: 'POST', headers: { 'content-type': FORM } },
        body: new URLSearchParams({ ...route.sends, [field]: mark }).toString(),
      })),
    ];
  });
}
