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
export const replyForm = z.object({
  answer: z.string({ error: '不知道答复的是哪一条意见。' }).max(36),
  words: words('答复', 1000),
});
/** Why a statement or a year is to be opened again. */
export const reopenForm = z.object({ reason: words('理由', 500) });
/** Whether it is. */
export const decideForm = z.object({
  reopening: z.uuid({ error: '不知道是哪一条申请。请回到这一页，从列出的申请里再选一次。' }),
  decision: z.enum(['approve', 'decline'], { error: '请选“同意重开”或者“不同意”。' }),
});
/** What somebody objects to in their draft. */
export const objectForm = z.object({ words: words('意见', 1000) });
