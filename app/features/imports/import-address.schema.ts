import { z } from 'zod';

const place = z.coerce.number().int().min(0).max(2_000_000).nullable().catch(null);
const page = z.coerce.number().int().min(1).max(5_000).catch(1);
/** What the address of an import asks to see. */
const query = z.object({
  match: z.string().optional(),
  sheet: place,
  row: place,
  rows: z
    .union([z.literal('1'), z.literal('2')])
    .nullable()
    .catch(null),
  state: z.enum(['new', 'same', 'change', 'ended', 'refused']).nullable().catch(null),
  page,
  parts: page,
});

/** Reads an address; what it says wrongly it does not say. */
export function importAddress(search: URLSearchParams) {
  const ask = (name: string) => search.get(name) || null;
  const asked = query.parse({
    match: search.get('match') ?? undefined,
    ...{ sheet: ask('sheet'), row: ask('row'), rows: ask('rows'), state: ask('state') },
    ...{ page: ask('page') ?? 1, parts: ask('parts') ?? 1 },
  });
  const rows: 1 | 2 | null = asked.rows === null ? null : asked.rows === '2' ? 2 : 1;
  return { ...asked, rows };
}
