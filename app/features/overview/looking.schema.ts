import { z } from 'zod';
import { positions } from '#app/lib/vocabulary.ts';

/** The results by which a list can be narrowed, in the order in which they are offered. */
export const results = ['met', 'nearly', 'not-met', 'exempt', 'no-scheme'] as const;

/** What the address of the list asks for; what makes no sense is left out. */
export const looking = z.object({
  year: z.string().optional(),
  on: z.string().optional(),
  q: z.string().trim().max(64).catch(''),
  result: z.enum(results).nullable().catch(null),
  position: z.enum(positions).nullable().catch(null),
  community: z.string().max(36).nullable().catch(null),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});
export type Looking = z.infer<typeof looking>;
