import { z } from 'zod';
import { policy } from './declarable.rules.ts';
import { queueStates } from './states.rules.ts';

/** What the address of the list asks for. */
export function readListQuery({ searchParams: search }: URL) {
  return listQuery.parse({
    state: search.get('state'),
    category: search.get('category') || null,
    page: search.get('page') ?? 1,
  });
}

const listQuery = z.object({
  state: z.enum(queueStates).catch('waiting'),
  category: z
    .string()
    .refine((code) => policy.categories.some((known) => known === code))
    .nullable()
    .catch(null),
  page: z.coerce.number().int().min(1).max(1_000).catch(1),
});
