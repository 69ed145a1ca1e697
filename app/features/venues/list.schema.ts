import { z } from 'zod';
import { venueTiers } from './tiers.ts';

/** What the address of the list asks for. */
export function readListQuery({ searchParams: search }: URL) {
  return listQuery.parse({ tier: search.get('tier'), page: search.get('page') ?? 1 });
}

const listQuery = z.object({
  tier: z.enum(venueTiers).nullable().catch(null),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
