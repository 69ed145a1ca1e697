import { z } from 'zod';
import { appealStates } from './appeals.rules.ts';

/** What the address of the list asks for. */
export const listQuery = z.object({
  state: z.enum(appealStates).catch('waiting'),
  page: z.coerce.number().int().min(1).max(1_000).catch(1),
});
