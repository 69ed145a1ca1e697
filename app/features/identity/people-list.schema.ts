import { z } from 'zod';
import { isId } from '#app/lib/id.ts';

/** What the address of the list asks for; a unit that is none is told from no unit. */
export const peopleQuery = z.object({
  q: z.string().max(64).catch(''),
  unit: z.string().refine(isId).optional().catch(''),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
