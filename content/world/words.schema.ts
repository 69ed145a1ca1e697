import { z } from 'zod';
import { positions } from '#app/lib/vocabulary.ts';

/** What people of the demo world say to each other, and why credits were taken back or not asked for. */
export const wordsFile = z.strictObject({
  /** What learners write on their ballots; of 老年学校 its own. */
  ballots: z.array(z.string().min(2).max(200)).min(3),
  elderBallots: z.array(z.string().min(2).max(200)).min(3),
  /** What teachers write about learners. */
  appraisals: z.array(z.string().min(2).max(200)).min(3),
  /** Credits that were taken back, and why. */
  reversals: z.array(z.strictObject({ account: z.string(), section: z.string(), reason: z.string().min(5) })),
  exemptions: z.array(
    z.strictObject({
      pool: z.string(),
      index: z.number().int().nonnegative(),
      position: z.enum(positions),
      kind: z.string(),
      reason: z.string().min(5),
      /** Ended some days ago, with this reason. */
      ended: z.string().optional(),
      /** Nobody has decided about it yet. */
      waits: z.boolean().optional(),
    }),
  ),
});
export type WordsFile = z.output<typeof wordsFile>;

/** Who was moved to another community without a break, and who was promoted, by pool and place in it. */
export const careersFile = z.array(
  z.strictObject({
    pool: z.string(),
    index: z.number().int().nonnegative(),
    deed: z.enum(['transferred', 'promoted']),
    position: z.enum(positions),
    community: z.string(),
    at: z.enum(['community', 'building']),
    daysAgo: z.number().int().positive(),
  }),
);
export type CareersFile = z.output<typeof careersFile>;
