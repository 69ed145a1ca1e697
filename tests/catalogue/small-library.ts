/** A small library for the tests of searching and ordering. */
import type { LibraryCourse, LibrarySearch } from '#app/features/catalogue/library-course.rules.ts';
import { buildLibraryIndex, type LibraryIndex } from '#app/features/catalogue/library-search.rules.ts';

export const course = (code: string, title: string, more: Partial<LibraryCourse> = {}): LibraryCourse => ({
  id: code,
  code,
  title,
  subtitle: '',
  school: 'governance',
  module: '协商议事',
  mode: 'face',
  level: 'basic',
  creditsHundredths: 600,
  teacherRole: '社区社工',
  tags: [],
  forms: ['lecture'],
  audience: [],
  score: null,
  createdAt: `2026-01-${code.slice(-2)}`,
  ...more,
});

export const library = [
  course('ZL05', '“四方五步”协商议事实训', {
    tags: ['议事会', '乱停车'],
    audience: ['building-head'],
    forms: ['simulation', 'case'],
  }),
  course('ZL12', '“五社联动”七步工作法', {
    module: '五社联动',
    subtitle: '把五股力量拧成一股绳',
    score: { n: 9, score: 9300, updatedAt: '2026-11-22T00:00:00.000Z' },
  }),
  course('DX06', '楼栋党小组工作法：“四美一好”楼栋案例', {
    school: 'party',
    module: '组织建设',
    score: { n: 9, score: 9100, updatedAt: '2026-11-22T00:00:00.000Z' },
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

export function indexOf(courses: readonly LibraryCourse[], older?: LibraryIndex): LibraryIndex {
  const steps = buildLibraryIndex(courses, older);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

export const index = indexOf(library);
export const find = (search: Partial<LibrarySearch>, open: string[] = []) =>
  index.find({ q: '', filters: {}, order: 'default', skip: 0, limit: 20, ...search }, index.setOf(open));
export const codes = (search: Partial<LibrarySearch>, open: string[] = []) =>
  find(search, open).courses.map(({ code }) => code);
