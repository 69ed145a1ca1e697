/** In which order found courses stand, and which of them are on one page. */
import { type Bits, both, countBits, hasBit, numbersIn, without } from './bits.rules.ts';
import type { LibraryCourse, LibraryOrder, LibrarySearch } from './library-course.rules.ts';

type Page = Pick<LibrarySearch, 'skip' | 'limit'>;

/** First what is named so, and in each part first what can be chosen now. */
export function groupsOf(wanted: Bits, inTitle: Bits, open: Bits): Bits[] {
  const titled = both(wanted, inTitle);
  const others = without(wanted, inTitle);
  return [titled, others].flatMap((part) => [both(part, open), without(part, open)]);
}

/** One page of groups that follow each other. */
export function takeGroups(groups: readonly Bits[], { skip, limit }: Page): number[] {
  const places: number[] = [];
  let toSkip = skip;
  for (const group of groups) {
    const size = countBits(group);
    if (toSkip < size) places.push(...numbersIn(group, toSkip, limit - places.length));
    toSkip = Math.max(0, toSkip - size);
    if (places.length >= limit) break;
  }
  return places;
}

/** One page of a set in an order of all. */
export function takeInOrder(wanted: Bits, order: readonly number[], { skip, limit }: Page): number[] {
  const places: number[] = [];
  let toSkip = skip;
  for (const place of order) {
    if (!hasBit(wanted, place)) continue;
    if (toSkip > 0) toSkip--;
    else if (places.push(place) >= limit) break;
  }
  return places;
}

/** All places in an order; what is equal stays in the order of schools and codes. `titleKeys`: titles as they sort. */
export function placesBy(
  courses: readonly LibraryCourse[],
  order: LibraryOrder,
  titleKeys: readonly string[],
): readonly number[] {
  const places = courses.map((_, place) => place);
  switch (order) {
    case 'score':
      return places.sort(
        (a, b) => (courses[b]?.score?.score ?? -1) - (courses[a]?.score?.score ?? -1) || a - b,
      );
    case 'newest':
      return places.sort((a, b) => -compare(courses[a]?.createdAt, courses[b]?.createdAt) || a - b);
    case 'title':
      return places.sort((a, b) => compare(titleKeys[a], titleKeys[b]) || a - b);
    default:
      return places;
  }
}

function compare(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
