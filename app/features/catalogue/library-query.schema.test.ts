import { expect, it } from 'vitest';
import { libraryAddress } from './library-address.rules.ts';
import { readLibraryQuery, searchOf } from './library-query.schema.ts';

const read = (search: string) => readLibraryQuery(new URL(`http://academy.test/courses${search}`));

it('reads what is asked for', () => {
  expect(
    read(
      '?q=%20协商%20&school=party&mode=face&form=case&audience=unit-head&module=协商议事&sort=title&page=3&open=1',
    ),
  ).toEqual({
    q: '协商',
    school: 'party',
    mode: 'face',
    form: 'case',
    audience: 'unit-head',
    module: '协商议事',
    sort: 'title',
    page: 3,
    open: '1',
  });
});

it('takes unknown and broken values as not given', () => {
  const plain = read('');
  expect(plain).toEqual({ q: '', sort: 'default', page: 1 });
  for (const search of [
    '?school=nowhere',
    '?page=-1',
    '?page=1e99',
    '?page=zwei',
    '?sort=open',
    '?mode=',
    '?open=yes',
    `?module=${'x'.repeat(99)}`,
  ])
    expect(read(search), search).toEqual(plain);
  expect(read(`?q=${'x'.repeat(999)}`).q).toHaveLength(64);
});

it('writes addresses that read back the same', () => {
  const query = read('?q=a%26b&school=senior&sort=score&page=2');
  expect(libraryAddress(query, { page: 2 })).toBe('/courses?q=a%26b&school=senior&sort=score&page=2');
  expect(read(libraryAddress(query, { page: 2 }).slice('/courses'.length))).toEqual(query);
  expect(libraryAddress(query, { school: undefined, q: '' })).toBe('/courses?sort=score');
  expect(libraryAddress(read(''))).toBe('/courses');
});

it('means twenty courses a page', () => {
  expect(searchOf(read('?page=3&school=party'))).toMatchObject({
    skip: 40,
    limit: 20,
    filters: { school: 'party' },
    openOnly: false,
  });
});
