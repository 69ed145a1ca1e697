import { z } from 'zod';
import { isId } from '#app/lib/id.ts';
import { shows } from './shows.ts';

/** What the address of the desk asks for. */
export function readQueueQuery({ searchParams: search }: URL) {
  return queueQuery.parse({
    show: search.get('show'),
    section: search.get('section') || null,
    page: search.get('page') ?? 1,
  });
}

const queueQuery = z.object({
  show: z.enum(shows).catch('handed-in'),
  section: z.string().refine(isId).nullable().catch(null),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
