import type { CourseFile } from '#app/features/catalogue/content.schema.ts';
import { importCourses } from '#app/features/catalogue/import.server.ts';
import { importTeachers } from '#app/features/teachers/import.server.ts';
import { schools } from '#app/lib/vocabulary.ts';
import { type LoadRun, numbered } from './plan.ts';

/** A course from which sections can be made. */
export interface LoadedCourse {
  courseId: string;
  versionId: string;
  title: string;
  school: CourseFile['school'];
  teacherId: string | null;
}

const subjects = [
  '邻里协商',
  '楼栋自治',
  '需求调研',
  '志愿服务',
  '消防安全',
  '手机入门',
  '社区营造',
  '物业共管',
  '养老服务',
  '活动策划',
];
const ways = ['入门', '实务', '工作坊', '案例课', '提高班', '沙龙'];
const AT_ONCE = 500;

/** Makes courses with all five ones, taught by one invented teacher. */
export async function loadCourses(run: LoadRun): Promise<LoadedCourse[]> {
  const { db, plan, actor, now } = run;
  if (plan.courses === 0) return [];
  const teacherId = await loadTeacher(run);
  const courses: LoadedCourse[] = [];
  for (let start = 0; start < plan.courses; start += AT_ONCE) {
    const files = Array.from({ length: Math.min(AT_ONCE, plan.courses - start) }, (_, index) =>
      fileOf(plan.prefix, start + index),
    );
    const authored = files.map((file) => ({ file, texts: textsOf(file), teacherId }));
    const ids = await importCourses(db, { courses: authored, actor, now });
    for (const { code, title, school } of files) {
      const known = ids.get(code);
      if (known) courses.push({ ...known, title, school, teacherId });
    }
  }
  return courses;
}

async function loadTeacher({ db, plan, actor, now }: LoadRun): Promise<string> {
  const slug = `${plan.prefix}-teacher`;
  const teacher = {
    slug,
    personId: null,
    name: `测试老师 ${plan.prefix}`,
    headline: '测试老师',
    category: '志愿讲师',
    bio: '只用于压力测试，不是真人。',
    fields: ['测试'],
    schools,
    engagedAt: now.toISOString(),
  };
  return (await importTeachers(db, { teachers: [teacher], actor, now })).get(slug) ?? '';
}

function fileOf(prefix: string, index: number): CourseFile {
  const subject = subjects[index % subjects.length] ?? '';
  const way = ways[Math.floor(index / subjects.length) % ways.length] ?? '';
  return {
    code: numbered(prefix, index + 1).toUpperCase(),
    title: `${subject}${way} ${index + 1}`,
    subtitle: '压力测试用的课程',
    school: schools[index % schools.length] ?? 'citizen',
    module: '测试',
    level: 'basic',
    required: false,
    hoursFace: 2,
    hoursRecorded: 0,
    credits: 2,
    mode: 'face',
    forms: ['lecture'],
    audience: [],
    audienceText: '所有人',
    teacherRole: '测试老师',
    seeds: [],
    summary: `第 ${index + 1} 门压力测试课程，讲${subject}。内容只为测量速度，不用于教学。`,
    objectives: ['说出这门课讲什么', '照着做一遍', '教给一位邻居'],
    facets: { teach: '讲一个例子', learn: '做一个练习', enjoy: '玩一个游戏', act: '做一件小事' },
    prerequisites: [],
    tags: [subject, way],
    glossaryGaps: [],
  };
}

function textsOf({ title }: CourseFile) {
  const body = `# ${title}\n\n压力测试用的文字。`;
  return { syllabus: body, 'lesson-plan': body, handout: body, slides: body };
}
