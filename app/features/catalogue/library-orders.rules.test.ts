import { describe, expect, it } from 'vitest';
import { codes, find, index, indexOf, library } from '#tests/catalogue/small-library.ts';

describe('filters and orders', () => {
  it('filters by school, module, mode, form and audience together', () => {
    expect(codes({ filters: { school: 'governance' } })).toEqual(['ZL05', 'ZL12', 'ZL24']);
    expect(codes({ filters: { school: 'governance', module: '五社联动' } })).toEqual(['ZL12']);
    expect(codes({ filters: { mode: 'recorded' } })).toEqual(['LN01']);
    expect(codes({ filters: { form: 'case' } })).toEqual(['ZL05']);
    expect(codes({ filters: { module: '没有的模块' } })).toEqual([]);
    expect(codes({ q: '五', filters: { school: 'party' } })).toEqual([]);
  });

  it('offers courses for everybody to each audience', () => {
    expect(codes({ filters: { audience: 'building-head' } })).toEqual([
      'ZL05',
      'ZL12',
      'ZL24',
      'LN01',
      'SM04',
    ]);
  });

  it('begins with what can be chosen now, then goes by school and code', () => {
    expect(codes({})).toEqual(['DX06', 'ZL05', 'ZL12', 'ZL24', 'LN01', 'SM04']);
    expect(codes({}, ['SM04', 'ZL12', 'gone'])).toEqual(['ZL12', 'SM04', 'DX06', 'ZL05', 'ZL24', 'LN01']);
    expect(codes({ openOnly: true }, ['SM04'])).toEqual(['SM04']);
    expect(find({ filters: { school: 'governance' } }, ['SM04', 'ZL12', 'ZL24'])).toMatchObject({
      total: 3,
      openTotal: 2,
    });
  });

  it('orders by score, age and title in pinyin', () => {
    expect(codes({ order: 'score' }).slice(0, 2)).toEqual(['ZL12', 'DX06']);
    expect(codes({ order: 'newest' })[0]).toBe('ZL24');
    expect(codes({ order: 'title' })).toEqual(['DX06', 'SM04', 'ZL24', 'ZL05', 'ZL12', 'LN01']);
  });

  it.each(['default', 'title'] as const)('pages without gap or repetition in the order %s', (order) => {
    const pages = [0, 2, 4, 6].map((skip) => find({ order, skip, limit: 2 }, ['LN01']));
    expect(pages.map(({ total }) => total)).toEqual([6, 6, 6, 6]);
    expect(pages.flatMap(({ courses }) => courses.map(({ code }) => code))).toEqual(
      codes({ order }, ['LN01']),
    );
  });
});

it('takes words over from an older index when only scores have changed', () => {
  const rescored = indexOf(
    library.map((each) => ({
      ...each,
      score: each.code === 'LN01' ? { n: 9, score: 9900, updatedAt: '' } : null,
    })),
    index,
  );
  expect(rescored.words).toBe(index.words);
  expect(
    rescored.find({ q: '', filters: {}, order: 'score', skip: 0, limit: 1 }, rescored.setOf([])).courses[0]
      ?.code,
  ).toEqual('LN01');
  const renamed = indexOf(
    library.map((each) => ({ ...each, title: `${each.title}（二）` })),
    index,
  );
  expect(renamed.words).not.toBe(index.words);
});
