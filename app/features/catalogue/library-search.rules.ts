/**
 * Searching the course library: words, filters and orders over all courses in memory. Source: the college publishes its
 * course library for everybody (四校合一, 课程库公示); people type characters, pinyin or initials, whichever is at hand.
 */
import { type School, schools } from '#app/lib/vocabulary.ts';
import { addBit, type Bits, both, countBits, noBits } from './bits.rules.ts';
import type { LibraryCourse, LibraryOrder, LibrarySearch } from './library-course.rules.ts';
import { groupsOf, placesBy, takeGroups, takeInOrder } from './library-orders.rules.ts';
import { modulesOf, shelvesFor, shelvesOf } from './library-shelves.rules.ts';
import { type LibraryWords, readWords, sameWords } from './library-words.rules.ts';

export interface LibraryFind {
  courses: LibraryCourse[];
  total: number;
  /** How many of them can be chosen now. */
  openTotal: number;
  /** Nothing holds the words as typed; these courses hold their parts. */
  loose: boolean;
}

export interface LibraryIndex {
  /** In the order of schools and codes. */
  courses: readonly LibraryCourse[];
  words: LibraryWords;
  /** The modules in use. */
  modules: readonly { school: School; module: string }[];
  /** These course ids as a set of this index. */
  setOf(ids: Iterable<string>): Bits;
  /** Courses on one page, in order; `open`: which can be chosen now. */
  find(search: LibrarySearch, open: Bits): LibraryFind;
}

/**
 * Builds the index in steps. What the words are found by is taken over from an older index when no title, tag or other text
 * has changed since: new scores come often, new texts seldom.
 */
export function* buildLibraryIndex(
  courses: readonly LibraryCourse[],
  older?: LibraryIndex,
): Generator<void, LibraryIndex> {
  const ordered = [...courses].sort(byPlace);
  yield;
  const words = older && sameWords(older.courses, ordered) ? older.words : yield* readWords(ordered);
  yield;
  return finishIndex(ordered, words);
}

function byPlace(a: LibraryCourse, b: LibraryCourse): number {
  return schools.indexOf(a.school) - schools.indexOf(b.school) || (a.code < b.code ? -1 : 1);
}

function finishIndex(courses: readonly LibraryCourse[], words: LibraryWords): LibraryIndex {
  const size = courses.length;
  const places = new Map(courses.map(({ id }, at) => [id, at]));
  const shelves = shelvesOf(courses);
  const orders = new Map<LibraryOrder, readonly number[]>();
  const orderOf = (order: LibraryOrder): readonly number[] => {
    const known = orders.get(order) ?? placesBy(courses, order, words.titleKeys);
    orders.set(order, known);
    return known;
  };
  return {
    courses,
    words,
    modules: modulesOf(courses),
    setOf(ids) {
      const bits = noBits(size);
      for (const id of ids) {
        const place = places.get(id);
        if (place !== undefined) addBit(bits, place);
      }
      return bits;
    },
    find(search, open) {
      const { found, inTitle, loose } = words.find(search.q);
      const wanted = [...shelvesFor(search, shelves, size), ...(search.openOnly ? [open] : [])].reduce(
        both,
        found,
      );
      const page =
        search.order === 'default'
          ? takeGroups(groupsOf(wanted, inTitle, open), search)
          : takeInOrder(wanted, orderOf(search.order), search);
      return {
        courses: page.flatMap((place) => courses[place] ?? []),
        total: countBits(wanted),
        openTotal: countBits(both(wanted, open)),
        loose,
      };
    },
  };
}
