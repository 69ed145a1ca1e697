import type { CourseFile } from '#app/features/catalogue/content.schema.ts';
import { importCourses } from '#app/features/catalogue/import.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import type { Db } from '#db/database.ts';

export const someTime = new Date('2026-11-22T05:00:00.000Z');
export const importer = systemActor('tests');

/** A made-up course. */
export function aCourse(code: string, title: string, more: Partial<CourseFile> = {}): CourseFile {
  return {
    code,
    title,
    subtitle: '一句话的副题',
    school: 'governance',
    module: '协商议事',
    level: 'basic',
    required: true,
    hoursFace: 6,
    hoursRecorded: 0,
    credits: 6,
    mode: 'face',
    forms: ['lecture'],
    audience: [],
    audienceText: '所有人',
    teacherRole: '社区社工',
    seeds: [],
    summary: '这门课讲的是怎样把一件吵不完的事，开成一场谈得完的会。',
    objectives: ['说出四方各是谁', '改写一个议题', '主持一次会'],
    facets: { teach: '讲清四方五步', learn: '改写两个议题', enjoy: '抽签换角色', act: '四周内议一件小事' },
    prerequisites: [],
    tags: ['议事'],
    glossaryGaps: [],
    ...more,
  };
}

export const fourCourses = [
  aCourse('ZL05', '“四方五步”协商议事实训', { audience: ['building-head'], tags: ['乱停车'] }),
  aCourse('ZL12', '“五社联动”七步工作法', {
    module: '五社联动',
    prerequisites: ['ZL05'],
    forms: ['case', 'workshop'],
  }),
  aCourse('LN01', '智能手机一学就会（初级）', { school: 'senior', module: '数字素养', mode: 'recorded' }),
  aCourse('SM04', '楼栋长、单元长上岗第一课', { school: 'citizen', module: '骨干培养' }),
];

/** Puts courses into the library with all four texts. Answers course and version ids by code. */
export async function withCourses(
  db: Db,
  files: readonly CourseFile[] = fourCourses,
  teacherId: string | null = null,
) {
  const texts = {
    syllabus: '## 课程定位\n大纲',
    'lesson-plan': '教案',
    handout: '讲义',
    slides: '# 一\n---\n## 二',
  };
  return importCourses(db, {
    courses: files.map((file) => ({ file, texts, teacherId })),
    actor: importer,
    now: someTime,
  });
}
