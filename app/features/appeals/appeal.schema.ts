import { z } from 'zod';

const words = (what: string) =>
  z
    .string({ error: `请写${what}。` })
    .trim()
    .min(5, { error: `请把${what}写清楚，至少 5 个字。` })
    .max(2000, { error: '最多 2000 字。' });

/** Why somebody appeals. */
export const appealForm = z.object({ words: words('为什么不同意、请复核员看什么') });

/** What becomes of an appeal; of one that is upheld how much, where it pays by the unit. */
export const decisionForm = z.object({
  means: z.enum(['uphold', 'dismiss'], { error: '请选申诉成立还是维持原来的决定。' }),
  units: z
    .string()
    .trim()
    .regex(/^(\d{1,3}(\.\d{1,2})?)?$/, { error: '请用数字写认定多少，例如 4 或 1.5。' })
    .default(''),
  words: words('复核的情况和理由'),
});
