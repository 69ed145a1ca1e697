import { z } from 'zod';

/** What the address of the statements of a year asks for. */
export const listQuery = z.object({
  q: z.string().trim().max(64).catch(''),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

/** For whom a file of a year is made: the academy itself, or the department of the district, which gets those who agreed to it. */
export const fileQuery = listQuery.extend({ for: z.enum(['district']).nullable().catch(null) });
