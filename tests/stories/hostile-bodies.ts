import fc from 'fast-check';
import type { WalkedRoute } from './every-route.ts';
import { hostileText } from './hostile-texts.ts';

type Body = { type: string; body: string | Buffer };

export const FORM = 'application/x-www-form-urlencoded';

/** Fields that some form has. */
const fields = [
  ...[
    'means',
    'what',
    'title',
    'reason',
    'words',
    'comment',
    'name',
    'person',
    'capacity',
    'meeting',
    'enrolment',
  ],
  ...[
    'username',
    'password',
    'startsOn',
    'endsOn',
    'validFrom',
    'validTo',
    'day',
    'role',
    'reach',
    'unit',
    'kind',
  ],
  ...[
    'amount',
    'category',
    'year',
    'text',
    'sheet',
    'file',
    'stem',
    'goal',
    'answer',
    'item',
    'seenAt',
    'version',
  ],
  ...[
    'section',
    'term',
    'venue',
    'startsAt',
    'endsAt',
    'hours',
    'minSize',
    'school',
    'view',
    'size',
    '__proto__',
    'a[b][]',
  ],
];

/** Any request body for a route: forms nearly right, forms of nonsense, JSON of any shape, files, broken parts. */
export function aBody(route: WalkedRoute, real: Record<string, string>): fc.Arbitrary<Body> {
  const right = Object.entries(route.sends ?? {});
  const value = fc.oneof(
    { weight: 3, arbitrary: hostileText },
    { weight: 1, arbitrary: fc.constantFrom(...Object.values(real)) },
  );
  const nearly = fc
    .tuple(
      fc.tuple(
        ...right.map(([name, said]) =>
          fc.oneof(
            { weight: 4, arbitrary: fc.constant([name, said]) },
            { weight: 2, arbitrary: value.map((text) => [name, text]) },
            { weight: 1, arbitrary: fc.constant(null) },
          ),
        ),
      ),
      fc.array(fc.tuple(fc.constantFrom(...fields), value), { maxLength: 5 }),
    )
    .map(
      ([kept, more]) =>
        [...kept.flatMap((pair) => (pair ? [pair as [string, string]] : [])), ...more] as [string, string][],
    );
  const json = fc
    .oneof({ weight: 3, arbitrary: nearlyJson(route) }, { weight: 2, arbitrary: anyJson })
    .map((body) => ({ type: 'application/json', body }));
  return fc.oneof(
    {
      weight: route.json ? 2 : 10,
      arbitrary: nearly.map((pairs) => ({ type: FORM, body: new URLSearchParams(pairs).toString() })),
    },
    { weight: route.json ? 10 : 2, arbitrary: json },
    { weight: 3, arbitrary: fc.tuple(nearly, fc.boolean()).map(([pairs, cut]) => parts(pairs, cut)) },
    { weight: 1, arbitrary: broken },
  );
}

/** What a script would send, with one thing or two in it that are wrong. */
function nearlyJson({ json = {} }: WalkedRoute): fc.Arbitrary<string> {
  const wrong = fc.oneof(
    hostileText,
    fc.double(),
    fc.constantFrom(null, true, [], {}, -1, 2 ** 60),
    fc.array(fc.array(fc.double(), { maxLength: 3 }), { maxLength: 4 }),
  );
  return fc
    .tuple(
      ...Object.entries(json).map(([name, said]) =>
        fc.oneof(
          fc.constant([name, said]),
          wrong.map((other) => [name, other]),
        ),
      ),
    )
    .map((pairs) => JSON.stringify(Object.fromEntries(pairs as [string, unknown][])));
}

const anyJson = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...['', 'null', '[]', '{"lease": ', '"x"', '1e309', '-0', '{"a":1,"a":2}', '\ufeff{}', '[1,]', 'NaN'],
      '{"__proto__":{"isStaff":true},"constructor":{"prototype":{"x":1}}}',
      '{"lease":"\\ud800","spans":[[0,1e308],[-1,null]],"rate":1e-300}',
      '['.repeat(20_000),
      `${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`,
    ),
  },
);

function parts(pairs: readonly [string, string][], cut: boolean): Body {
  const written = pairs.map(([name, text], at) =>
    at % 2 === 0
      ? `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`
      : `--x\r\nContent-Disposition: form-data; name="${name}"; filename="${text.slice(0, 60)}"\r\nContent-Type: application/vnd.ms-excel\r\n\r\n${text}\r\n`,
  );
  return {
    type: 'multipart/form-data; boundary=x',
    body: `${written.join('')}${cut ? '--x\r\nContent-Dis' : '--x--\r\n'}`,
  };
}

const MIB = 1024 * 1024;
/** Made once: what is too large is so for any page that takes a form. */
const tooLarge = `a=${'x'.repeat(MIB + 10)}`;

const broken: fc.Arbitrary<Body> = fc.constantFrom(
  { type: FORM, body: tooLarge },
  { type: FORM, body: '%zz=%E0%A4&&=&q=%&=' },
  { type: FORM, body: 'a=1&'.repeat(20_000) },
  { type: `${FORM}; charset=utf-16`, body: 'a=b' },
  { type: 'multipart/form-data', body: 'x' },
  { type: 'multipart/form-data; boundary=', body: '--\r\n' },
  { type: 'multipart/form-data; boundary=x', body: '--x\r\n'.repeat(2_000) },
  { type: 'text/plain', body: 'a=b' },
  { type: 'application/xml', body: '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>' },
  { type: 'application/octet-stream', body: Buffer.from([0, 255, 254, 0, 80, 75, 3, 4]) },
  { type: '\u00e4;;=', body: 'a' },
);
