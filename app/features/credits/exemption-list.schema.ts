import { z } from 'zod';

/** What the address of the exemptions asks for; `of` says which of the two lists a file is of. */
export const exemptionQuery = z.object({
  q: z.string().trim().max(64).catch(''),
  year: z.coerce.number().int().min(2000).max(2100).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
  waitingPage: z.coerce.number().int().min(1).max(1_000).catch(1),
  of: z.enum(['waiting', 'year']).catch('year'),
});
