import { z } from 'zod';

/** What the registrar may change of a section on its page. Messages are shown to the person. */
export const sectionChange = z.discriminatedUnion('means', [
  z.object({ means: z.literal('open') }),
  z.object({
    means: z.literal('capacity'),
    capacity: z.coerce
      .number({ error: '名额要写数字。' })
      .int({ error: '名额要写整数。' })
      .min(1, { error: '名额至少 1 个。' })
      .max(5000, { error: '名额最多 5000 个。' }),
  }),
  z.object({
    means: z.literal('end'),
    reason: z
      .string()
      .trim()
      .min(2, { error: '请写一句结课说明，比如“课已上完”。' })
      .max(500, { error: '说明最多 500 字。' }),
  }),
]);
export type SectionChange = z.infer<typeof sectionChange>;
