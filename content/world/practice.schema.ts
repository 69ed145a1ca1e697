import { z } from 'zod';

const pastDays = z.number().int().min(1);

/** Tasks that the demo instructor has set, and what learners have handed in for them. */
export const practiceFile = z.array(
  z.strictObject({
    course: z.string(),
    kind: z.enum(['assignment', 'practice']),
    title: z.string().min(2).max(120),
    instructions: z.string().min(5),
    files: z.enum(['none', 'welcome', 'needed']),
    setDaysAgo: pastDays,
    dueInDays: z.number().int().nullable(),
    passMark: z.number().int().positive(),
    criteria: z
      .array(z.strictObject({ label: z.string(), words: z.string(), points: z.number().int().positive() }))
      .min(1),
    works: z.array(
      z.strictObject({
        section: z.string(),
        /** The place in the section's list of learners, counted from 0. */
        who: z.number().int().nonnegative(),
        /** A version without `handIn` is a draft. */
        versions: z
          .array(
            z.strictObject({
              daysAgo: pastDays,
              body: z.string().min(1),
              handIn: z.boolean().default(false),
              review: z
                .strictObject({
                  daysAgo: pastDays,
                  outcome: z.enum(['passed', 'returned']),
                  points: z.array(z.number().int().nonnegative()),
                  words: z.string().min(5),
                })
                .optional(),
            }),
          )
          .min(1),
      }),
    ),
  }),
);
export type PracticeFile = z.infer<typeof practiceFile>;
