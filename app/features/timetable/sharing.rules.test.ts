import { expect, it } from 'vitest';
import type { School } from '#app/lib/vocabulary.ts';
import { chosenScope, sharingOf, sharingScopes, type Use } from './sharing.rules.ts';

const use = (name: string, school: School | null, times = 1): Use => ({
  id: name,
  name,
  href: null,
  school,
  times,
});

it('is shared from two schools on, and is listed by name and never by how much', () => {
  const { shared, single } = sharingOf([
    use('周老师', 'citizen', 9),
    use('周老师', 'party', 9),
    use('安老师', 'governance'),
    use('安老师', 'senior'),
    use('白老师', 'senior', 40),
    use('白老师', 'senior', 2),
    use('大礼堂', null, 3),
  ]);
  expect(shared.map(({ name }) => name)).toEqual(['安老师', '周老师']);
  expect(shared[1]?.uses).toEqual([
    { school: 'party', times: 9 },
    { school: 'citizen', times: 9 },
  ]);
  expect(single.map(({ name, uses }) => [name, uses])).toEqual([
    ['白老师', [{ school: 'senior', times: 42 }]],
    ['大礼堂', []],
  ]);
});

const term = (code: string, startsOn: string, endsOn: string) => ({
  id: code,
  code,
  name: code,
  startsOn,
  endsOn,
});
const scopes = sharingScopes([
  term('2027-spring', '2027-02-01', '2027-06-30'),
  term('2026-autumn', '2026-09-01', '2027-01-20'),
  term('2026-spring', '2026-02-20', '2026-06-30'),
]);

it('looks at a term, or at the terms that begin in a year', () => {
  expect(scopes.map(({ key }) => key)).toEqual([
    'term-2027-spring',
    'term-2026-autumn',
    'term-2026-spring',
    'year-2027',
    'year-2026',
  ]);
  expect(scopes.at(-1)).toMatchObject({
    termIds: ['2026-autumn', '2026-spring'],
    from: '2026-02-20',
    to: '2027-01-20',
  });
});

it.each([
  ['year-2026', '2026-11-22', 'year-2026'],
  [null, '2026-11-22', 'term-2026-autumn'],
  ['term-1999', '2026-07-15', 'term-2026-spring'],
  [null, '2020-01-01', 'term-2027-spring'],
])('asked for %s on %s looks at %s', (asked, today, key) => {
  expect(chosenScope(scopes, { asked, today })?.key).toBe(key);
});

it('has nothing to look at without a term', () => {
  expect(chosenScope(sharingScopes([]), { asked: 'year-2026', today: '2026-11-22' })).toBeNull();
});
