import { z } from 'zod';

/** What the address of the list asks for. */
export const listQuery = z.object({
  show: z.enum(['waiting', 'all']).catch('waiting'),
  page: z.coerce.number().int().min(1).max(1_000).catch(1),
});
