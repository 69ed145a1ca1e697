import { z } from 'zod';
import { whole } from '#app/lib/form-fields.ts';

/** What a teacher says of an exercise. Pass mark out of 100. */
export const exerciseForm = z.object({
  title: z.string().trim().min(2, '请给这份小测起个名字。').max(120, '名字最多 120 个字。'),
  intro: z.string().trim().max(2_000, '开头的话最多 2000 个字。').default(''),
  drawCount: whole('每次抽的题数', 1, 50, ' 道'),
  passMark: whole('及格分', 1, 100, ' 分'),
  maxAttempts: whole('可以考的次数', 1, 20, ' 次'),
});
export type ExerciseForm = z.output<typeof exerciseForm>;
