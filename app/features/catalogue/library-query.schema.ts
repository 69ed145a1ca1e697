import { z } from 'zod';
import { courseForms, modes, positions, schools } from '#app/lib/vocabulary.ts';
import { COURSES_A_PAGE, type LibraryQuery } from './library-address.rules.ts';
import { facets, type LibrarySearch, libraryOrders } from './library-course.rules.ts';

const LONGEST_QUERY = 64;

const ifKnown = <Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values).optional().catch(undefined);

/** What an address of the course library asks for. Unknown values count as not given: an old link still leads somewhere. */
export const libraryQuery = z.object({
  q: z.string().transform((q) => q.trim().slice(0, LONGEST_QUERY)),
  school: ifKnown(schools),
  module: z.string().trim().min(1).max(32).optional().catch(undefined),
  mode: ifKnown(modes),
  form: ifKnown(courseForms),
  audience: ifKnown(positions),
  open: z.literal('1').optional().catch(undefined),
  sort: z.enum(libraryOrders).catch('default'),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

/** Reads the query of an address. */
export function readLibraryQuery(address: URL): LibraryQuery {
  return libraryQuery.parse({ q: '', sort: 'default', page: 1, ...Object.fromEntries(address.searchParams) });
}

/** The search that a query means. */
export function searchOf(query: LibraryQuery): LibrarySearch {
  return {
    q: query.q,
    filters: Object.fromEntries(facets.map((facet) => [facet, query[facet]])),
    openOnly: query.open === '1',
    order: query.sort,
    skip: (query.page - 1) * COURSES_A_PAGE,
    limit: COURSES_A_PAGE,
  };
}
