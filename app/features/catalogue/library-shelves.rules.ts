/** The courses of each school, module, mode, form and audience. */
import type { School } from '#app/lib/vocabulary.ts';
import { addBit, type Bits, either, noBits } from './bits.rules.ts';
import { type Facet, facets, type LibraryCourse, type LibrarySearch } from './library-course.rules.ts';

/** The courses of each value of each facet. */
export function shelvesOf(courses: readonly LibraryCourse[]): Map<string, Bits> {
  const shelves = new Map<string, Bits>();
  const put = (facet: Facet, value: string, place: number) => {
    const key = `${facet} ${value}`;
    const shelf = shelves.get(key) ?? noBits(courses.length);
    addBit(shelf, place);
    shelves.set(key, shelf);
  };
  courses.forEach((course, place) => {
    put('school', course.school, place);
    put('module', course.module, place);
    put('mode', course.mode, place);
    for (const form of course.forms) put('form', form, place);
    for (const position of course.audience.length > 0 ? course.audience : [''])
      put('audience', position, place);
  });
  return shelves;
}

/** A course for everybody is also one for whoever is asked about. */
export function shelvesFor(
  { filters }: LibrarySearch,
  shelves: ReadonlyMap<string, Bits>,
  size: number,
): Bits[] {
  const shelf = (facet: Facet, value: string) => shelves.get(`${facet} ${value}`) ?? noBits(size);
  return facets.flatMap((facet) => {
    const value = filters[facet];
    if (!value) return [];
    return [facet === 'audience' ? either(shelf(facet, value), shelf(facet, '')) : shelf(facet, value)];
  });
}

/** The modules in use. */
export function modulesOf(courses: readonly LibraryCourse[]): { school: School; module: string }[] {
  const seen = new Map(courses.map(({ school, module }) => [`${school} ${module}`, { school, module }]));
  return [...seen.values()];
}
