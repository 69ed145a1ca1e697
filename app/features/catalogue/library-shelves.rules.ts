/** The courses of each school, module, mode, form and audience. */
import type { School } from '#app/lib/vocabulary.ts';
import { addBit, type Bits, either, noBits } from './bits.rules.ts';
import { type Facet, facets, type LibraryCourse, type LibrarySearch } from './library-course.rules.ts';

export type Shelves = Record<Facet, ReadonlyMap<string, Bits>>;

/** The courses of each value of each facet. */
export function shelvesOf(courses: readonly LibraryCourse[]): Shelves {
  const shelf = (valuesOf: (course: LibraryCourse) => readonly string[]) => {
    const byValue = new Map<string, Bits>();
    courses.forEach((course, place) => {
      for (const value of valuesOf(course)) {
        const bits = byValue.get(value) ?? noBits(courses.length);
        addBit(bits, place);
        byValue.set(value, bits);
      }
    });
    return byValue;
  };
  return {
    school: shelf(({ school }) => [school]),
    module: shelf(({ module }) => [module]),
    mode: shelf(({ mode }) => [mode]),
    form: shelf(({ forms }) => forms),
    audience: shelf(({ audience }) => (audience.length > 0 ? audience : forEverybody)),
  };
}

const forEverybody = [''];

/** A course for everybody is also one for whoever is asked about. */
export function shelvesFor({ filters }: LibrarySearch, shelves: Shelves, size: number): Bits[] {
  return facets.flatMap((facet) => {
    const value = filters[facet];
    if (!value) return [];
    const shelf = shelves[facet].get(value) ?? noBits(size);
    return [facet === 'audience' ? either(shelf, shelves.audience.get('') ?? noBits(size)) : shelf];
  });
}

/** The modules in use. */
export function modulesOf(courses: readonly LibraryCourse[]): { school: School; module: string }[] {
  const modules: { school: School; module: string }[] = [];
  const seen = new Map<School, Set<string>>();
  for (const { school, module } of courses) {
    const known = seen.get(school) ?? new Set();
    if (known.has(module)) continue;
    seen.set(school, known.add(module));
    modules.push({ school, module });
  }
  return modules;
}
