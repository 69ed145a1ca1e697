import { z } from 'zod';
import { modes, sectionKinds } from '#app/lib/vocabulary.ts';

const whole = (label: string, from: number, to: number) =>
  z.coerce
    .number({ error: `${label}要写数字。` })
    .int({ error: `${label}要写整数。` })
    .min(from, { error: `${label}至少 ${from}。` })
    .max(to, { error: `${label}最多 ${to}。` });
const day = (label: string) => z.iso.date({ error: `${label}还没有填，格式像 2026-11-22。` });

/** The registrar's form for a new section. Times are clock times of the academy; messages are shown to the person. */
export const newSectionForm = z
  .object({
    course: z.uuid({ error: '请选一门课。' }),
    term: z.uuid({ error: '请选学期。' }),
    title: z.string().trim().min(2, { error: '请给班起个名字。' }).max(120, { error: '班名最多 120 字。' }),
    kind: z.enum(sectionKinds, { error: '请选班的类型。' }),
    mode: z.enum(modes, { error: '请选上课方式。' }),
    teacher: z.union([z.literal(''), z.uuid()]).default(''),
    capacity: whole('名额', 1, 5000),
    startsOn: day('开始日期'),
    endsOn: day('结束日期'),
    meetings: whole('课次', 0, 60).default(0),
    firstAt: z
      .union([
        z.literal(''),
        z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: '上课时间写成 19:00 这样。' }),
      ])
      .default(''),
    minutes: whole('每次分钟数', 0, 480).default(90),
    venue: z.union([z.literal(''), z.uuid()]).default(''),
  })
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
    path: ['endsOn'],
    error: '结束日期要在开始日期之后。',
  })
  .refine(({ meetings, firstAt }) => meetings === 0 || firstAt !== '', {
    path: ['firstAt'],
    error: '有课次就要写上课时间。',
  })
  .refine(({ mode, meetings }) => mode === 'recorded' || meetings > 0, {
    path: ['meetings'],
    error: '不是纯录播的班，至少要排一次课。',
  });
export type NewSectionForm = z.infer<typeof newSectionForm>;
