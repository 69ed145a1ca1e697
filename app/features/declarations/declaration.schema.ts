import { z } from 'zod';
import { day } from '#app/lib/form-fields.ts';
import { questionsFor } from './asks.rules.ts';
import type { Kind } from './declarable.rules.ts';

const MOST_UNITS = 500;
export const MOST_CHARACTERS = 5_000;

const line = (label: string, most: number) =>
  z
    .string()
    .trim()
    .max(most, { error: `${label}最多 ${most} 字。` })
    .default('');

/** A question that this kind does not have: a browser sends nothing for it, and whatever a program sends is left aside. */
const notAsked = <T>(value: T) =>
  z
    .unknown()
    .optional()
    .transform(() => value);

const units = (unit: string) =>
  z
    .string({ error: `请写多少${unit}。` })
    .trim()
    .regex(/^\d{1,3}(\.\d{1,2})?$/, { error: `请用数字写多少${unit}，例如 4 或 1.5。` })
    .transform((text) => Math.round(Number(text) * 100))
    .refine((hundredths) => hundredths > 0 && hundredths <= MOST_UNITS * 100, {
      error: `要在 0 到 ${MOST_UNITS} ${unit}之间。`,
    });

/** The form for one kind on a day: what is asked depends on the kind, and nothing lies ahead. Messages are shown to the person. */
export function declarationForm(kind: Kind, today: string) {
  const asks = questionsFor(kind.category);
  const byOutcome = kind.levels.length > 0;
  return z.object({
    title: z
      .string({ error: `请写${asks.title.label}。` })
      .trim()
      .min(2, { error: `请写${asks.title.label}。` })
      .max(120, { error: '最多 120 字。' }),
    occurredOn: day(asks.occurredOn.label).refine((given) => given <= today, {
      error: '这一天还没有到，做完了再来申报。',
    }),
    organiser: z
      .string({ error: `请写${asks.organiser.label}。` })
      .trim()
      .min(2, { error: `请写${asks.organiser.label}。` })
      .max(120, { error: '最多 120 字。' }),
    level: byOutcome
      ? z.enum(
          kind.levels.map(({ key }) => key),
          { error: '请选是哪一种。' },
        )
      : notAsked(null),
    units: byOutcome ? notAsked(null) : units(kind.unit),
    again: kind.repeats
      ? z.enum(['no', 'yes'], { error: '请选是不是第一次讲。' }).transform((value) => value === 'yes')
      : notAsked(false),
    /** Which of their own declarations is of the same thing. */
    sameAs: kind.item ? line('同一件', 36) : notAsked(''),
    part: asks.part ? line(asks.part.label, 60) : notAsked(''),
    certificate: asks.certificate ? line(asks.certificate.label, 64) : notAsked(''),
    companions: asks.companions ? line(asks.companions.label, 200) : notAsked(''),
    words: z
      .string()
      .trim()
      .default('')
      .refine((text) => [...text].length <= MOST_CHARACTERS, {
        error: `最多 ${MOST_CHARACTERS} 字，可以把一部分放进文件里。`,
      }),
  });
}

/** What a declaration says; `units` in hundredths. */
export type DeclarationForm = z.output<ReturnType<typeof declarationForm>>;

const reason = (what: string) =>
  z
    .string({ error: `请写${what}。` })
    .trim()
    .min(5, { error: `请把${what}写清楚，至少 5 个字。` })
    .max(2000, { error: '最多 2000 字。' });

/** What the reviewer decides; of an approval also how much, which may be less than was declared. */
export const decisionForm = z.discriminatedUnion(
  'means',
  [
    z.object({
      means: z.literal('grant'),
      level: z.string().max(15).default(''),
      units: z.string().trim().max(8).default(''),
      again: z.enum(['no', 'yes']).default('no'),
      words: z.string().trim().max(2000, { error: '最多 2000 字。' }).default(''),
    }),
    z.object({ means: z.literal('return'), words: reason('要补什么、改什么') }),
    z.object({ means: z.literal('refuse'), words: reason('不予认定的理由') }),
  ],
  { error: '请选怎么处理。' },
);

/** What becomes of an objection. */
export const answerForm = z.object({
  means: z.enum(['dismiss', 'uphold'], { error: '请选异议成立还是不成立。' }),
  words: reason('查到的情况和理由'),
});

/** Somebody's objection during publicity. */
export const objectionForm = z.object({ words: reason('有什么异议、根据是什么') });
