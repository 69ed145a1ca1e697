import { z } from 'zod';
import { isId } from '#app/lib/id.ts';
import { trees } from './kinds.ts';

/** What the address of the tree asks for; a unit that is none is told from no unit. */
export const levelQuery = z.object({
  tree: z.enum(trees).catch('territory'),
  unit: z.string().refine(isId).optional().catch(''),
  on: z.iso.date().optional().catch(undefined),
  q: z.string().trim().max(64).catch(''),
  page: z.coerce.number().int().min(1).max(1000).catch(1),
});
