import fc from 'fast-check';

/** An element that no page has: standing in an answer as it was sent, it was not written as text. */
export const MARKER = '<zq7x';

const fragments = [
  `"><zq7x onload=1>`,
  `'><zq7x>`,
  `</script><zq7x>`,
  `</title></textarea><zq7x>`,
  `<!--<zq7x>-->`,
  `]]><zq7x>`,
  'javascript:zq7x()',
  '{{7*7}}<%= 7*7 %>',
  "' or '1'='1",
  "1'; drop table person; --",
  "%'_\\",
  '=cmd|calc!A1',
  '//evil.example/',
  '/\\evil.example',
  'https://evil.example/',
  '../../../../etc/passwd',
  '..\\..\\windows',
  '%00',
  '%2e%2e%2f',
  '%E0%A4',
  '\r\nSet-Cookie: a=b',
  '\n\n<zq7x>',
];

const numbers = [
  ...['0', '-0', '-1', '1e309', '-1e309', '1e-400', 'NaN', 'Infinity', '0x10', '1_000', '１２３', '٣', '1,5'],
  ...['9007199254740993', '99999999999999999999', '2147483648', '-2147483649', '0.1', '-0.0000001', '١'],
];

const days = [
  ...['2026-02-30', '2026-13-01', '0000-00-00', '9999-12-31', '10000-01-01', '-000001-01-01', '2026-2-3'],
  ...[
    '2026-11-22',
    '2026-11-22T25:00',
    '2026-11-22T23:59:60Z',
    '24:00',
    '2026年3月',
    '44927',
    '1970-01-01',
    'today',
  ],
  '+275760-09-13T00:00:00.001Z',
];

const names = [
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'null',
    'undefined',
    'true',
    '[]',
  ],
  ...['[object Object]', 'length', '0', '', ' ', 'on', 'yes'],
];

const oddities = [
  ...[
    '\0',
    'a\0b',
    '\ud800',
    '\udfffx',
    '\uffff',
    '\u202eabc\u2066',
    '\u200b',
    '\ufeff',
    'e\u0301',
    'İı',
    'ﷺ',
    '\u2028',
  ],
  ...['𠮷野家👩‍👩‍👧‍👦', 'ｆｕｌｌ　ｗｉｄｔｈ', '四方五步', '\u0007\u001b[31m', '\u0085', 'Z͑ͫ̓ͪ̂ͫ'],
];

const long = fc
  .tuple(
    fc.constantFrom('a', '长', '<zq7x>', '0', '\u0301', '(', '%', 'a b '),
    fc.constantFrom(300, 2_000, 17_000),
  )
  .map(([what, times]) => what.repeat(Math.ceil(times / what.length)));

/** A text as nobody should send one. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...fragments) },
  { weight: 2, arbitrary: fc.constantFrom(...numbers) },
  { weight: 2, arbitrary: fc.constantFrom(...days) },
  { weight: 1, arbitrary: fc.constantFrom(...names) },
  { weight: 2, arbitrary: fc.constantFrom(...oddities) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.integer().map(String) },
  { weight: 1, arbitrary: fc.uuid({ version: 7 }) },
  { weight: 1, arbitrary: long },
);
