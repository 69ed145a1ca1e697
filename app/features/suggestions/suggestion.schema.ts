import { z } from 'zod';
import { deskCodes, kindCodes } from './suggestions.rules.ts';

const words = (what: string, least = 5) =>
  z
    .string({ error: `请写${what}。` })
    .trim()
    .min(least, { error: `请把${what}写清楚，至少 ${least} 个字。` })
    .max(2000, { error: '最多 2000 字。' });

/** What somebody puts into the box. */
export const suggestionForm = z.object({
  kind: z.enum(kindCodes, { error: '请选是哪一类。' }),
  about: z.string().trim().max(60, { error: '最多 60 字。' }).default(''),
  words: words('想说的话'),
  named: z.enum(['yes', 'no'], { error: '请选写不写名字。' }).default('no'),
  token: z.string().max(64).default(''),
});

/** What the writer says to an answer. */
export const replyForm = z
  .object({
    means: z.enum(['satisfied', 'again', 'dissatisfied'], { error: '请选满意还是不满意。' }),
    words: z.string().trim().max(2000, { error: '最多 2000 字。' }).default(''),
  })
  .refine(({ means, words: said }) => means !== 'again' || said.length >= 5, {
    path: ['words'],
    error: '请写哪里没有说到，至少 5 个字。',
  });

/** What is done at the desk. */
export const deskForm = z.discriminatedUnion('means', [
  z.object({ means: z.literal('accept') }),
  z.object({
    means: z.literal('forward'),
    desk: z.enum(deskCodes, { error: '请选转给谁。' }),
    reason: words('为什么转'),
  }),
  z.object({ means: z.literal('answer'), words: words('答复') }),
]);
