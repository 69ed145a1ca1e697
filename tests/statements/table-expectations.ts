import { tables } from '#app/table-routes.ts';
import type { Expectation } from './expectation.ts';

/** A file walks its whole list by the index that orders it, some at a time. */
const wholeLists = new Proxy<Record<string, string>>({}, { has: () => true });

/** Asked of the file of each table as of its page, with the same filters; what is said of one by name stands. */
export function withTables(pages: Record<string, Expectation>): Record<string, Expectation> {
  const files = tables.flatMap(({ page, path }) => {
    const of = pages[`/${page}`];
    if (!of || pages[`/${path}`]) return [];
    const at = of.at.map((address) => fileOf(address, { page, path }));
    return [[`/${path}`, { ...of, at, wide: wholeLists }]];
  });
  return { ...pages, ...Object.fromEntries(files) };
}

/** The address of the file with what an address of its page asks for; of what may be shown on a page, all. */
export function fileOf(address: string, { page, path }: { page: string; path: string }): string {
  const [pathname = '', search = ''] = address.split('?');
  if (!path.startsWith(page)) throw new Error(`${path} is not named after ${page}`);
  const asked = new URLSearchParams(search);
  asked.delete('page');
  return `${pathname}${path.slice(page.length)}${asked.size > 0 ? `?${asked}` : ''}`;
}
