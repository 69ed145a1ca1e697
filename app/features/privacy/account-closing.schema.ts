import { z } from 'zod';

/** What somebody sends about closing their own account. */
export const ownClosingForm = z.discriminatedUnion(
  'means',
  [
    z.object({
      means: z.literal('close'),
      /** The password, or a code where there is none; what is missing is told once it is known which. */
      password: z.string({ error: '请填密码。' }).max(1000, { error: '密码不对。' }).default(''),
    }),
    z.object({ means: z.literal('take-back') }),
  ],
  { error: '没有看出要办什么，请再点一次。' },
);

/** What staff sends about closing somebody else's. */
export const staffClosingForm = z.discriminatedUnion(
  'means',
  [
    z.object({
      means: z.literal('close'),
      why: z.enum(['paper', 'died', 'moved'], { error: '请选为什么注销。' }),
      reason: z
        .string({ error: '请写明依据。' })
        .trim()
        .min(2, { error: '请写明依据：纸在哪里，谁来说的。' })
        .max(500, { error: '最多 500 字。' }),
    }),
    z.object({ means: z.literal('approve') }),
    z.object({ means: z.literal('take-back') }),
  ],
  { error: '没有看出要办什么，请再点一次。' },
);
