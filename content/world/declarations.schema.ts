import { z } from 'zod';

const daysAgo = z.number().int().min(0);

/** What accounts of the demo academy have declared, and what became of each: its steps in their order. */
export const declarationsFile = z.array(
  z.strictObject({
    who: z.string(),
    kind: z.string(),
    title: z.string().min(2).max(120),
    organiser: z.string().min(2).max(120),
    level: z.string().optional(),
    /** In hundredths of the kind's unit. */
    units: z.number().int().positive().optional(),
    again: z.boolean().default(false),
    certificate: z.string().default(''),
    companions: z.string().default(''),
    words: z.string().min(5),
    doneDaysAgo: daysAgo,
    writtenDaysAgo: daysAgo,
    steps: z.array(
      z.strictObject({
        means: z.enum([
          'send',
          'withdraw',
          'return',
          'grant',
          'refuse',
          'object',
          'dismiss',
          'uphold',
          'post',
          'appeal',
          'appeal-upheld',
          'appeal-dismissed',
        ]),
        daysAgo,
        /** Who objects; the others follow from what they do. */
        by: z.string().optional(),
        words: z.string().default(''),
        /** Recognised, in hundredths of the unit, where it is less than was declared. */
        units: z.number().int().positive().optional(),
      }),
    ),
  }),
);
export type DeclarationsFile = z.infer<typeof declarationsFile>;
