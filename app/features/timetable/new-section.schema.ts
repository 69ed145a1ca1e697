import { z } from 'zod';
import { clock, day, whole } from '#app/lib/form-fields.ts';
import { modes, positions, sectionKinds } from '#app/lib/vocabulary.ts';
import { sectionEntries } from './selection-window.rules.ts';

const LONGEST_NOTE = 500;
const MOST_CLASS = 5_000;
const MOST_DAYS = 60;

export const titleField = z
  .string()
  .trim()
  .min(2, { error: '请给班起个名字。' })
  .max(120, { error: '班名最多 120 字。' });
export const personField = z.string().trim().max(64, { error: '姓名或用户名最多 64 字。' }).default('');
export const noteField = z
  .string()
  .trim()
  .max(LONGEST_NOTE, { error: `说明最多 ${LONGEST_NOTE} 字。` })
  .default('');
export const minSizeField = whole('最少人数', 1, MOST_CLASS);
export const communitiesField = z
  .array(z.uuid({ error: '请在列出的社区里选。' }))
  .max(500)
  .default([]);
/** The youngest ages that a section may ask for. */
export const agesAsked = ['50', '55', '60', '65', '70'] as const;
export const ageField = z
  .union([z.literal(''), z.enum(agesAsked, { error: '请在列出的年龄里选。' })])
  .default('');

/** Days typed by hand, in any of the usual ways of listing: `2026-10-01、2026-10-02`. */
const skipField = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,，、;；]+/).filter(Boolean))
  .pipe(
    z
      .array(z.iso.date({ error: '停课的日子写成 2026-10-01 这样，一行一个。' }))
      .max(MOST_DAYS, { error: `停课的日子最多写 ${MOST_DAYS} 个；连着的假期请登记到学期里。` }),
  );

/** The registrar's form for a new section. Times are clock times of the academy; messages are shown to the person. */
export const newSectionForm = z
  .object({
    course: z.uuid({ error: '请选一门课。' }),
    term: z.uuid({ error: '请选学期。' }),
    title: titleField,
    kind: z.enum(sectionKinds, { error: '请选班的类型。' }),
    mode: z.enum(modes, { error: '请选上课方式。' }),
    teacher: z.union([z.literal(''), z.uuid()]).default(''),
    headTeacher: personField,
    minSize: minSizeField.default(1),
    capacity: whole('名额', 1, MOST_CLASS),
    entry: z.enum(sectionEntries, { error: '请选怎样选课。' }).default('first-come'),
    /** Left out by a form that does not ask: the course's own. */
    audience: z.array(z.enum(positions)).optional(),
    communities: communitiesField,
    ageFrom: ageField,
    startsOn: day('开始日期'),
    endsOn: day('结束日期'),
    weekdays: z.array(z.coerce.number().int().min(1).max(7)).max(7).default([]),
    meetings: whole('课次', 0, 60).default(0),
    firstAt: z.union([z.literal(''), clock('上课时间')]).default(''),
    minutes: whole('每次分钟数', 0, 480).default(90),
    skipDays: skipField,
    venue: z.union([z.literal(''), z.uuid()]).default(''),
    note: noteField,
  })
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
    path: ['endsOn'],
    error: '结束日期要在开始日期之后。',
  })
  .refine(({ minSize, capacity }) => minSize <= capacity, {
    path: ['minSize'],
    error: '最少人数不能比名额多。',
  })
  .refine(({ meetings, firstAt }) => meetings === 0 || firstAt !== '', {
    path: ['firstAt'],
    error: '有课次就要写上课时间。',
  })
  .refine(({ meetings, minutes }) => meetings === 0 || minutes >= 10, {
    path: ['minutes'],
    error: '每次课至少 10 分钟。',
  })
  .refine(({ mode, meetings }) => mode === 'recorded' || meetings > 0, {
    path: ['meetings'],
    error: '不是纯录播的班，至少要排一次课。',
  });
export type NewSectionForm = z.infer<typeof newSectionForm>;

/** The fields of it that may have several values. */
export const listFields = ['audience', 'communities', 'weekdays'] as const;
