import { z } from 'zod';

/** What the address of the list asks for. */
export const listQuery = z.object({
  q: z.string().trim().max(64).catch(''),
  different: z.literal('1').optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
