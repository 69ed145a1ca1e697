import { z } from 'zod';
import { correctionStates } from './corrections.rules.ts';

/** What the address of the list asks for. */
export const listQuery = z.object({
  state: z.enum(correctionStates).catch('asked'),
  page: z.coerce.number().int().min(1).max(1_000).catch(1),
});
