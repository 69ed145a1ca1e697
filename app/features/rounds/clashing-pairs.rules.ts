/** Which sections meet at the same time: part of the published inputs of a draw. */

export interface SectionMeeting {
  code: string;
  startsAt: string;
  endsAt: string;
}

/** Every pair of sections of which two meetings share a moment, each pair and the list sorted. */
export function clashingPairs(meetings: readonly SectionMeeting[]): [string, string][] {
  const inOrder = [...meetings].sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  const pairs = new Map<string, [string, string]>();
  for (const [at, one] of inOrder.entries()) {
    for (let next = at + 1; next < inOrder.length; next++) {
      const other = inOrder[next];
      if (!other || other.startsAt >= one.endsAt) break;
      if (other.code === one.code) continue;
      const pair: [string, string] = one.code < other.code ? [one.code, other.code] : [other.code, one.code];
      pairs.set(pair.join(' '), pair);
    }
  }
  return [...pairs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair);
}
