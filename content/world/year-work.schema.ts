import { z } from 'zod';

const daysAgo = z.number().int().positive();
const name = z.string().min(2).max(120);

/** What many people have learned elsewhere: in the time before the academy, and at other places. */
export const yearWorkFile = z.strictObject({
  /** Lessons of which only paper tells, carried over by two people. Hundredths of a credit. */
  earlier: z.strictObject({
    title: name,
    reason: z.string(),
    evidence: z.string(),
    credits: z.number().int().positive(),
    daysAgo,
  }),
  /** The same of the year that was closed, on each of these days. */
  lastYear: z.strictObject({
    title: name,
    reason: z.string(),
    evidence: z.string(),
    credits: z.number().int().positive(),
    days: z.array(z.string().regex(/^\d{2}-\d{2}$/)),
  }),
  /** A course of another place that each declares for themselves. Hundredths of an hour. */
  outside: z.strictObject({
    title: name,
    organiser: name,
    words: z.string().min(5),
    hours: z.number().int().positive(),
    doneDaysAgo: daysAgo,
    sentDaysAgo: daysAgo,
    grantedDaysAgo: daysAgo,
    postedDaysAgo: daysAgo,
  }),
  /** By pool, person for person: B both and last year's, E the earlier lessons, H half of the outside course, - nothing. */
  pools: z.array(z.strictObject({ pool: z.string(), fates: z.string().regex(/^[BEH-]+$/) })),
});
export type YearWorkFile = z.output<typeof yearWorkFile>;
