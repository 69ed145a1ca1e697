import { z } from 'zod';
import { correctable, wishProblem } from './corrections.rules.ts';

/** What somebody asks to have corrected. */
export const correctionForm = z
  .object({
    what: z.enum(correctable, { error: '请选要改哪里。' }),
    wish: z
      .string({ error: '请写应该是什么。' })
      .trim()
      .min(1, { error: '请写应该是什么。' })
      .max(200, { error: '最多写 200 字。' }),
    words: z.string().trim().max(1000, { error: '说明最多 1000 字。' }).default(''),
  })
  .superRefine(({ what, wish }, context) => {
    const message = wishProblem(what, wish);
    if (message) context.addIssue({ code: 'custom', path: ['wish'], message });
  });
export type Correction = z.output<typeof correctionForm>;

/** What the registrar does with it. */
export const correctionDecisionForm = z.object({
  outcome: z.enum(['done', 'refused'], { error: '请选改了还是不改。' }),
  words: z
    .string({ error: '请写一句说明。' })
    .trim()
    .min(2, { error: '请写一句说明：怎么核对的；不改的话，为什么。' })
    .max(1000, { error: '说明最多 1000 字。' }),
});
export type CorrectionDecision = z.output<typeof correctionDecisionForm>;
