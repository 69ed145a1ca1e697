import { z } from 'zod';
import { isId } from '#app/lib/id.ts';
import { positions } from '#app/lib/vocabulary.ts';

const reason = (what: string) =>
  z
    .string({ error: `请写明${what}。` })
    .trim()
    .min(4, { error: `请把${what}写清楚，至少 4 个字。` })
    .max(500, { error: `${what}最多 500 字，请删短一些。` });

/** What is proposed. */
export const exemptionForm = z.object({
  person: z.string({ error: '请先选人。' }).refine(isId, { error: '请先选人。' }),
  year: z.coerce
    .number({ error: '请选年度。' })
    .int()
    .min(2000, { error: '请选年度。' })
    .max(2100, { error: '请选年度。' }),
  position: z.enum(positions, { error: '请选身份。' }),
  kind: z.string({ error: '请选免考核的种类。' }).min(1, { error: '请选免考核的种类。' }).max(32),
  reason: reason('理由'),
});

/** What is done with a proposal or an exemption. */
export const exemptionDeed = z.discriminatedUnion(
  'means',
  [
    z.object({
      means: z.literal('approve'),
      words: z.string().trim().max(500, { error: '意见最多 500 字。' }).default(''),
    }),
    z.object({ means: z.literal('refuse'), words: reason('不批准的原因') }),
    z.object({ means: z.literal('end'), reason: reason('结束的理由') }),
  ],
  { error: '没能读懂这次提交，请从页面上的按钮办理。' },
);
