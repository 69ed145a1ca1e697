import { z } from 'zod';
import { fiveOnes } from '#app/lib/vocabulary.ts';

const capacity = z.coerce
  .number({ error: '名额要写数字。' })
  .int({ error: '名额要写整数。' })
  .min(1, { error: '名额至少 1 个。' })
  .max(5000, { error: '名额最多 5000 个。' });
const MOST_WORDS = 200;
const reason = (example: string) =>
  z
    .string()
    .trim()
    .min(2, { error: `请写一句原因，比如“${example}”。` })
    .max(MOST_WORDS, { error: `原因最多 ${MOST_WORDS} 字。` });

/** What the registrar may change of a section on its page. Messages are shown to the person. */
export const sectionChange = z.discriminatedUnion('means', [
  z.object({ means: z.literal('open') }),
  z.object({ means: z.literal('version') }),
  z.object({
    means: z.literal('exempt'),
    item: z.enum(fiveOnes, { error: '请选免哪一样。' }),
    exemptReason: reason('外请专家的专题班，讲义由专家带来'),
  }),
  z.object({ means: z.literal('capacity'), capacity }),
  z.object({
    means: z.literal('end'),
    reason: z
      .string()
      .trim()
      .min(2, { error: '请写一句结课说明，比如“课已上完”。' })
      .max(500, { error: '说明最多 500 字。' }),
  }),
  z.object({ means: z.literal('cancel'), cancelReason: reason('报名不到 10 人') }),
]);
export type SectionChange = z.infer<typeof sectionChange>;

/** The form that merges a section into another. */
export const mergeForm = z.object({
  into: z.uuid({ error: '请选并到哪个班。' }),
  capacity: z.union([z.literal('').transform(() => null), capacity]).default(null),
  reason: reason('两个班人都不多'),
});
