import { z } from 'zod';
import { categoryCodes } from '#app/features/credits/rules.schema.ts';
import { day } from '#app/lib/form-fields.ts';
import { toHundredths } from '#app/lib/hundredths.ts';
import { schools } from '#app/lib/vocabulary.ts';
import { adjustmentKinds } from './adjustment-kinds.rules.ts';

const words = (what: string, least: number, most: number) =>
  z
    .string({ error: `请写${what}。` })
    .trim()
    .min(least, { error: `请把${what}写清楚，至少 ${least} 个字。` })
    .max(most, { error: `${what}最多 ${most} 字，请删短一些。` });

const both = {
  kind: z.enum(
    adjustmentKinds.map(({ key }) => key),
    { error: '请选是哪一种情况。' },
  ),
  amount: z
    .string({ error: '请写多少学分。' })
    .trim()
    .regex(/^\d{1,3}(\.\d{1,2})?$/, { error: '学分写成 2 或者 1.5 这样，不到 1000。' })
    .transform((text) => toHundredths(Number(text))),
  reason: words('理由', 4, 500),
  evidence: words('依据', 4, 1000),
};

const categoryOrKind = new RegExp(`^[${categoryCodes.join('')}](\\.[a-z][a-z0-9-]{0,23})?$`);

const number = (what: string) =>
  z
    .string()
    .trim()
    .regex(/^(\d{1,3}(\.\d{1,2})?)?$/, { error: `${what}写成 2 或者 1.5 这样，不到 1000。` })
    .transform((text) => (text === '' ? null : toHundredths(Number(text))))
    .default(null);

/**
 * Something is to be added to a person's credits: how much of it was done, or with which outcome, from which the sum is reckoned; the sum
 * itself only of what the rules have no rate for. Messages are shown to whoever proposes.
 */
export const additionForm = z.object({
  ...both,
  amount: number('学分'),
  units: number('数量'),
  level: z.string().trim().max(15).default(''),
  again: z
    .enum(['yes', 'no', ''], { error: '请选是不是第一次。' })
    .default('')
    .transform((value) => value === 'yes'),
  /** The entry with which it is one thing. */
  sameAs: z.union([z.literal(''), z.uuid()], { error: '请从列出的里选。' }).default(''),
  /** A category, or a kind of activity of it: `A.face`. */
  category: z.string({ error: '请选类别。' }).regex(categoryOrKind, { error: '请选类别。' }),
  elective: z.enum(['required', 'elective'], { error: '请选必修还是选修。' }),
  school: z.union([z.literal(''), z.enum(schools)], { error: '请从列出的学校里选。' }).default(''),
  title: z
    .string({ error: '请写是哪门课、哪件事。' })
    .trim()
    .min(2, { error: '请写是哪门课、哪件事。' })
    .max(160, { error: '最多 160 字。' }),
  occurredOn: day('取得的日期'),
});

/** An entry is to be corrected: a part of it taken back, or what is missing added. */
export const correctionForm = z.object(both);

export type Addition = z.output<typeof additionForm>;
export type Correction = z.output<typeof correctionForm>;

/** The other person's decision, or the proposer's taking it back. */
export const decisionForm = z.discriminatedUnion(
  'means',
  [
    z.object({
      means: z.literal('confirm'),
      words: words('核对的结果', 2, 500),
      /** What is alike was looked at, and is something else. */
      different: z.string().optional(),
    }),
    z.object({ means: z.literal('decline'), words: words('不同意的理由', 4, 500) }),
    z.object({ means: z.literal('withdraw') }),
  ],
  { error: '请选同意还是不同意。' },
);
export type Decision = z.output<typeof decisionForm>;
