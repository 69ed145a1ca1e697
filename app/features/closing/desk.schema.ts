import { z } from 'zod';
import { day } from '#app/lib/form-fields.ts';

const words = (what: string, most: number) =>
  z
    .string({ error: `请写明${what}。` })
    .trim()
    .min(4, { error: `请把${what}写清楚，至少 4 个字。` })
    .max(most, { error: `${what}最多 ${most} 字，请删短一些。` });

/** Until when people may confirm or object. */
export const showForm = z.object({ until: day('截止日期') });
/** The answer to an objection. */
export const replyForm = z.object({ answer: z.string().max(36), words: words('答复', 1000) });
/** Why a statement or a year is to be opened again. */
export const reopenForm = z.object({ reason: words('理由', 500) });
/** Whether it is. */
export const decideForm = z.object({
  reopening: z.string().max(36),
  decision: z.enum(['approve', 'decline'], { error: '请选同意或者不同意。' }),
});
/** What somebody objects to in their draft. */
export const objectForm = z.object({ words: words('意见', 1000) });
