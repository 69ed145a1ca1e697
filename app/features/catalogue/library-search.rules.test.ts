import { describe, expect, it } from 'vitest';
import type { LibraryCourse, LibrarySearch } from './library-course.rules.ts';
import { buildLibraryIndex, type LibraryIndex } from './library-search.rules.ts';

const course = (code: string, title: string, more: Partial<LibraryCourse> = {}): LibraryCourse => ({
  id: code,
  code,
  title,
  subtitle: '',
  school: 'governance',
  module: '协商议事',
  mode: 'face',
  teacherRole: '社区社工',
  tags: [],
  forms: ['lecture'],
  audience: [],
  score: null,
  createdAt: `2026-01-${code.slice(-2)}`,
  ...more,
});

const library = [
  course('ZL05', '“四方五步”协商议事实训', {
    tags: ['议事会', '乱停车'],
    audience: ['building-head'],
    forms: ['simulation', 'case'],
  }),
  course('ZL12', '“五社联动”七步工作法', {
    module: '五社联动',
    subtitle: '把五股力量拧成一股绳',
    score: 9300,
  }),
  course('DX06', '楼栋党小组工作法：“四美一好”楼栋案例', {
    school: 'party',
    module: '组织建设',
    score: 9100,
    audience: ['party-member'],
  }),
  course('LN01', '智能手机一学就会（初级）', {
    school: 'senior',
    module: '数字素养',
    mode: 'recorded',
    teacherRole: '银龄讲师',
    tags: ['微信'],
  }),
  course('SM04', '楼栋长、单元长上岗第一课', {
    school: 'citizen',
    module: '骨干培养',
    subtitle: '先认门，再认人，协商后面再学',
  }),
  course('ZL24', '社区讲师培养（TTT）：“五个一”备课与双向评估', { module: '师资培养' }),
];

function indexOf(courses: readonly LibraryCourse[], older?: LibraryIndex): LibraryIndex {
  const steps = buildLibraryIndex(courses, older);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

const index = indexOf(library);
const find = (search: Partial<LibrarySearch>, open: string[] = []) =>
  index.find({ q: '', filters: {}, order: 'default', skip: 0, limit: 20, ...search }, index.setOf(open));
const codes = (search: Partial<LibrarySearch>, open: string[] = []) => find(search, open).ids;

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
    expect(found.ids).toContain('ZL05');
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
    expect(find({ q: '楼栋上岗' })).toEqual({ ids: ['SM04'], total: 1, openTotal: 0, loose: true });
    expect(find({ q: '火星移民计划' })).toEqual({ ids: [], total: 0, openTotal: 0, loose: false });
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
    expect(pages.flatMap(({ ids }) => ids)).toEqual(codes({ order }, ['LN01']));
  });
});

it('holds no course at all without complaint', () => {
  const empty = indexOf([]);
  expect(empty.find({ q: '协商', filters: {}, order: 'score', skip: 0, limit: 20 }, empty.setOf([]))).toEqual(
    { ids: [], total: 0, openTotal: 0, loose: false },
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
    expect([...found.ids].sort()).toEqual(holds.map(({ id }) => id).sort());
  }
});

it('takes words over from an older index when only scores have changed', () => {
  const rescored = indexOf(
    library.map((each) => ({ ...each, score: each.code === 'LN01' ? 9900 : null })),
    index,
  );
  expect(rescored.words).toBe(index.words);
  expect(
    rescored.find({ q: '', filters: {}, order: 'score', skip: 0, limit: 1 }, rescored.setOf([])).ids,
  ).toEqual(['LN01']);
  const renamed = indexOf(
    library.map((each) => ({ ...each, title: `${each.title}（二）` })),
    index,
  );
  expect(renamed.words).not.toBe(index.words);
});
