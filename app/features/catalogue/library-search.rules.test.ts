import { describe, expect, it } from 'vitest';
import { codes, course, find, indexOf, library } from '#tests/catalogue/small-library.ts';

describe('searching the library', () => {
  it.each([
    '协商',
    '四方五步',
    '四方五步协商',
    '“四方五步”协商',
    '方',
    'xieshang',
    'xiesh',
    'XieShang',
    'xs',
    'sfwb',
    'sfwbxs',
    'sifangwubu',
    'fangwubuxie',
    'zl05',
    'ZL05',
    'ＺＬ０５',
    '乱停车',
    'luanting',
    '议事 四方',
    'xs 停车',
    'zl05协商',
  ])('finds 四方五步 for %s', (q) => {
    const found = find({ q });
    expect(found.courses.map(({ code }) => code)).toContain('ZL05');
    expect(found.loose).toBe(false);
  });

  it('looks into title, subtitle, code, tags, module and teacher role', () => {
    expect(codes({ q: '第一课' })).toEqual(['SM04']);
    expect(codes({ q: '一股绳' })).toEqual(['ZL12']);
    expect(codes({ q: 'sm04' })).toEqual(['SM04']);
    expect(codes({ q: '微信' })).toEqual(['LN01']);
    expect(codes({ q: '骨干培养' })).toEqual(['SM04']);
    expect(codes({ q: '银龄' })).toEqual(['LN01']);
    expect(codes({ q: 'yinling' })).toEqual(['LN01']);
    expect(codes({ q: 'ttt' })).toEqual(['ZL24']);
  });

  it('understands both readings of a character', () => {
    expect(codes({ q: 'loudongzhang' })).toEqual(['SM04']);
    expect(codes({ q: 'ldz' })).toContain('SM04');
    expect(codes({ q: 'loudongchang' })).toEqual(['SM04']);
  });

  it('asks for all words, and for characters in a row', () => {
    expect(codes({ q: '楼栋 党' })).toEqual(['DX06']);
    expect(codes({ q: '楼栋 手机' })).toEqual([]);
    expect(codes({ q: '栋楼' })).toEqual([]);
    expect(codes({ q: 'dongloudang' })).toEqual([]);
    expect(codes({ q: '步四方' })).toEqual([]);
  });

  it('puts courses named so before those that only mention it', () => {
    expect(codes({ q: '协商' }, ['SM04'])).toEqual(['ZL05', 'SM04']);
  });

  it('parts a long word when nothing holds it as a whole, and says so', () => {
    expect(find({ q: '楼栋上岗' })).toMatchObject({
      courses: [{ code: 'SM04' }],
      total: 1,
      openTotal: 0,
      loose: true,
    });
    expect(find({ q: '火星移民计划' })).toEqual({ courses: [], total: 0, openTotal: 0, loose: false });
  });

  it.each(['', '   ', '“”', '!!!', '\u0000', '%_\\', "'; drop table course; --"])('bears with %j', (q) => {
    expect(find({ q }).total).toBeLessThanOrEqual(library.length);
  });

  it('bears with very long queries', () => {
    expect(find({ q: 'xi'.repeat(5000) }).total).toBe(0);
    expect(find({ q: '一'.repeat(5000) }).total).toBe(0);
    expect(find({ q: 'a '.repeat(5000) }).total).toBeLessThanOrEqual(library.length);
  });
});

it('holds no course at all without complaint', () => {
  const empty = indexOf([]);
  expect(empty.find({ q: '协商', filters: {}, order: 'score', skip: 0, limit: 20 }, empty.setOf([]))).toEqual(
    { courses: [], total: 0, openTotal: 0, loose: false },
  );
});

it('agrees with looking at every course, over many courses', () => {
  const words = ['协商', '议事', '楼栋', '治理', '手机', '党员', '邻里', '消防', '公约', '志愿'];
  const many = Array.from({ length: 500 }, (_, at) =>
    course(`ZL${String(at).padStart(3, '0')}`, `${words[at % 10]}${words[(at * 7) % 10]}第${at}讲`, {
      tags: [words[(at * 3) % 10] ?? ''],
    }),
  );
  const large = indexOf(many);
  for (const q of [...words, '协商议事', '楼栋治理', '第7', '员']) {
    const holds = many.filter(({ title, tags }) =>
      [title, ...tags, '协商议事', '社区社工'].some((text) => text.includes(q)),
    );
    const found = large.find({ q, filters: {}, order: 'default', skip: 0, limit: 500 }, large.setOf([]));
    expect(found.total, q).toBe(holds.length);
    expect(found.courses.map(({ id }) => id).sort()).toEqual(holds.map(({ id }) => id).sort());
  }
});
