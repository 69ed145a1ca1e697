import { z } from 'zod';

/** What the address of the list asks for; `few`: only those with too few people. */
export const sectionQuery = z.object({
  term: z.string().max(32).catch(''),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
  few: z.string().optional(),
});
