import { z } from 'zod';

const reason = (label: string) =>
  z
    .string({ error: `请写明${label}。` })
    .trim()
    .min(4, { error: `请把${label}写清楚，至少 4 个字。` })
    .max(500, { error: `${label}最多 500 字，请删短一些。` });

export const revocationForm = z.object({ reason: reason('撤销理由') });

export const replacementForm = z.object({
  reason: reason('换发理由'),
  name: z
    .string({ error: '请写新证上的姓名。' })
    .trim()
    .min(1, { error: '请写新证上的姓名。' })
    .max(64, { error: '姓名最多 64 个字。' })
    .refine((name) => !/[\p{Cc}\p{Cf}]/u.test(name), { error: '姓名里有看不见的字符，请重新打一遍。' }),
});

export const yearForm = z.object({
  year: z.coerce
    .number({ error: '请写年度，例如 2026。' })
    .int({ error: '请写年度，例如 2026。' })
    .min(2000, { error: '年度从 2000 年起。' })
    .max(2200, { error: '请写年度，例如 2026。' }),
});
