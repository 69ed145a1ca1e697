/** So many steps are taken; where it takes more, whoever asks must do with less. */
const MOST_STEPS = 3_000;

/**
 * Looks through all families whose members go together, two by two, and to which no other can be added, for one that is `wanted`; null when none is.
 * By Bron and Kerbosch with a pivot: families of which a larger one is looked at are left out, so that a hundred that all go together are one
 * step and not 2¹⁰⁰.
 */
export function largestFamilies(
  members: readonly number[],
  goTogether: (one: number, other: number) => boolean,
  isWanted: (family: readonly number[]) => boolean,
): readonly number[] | 'too-many' | null {
  let steps = 0;

  function extend(
    family: readonly number[],
    open: readonly number[],
    looked: readonly number[],
  ): readonly number[] | 'too-many' | null {
    if (open.length === 0) return looked.length === 0 && isWanted(family) ? family : null;
    let [left, done] = [open, looked];
    for (const member of beside(open, looked)) {
      steps += 1;
      if (steps > MOST_STEPS) return 'too-many';
      const fits = (other: number) => goTogether(member, other);
      const found = extend([...family, member], left.filter(fits), done.filter(fits));
      if (found) return found;
      left = left.filter((other) => other !== member);
      done = [...done, member];
    }
    return null;
  }

  /** Those that do not go with the one that goes with most: each family has one of them or that one. */
  function beside(open: readonly number[], looked: readonly number[]): readonly number[] {
    let best: readonly number[] = open;
    for (const pivot of [...open, ...looked]) {
      const rest = open.filter((other) => !goTogether(pivot, other));
      if (rest.length < best.length) best = rest;
      if (best.length <= 1) break;
    }
    return best;
  }

  return extend([], members, []);
}
