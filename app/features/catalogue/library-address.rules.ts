/** Addresses of the course library. Free of the schema that reads them, which the browser does not need. */
import type { CourseForm, Mode, Position, School } from '#app/lib/vocabulary.ts';
import type { LibraryOrder } from './library-course.rules.ts';

export const COURSES_A_PAGE = 20;

/** What an address of the library asks for. */
export interface LibraryQuery {
  q: string;
  school?: School | undefined;
  module?: string | undefined;
  mode?: Mode | undefined;
  form?: CourseForm | undefined;
  audience?: Position | undefined;
  /** Only courses that can be chosen now. */
  open?: '1' | undefined;
  sort: LibraryOrder;
  /** From 1. */
  page: number;
}

/** The address of the library with a query changed; what is not said otherwise begins on the first page. */
export function libraryAddress(query: Partial<LibraryQuery>, change: Partial<LibraryQuery> = {}): string {
  const next = { ...query, page: 1, ...change };
  const said = Object.entries(next).filter(
    ([name, value]) => value && !(name === 'page' && value === 1) && value !== 'default',
  );
  const search = new URLSearchParams(said.map(([name, value]) => [name, String(value)])).toString();
  return search ? `/courses?${search}` : '/courses';
}
