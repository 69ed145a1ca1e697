/** How many lots somebody has in a draw. Source: fair rounds, weight for people not admitted before. */

/** What an earlier round came to for somebody; `termStartsOn` is the first day of its term. */
export interface EarlierRound {
  termStartsOn: string;
  admitted: boolean;
}

/**
 * One, and one more for each term in which they applied and got nothing, back to the last in which they got something. At most
 * `most`. Rounds in which nobody drew for them (every choice fell out before) do not count.
 */
export function lotsAfter(earlier: readonly EarlierRound[], most: number): number {
  const newestFirst = [...earlier].sort((a, b) => (a.termStartsOn < b.termStartsOn ? 1 : -1));
  const since = newestFirst.findIndex(({ admitted }) => admitted);
  return Math.min(most, 1 + (since < 0 ? newestFirst.length : since));
}
