import { z } from 'zod';
import { courseForms, levels, modes, positions, schools } from '#app/lib/vocabulary.ts';

/** A course as it is authored: content/courses/<code>/course.json. Hours are 学时 of 45 minutes, credits decimal. */
export const courseFile = z.strictObject({
  code: z.string().regex(/^(DX|ZL|LN|SM)\d{2}$/),
  title: z.string().min(2).max(120),
  subtitle: z.string().min(2).max(120),
  school: z.enum(schools),
  module: z.string().min(2).max(32),
  level: z.enum(levels),
  required: z.boolean(),
  hoursFace: z.number().nonnegative().max(100),
  hoursRecorded: z.number().nonnegative().max(100),
  credits: z.number().nonnegative().max(100),
  mode: z.enum(modes),
  forms: z.array(z.enum(courseForms)).min(1),
  audience: z.array(z.enum(positions)),
  audienceText: z.string().min(1).max(191),
  teacherRole: z.string().min(2).max(64),
  seeds: z.array(z.enum(['000', '001', '002', '003', '004'])),
  summary: z.string().min(20).max(1000),
  objectives: z.array(z.string().min(4)).min(3).max(6),
  facets: z.strictObject({
    teach: z.string().min(4),
    learn: z.string().min(4),
    enjoy: z.string().min(4),
    act: z.string().min(4),
  }),
  prerequisites: z.array(z.string().regex(/^(DX|ZL|LN|SM)\d{2}$/)),
  tags: z.array(z.string().min(1).max(32)).min(1).max(12),
  glossaryGaps: z.array(z.string()),
});
export type CourseFile = z.infer<typeof courseFile>;

/** What of a course file is kept as details: read by pages, never searched by SQL. */
export const courseDetails = courseFile.pick({
  objectives: true,
  facets: true,
  tags: true,
  seeds: true,
  glossaryGaps: true,
});
export type CourseDetails = z.infer<typeof courseDetails>;

/** Reads "分钟" of a lesson plan's table rows and adds them up. */
export function lessonPlanMinutes(markdown: string): number {
  const rows = markdown.split('\n').filter((line) => /^\|/.test(line.trim()));
  return rows.reduce(
    (sum, row) => sum + (Number(/^\|[^|]*\|\s*(\d+)\s*(?:分钟)?\s*\|/.exec(row.trim())?.[1]) || 0),
    0,
  );
}

/** How many Chinese characters a text has. */
export function chineseLength(text: string): number {
  return text.match(/\p{Script=Han}/gu)?.length ?? 0;
}
