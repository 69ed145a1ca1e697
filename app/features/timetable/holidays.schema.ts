import { z } from 'zod';

const day = z.iso.date();

/** content/policies/holidays.json: the statutory holidays of each year, as the State Council's general office announces them. */
export const holidaysFile = z.strictObject({
  years: z.array(
    z.strictObject({
      year: z.number().int(),
      holidays: z
        .array(
          z
            .strictObject({ name: z.string().min(2).max(64), from: day, to: day })
            .refine(({ from, to }) => from <= to),
        )
        .min(1),
      /** Saturdays and Sundays on which people work instead (调休). */
      workdays: z.array(z.strictObject({ name: z.string().min(2).max(64), day })).default([]),
    }),
  ),
});
