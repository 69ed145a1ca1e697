import { z } from 'zod';

export const consentMeans = ['self', 'read-aloud', 'paper'] as const;
export type ConsentMeans = (typeof consentMeans)[number];

const kind = z.enum(['notice', 'district'], { error: '没有看出是哪一项，请再点一次。' });

/** What somebody says themselves: to a version that they saw, or that they take it back. */
export const ownConsentForm = z.discriminatedUnion(
  'means',
  [
    z.object({ means: z.literal('agree'), kind, version: z.string().max(16) }),
    z.object({ means: z.literal('refuse'), kind, version: z.string().max(16) }),
    z.object({ means: z.literal('withdraw'), kind }),
  ],
  { error: '没有看出要办什么，请再点一次。' },
);
export type OwnConsent = z.output<typeof ownConsentForm>;

/** What staff writes down that somebody said when the notice was read to them, or signed on paper. */
export const assistedConsentForm = z.object({
  kind,
  answer: z.enum(['agreed', 'refused'], { error: '请选本人同意还是不同意。' }),
  means: z.enum(['read-aloud', 'paper'], { error: '请选是读给本人听的，还是本人在纸上签的。' }),
  words: z
    .string({ error: '请写一句本人怎么说的。' })
    .trim()
    .min(2, { error: '请写一句本人怎么说的。' })
    .max(200, { error: '本人的话最多记 200 字，请写短一些。' }),
  read: z.literal('yes', { error: '请先把说明读完或者给本人看过，再勾选。' }),
});
export type AssistedConsent = z.output<typeof assistedConsentForm>;
