import { z } from 'zod';
import { day } from '#app/lib/form-fields.ts';
import { addDays } from '#app/lib/time.ts';
import { ruleKeys } from './leadership.schema.ts';

/** A waiver is for a time, and looked at anew after it. */
const LONGEST_DAYS = 400;

const reason = z
  .string({ error: '请写明理由。' })
  .trim()
  .min(4, { error: '请把理由写清楚，至少 4 个字。' })
  .max(400, { error: '理由最多 400 字，请删短一些。' });

/** What is typed to waive a rule. `today`: the first day that it may end. */
export const waiverForm = (today: string) =>
  z
    .object({
      rule: z.enum(ruleKeys, { error: '请选一条要求。' }),
      reason,
      validFrom: day('从哪一天起'),
      validTo: day('豁免到哪一天'),
    })
    .superRefine(({ validFrom, validTo }, { addIssue }) => {
      const wrong = (path: string, message: string) => addIssue({ code: 'custom', path: [path], message });
      if (validTo < today) wrong('validTo', '豁免到哪一天不能是过去的日子。');
      else if (validTo < validFrom) wrong('validTo', '最后一天不能早于第一天。');
      else if (validTo > addDays(validFrom, LONGEST_DAYS))
        wrong('validTo', '一次最多豁免 400 天，到期再看要不要续。');
    });

/** What is typed to take one back. */
export const waiverEndForm = z.object({
  waiver: z.string({ error: '请选要收回的豁免。' }),
  endReason: reason,
});
