import { z } from 'zod';
import { consentMeans } from './consent.rules.ts';

/** How somebody agreed that the liaison acts for them. Messages are shown to the liaison. */
export const consentForm = z.object({
  means: z.enum(consentMeans, { error: '请选本人是怎么同意的：当面、电话还是书面。' }),
  words: z
    .string({ error: '请写一句本人怎么说的。' })
    .trim()
    .min(2, { error: '请写一句本人怎么说的。' })
    .max(200, { error: '本人的话最多记 200 字，请写短一些。' }),
  agreed: z.literal('yes', {
    error: '请先问过本人，再勾选“本人同意”。没有本人同意，不能替人办。',
  }),
});
export type Consent = Omit<z.infer<typeof consentForm>, 'agreed'>;

/** What the liaison wants to do about a section. */
export const sectionDeedForm = consentForm.extend({
  deed: z.enum(['enrol', 'wait', 'withdraw'], { error: '没有看出要办什么，请回到上一页再点一次。' }),
});

/** What came of a call about an offered seat. */
export const callForm = z.discriminatedUnion(
  'outcome',
  [
    consentForm.extend({ outcome: z.literal('accept') }),
    consentForm.extend({ outcome: z.literal('decline') }),
    z.object({
      outcome: z.literal('no-answer'),
      words: z.string().trim().max(200, { error: '备注最多 200 字，请写短一些。' }).default(''),
    }),
  ],
  { error: '请选这次电话的结果。' },
);
export type Call = z.infer<typeof callForm>;

/** What somebody says who did not agree. */
export const disputeForm = z.object({
  words: z.string().trim().max(200, { error: '最多写 200 字，请写短一些。' }).default(''),
});

/** What the registrar does about a deed: undo it when the person asks, or note how a dispute ended. */
export const reviewForm = z.object({
  means: z.enum(['undo', 'dispute', 'settle'], { error: '没有看出要办什么，请再点一次。' }),
  words: z
    .string({ error: '请写一句说明。' })
    .trim()
    .min(2, { error: '请写一句说明：问过谁，怎么办的。' })
    .max(200, { error: '说明最多 200 字，请写短一些。' }),
});
