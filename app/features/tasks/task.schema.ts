import { z } from 'zod';
import { whole } from '#app/lib/form-fields.ts';
import { type Criterion, MOST_CRITERIA, pointsOf } from './rubric.rules.ts';
import { fileWishes, taskKinds } from './work.rules.ts';

const MOST_POINTS = 100;
const rows = Array.from({ length: MOST_CRITERIA }, (_, index) => index + 1);

/** The names of the fields of one criterion, counted from 1. */
export const criterionFields = (row: number) => ({
  label: `label${row}`,
  words: `words${row}`,
  points: `points${row}`,
});

/** The teacher's form for a task; its rubric is `criteria`. Messages are shown to the person. */
export const taskForm = z
  .looseObject({
    kind: z.enum(taskKinds, { error: '请选是作业还是实践。' }),
    title: z.string().trim().min(2, { error: '请写任务的名字。' }).max(120, { error: '名字最多 120 字。' }),
    instructions: z
      .string()
      .trim()
      .min(5, { error: '请写清楚要做什么，学员照着它做。' })
      .max(5000, { error: '最多 5000 字。' }),
    files: z.enum(fileWishes, { error: '请选要不要附文件。' }),
    dueOn: z
      .union([z.literal(''), z.iso.date()], { error: '日期写成 2026-11-22 这样，也可以不写。' })
      .default(''),
    required: z
      .literal('yes')
      .optional()
      .transform((value) => value === 'yes'),
    passMark: whole('通过线', 1, MOST_CRITERIA * MOST_POINTS, ' 分'),
    credits: z
      .string()
      .regex(/^\d{1,4}$/, { error: '请从列出的学分里选。' })
      .default('0')
      .transform(Number),
  })
  .transform((form, context) => {
    const fail = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    const criteria = criteriaOf(form, fail);
    for (const [index, { label }] of criteria.entries())
      if (label && criteria.findIndex((other) => other.label === label) < index)
        fail(criterionFields(index + 1).label, `有两个评分项都叫“${label}”，请改一个。`);
    if (criteria.length === 0) fail(criterionFields(1).label, '至少写一个评分项，学员才知道看什么。');
    else if (form.passMark > pointsOf(criteria))
      fail('passMark', `各项加起来最多 ${pointsOf(criteria)} 分，通过线不能比它高。`);
    const { kind, title, instructions, files, dueOn, required, passMark, credits } = form;
    return { kind, title, instructions, files, dueOn: dueOn || null, required, passMark, credits, criteria };
  });

/** The rubric as typed; a line with nothing in it is left out. */
function criteriaOf(
  form: Record<string, unknown>,
  fail: (path: string, message: string) => void,
): Criterion[] {
  return rows.flatMap((row): Criterion[] => {
    const names = criterionFields(row);
    const [label = '', words = '', points = ''] = [names.label, names.words, names.points].map((name) =>
      String(form[name] ?? '').trim(),
    );
    if (label === '' && words === '' && points === '') return [];
    const worth = Number(points);
    if (label === '') fail(names.label, `第 ${row} 个评分项还没有名字。`);
    if (label.length > 40) fail(names.label, '评分项的名字最多 40 字。');
    if (words.length > 300) fail(names.words, '评分项的说明最多 300 字。');
    if (!/^\d+$/.test(points) || worth < 1 || worth > MOST_POINTS)
      fail(names.points, `第 ${row} 个评分项的分数要写 1 到 ${MOST_POINTS} 的整数。`);
    return [{ label, words, points: worth }];
  });
}
/** `credits` in hundredths; without it none. */
export type TaskForm = Omit<z.output<typeof taskForm>, 'credits'> & { credits?: number };

/** Ready tasks to begin from (content/forms/task-templates.json). */
export const taskTemplates = z.array(
  z.object({
    key: z.string().min(1).max(32),
    kind: z.enum(taskKinds),
    title: z.string().min(1).max(120),
    instructions: z.string().min(1).max(5000),
    files: z.enum(fileWishes),
    passMark: z.number().int().positive(),
    criteria: z
      .array(
        z.object({
          label: z.string().min(1).max(40),
          words: z.string().max(300),
          points: z.number().int().positive(),
        }),
      )
      .min(1)
      .max(MOST_CRITERIA),
  }),
);
/** What the learner's form says besides its files. `means`: save, hand-in, or remove:<file>. */
export const workForm = z.object({
  body: z.string().default(''),
  seen: z.string().max(24).default(''),
  means: z
    .string()
    .regex(/^(save|hand-in|remove:[0-9a-f-]{36})$/)
    .catch('save'),
});

/** The reviewer's words and what becomes of the work; the points are read by `readMarks`. */
export const reviewForm = z
  .object({
    means: z.enum(['pass', 'return'], { error: '请选通过还是退回。' }),
    words: z.string().trim().max(2000, { error: '最多 2000 字。' }).default(''),
  })
  .refine(({ means, words }) => means === 'pass' || words.length >= 5, {
    path: ['words'],
    error: '退回时请写清楚要改什么，学员只能看到这些话。',
  });
