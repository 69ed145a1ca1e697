/**
 * How many cohorts and groups, and how large. Source: domain.md §6.4: classes of 20–40, groups of 5–7.
 */
export interface Bounds {
  from: number;
  to: number;
}

/**
 * How many cohorts a section is divided into: the fewest that keep the bounds, since each wants a teacher and a room. A
 * section with fewer people than two smallest cohorts stays one. Where no number keeps the bounds: the one that comes closest.
 */
export function cohortsFor(people: number, bounds: Bounds): number {
  if (people < 2 * bounds.from) return 1;
  return bestParts(people, bounds, (parts) => parts);
}

/** How many groups a cohort is divided into: sizes as near to the middle of the bounds as can be. */
export function groupsFor(people: number, bounds: Bounds): number {
  const middle = (bounds.from + bounds.to) / 2;
  return bestParts(people, bounds, (parts) => Math.abs(people / parts - middle));
}

/** The number of even parts that lies the least outside the bounds; among equals the one that costs least, then the fewest. */
function bestParts(people: number, bounds: Bounds, cost: (parts: number) => number): number {
  let best = { parts: 1, outside: Number.POSITIVE_INFINITY, cost: Number.POSITIVE_INFINITY };
  for (let parts = 1; parts <= Math.max(1, Math.ceil(people / bounds.from)); parts++) {
    const outside = outsideOf(bounds, [Math.floor(people / parts), Math.ceil(people / parts)]);
    const one = { parts, outside, cost: cost(parts) };
    if (outside < best.outside || (outside === best.outside && one.cost < best.cost)) best = one;
  }
  return best.parts;
}

/** By how many people the worst of these sizes lies outside the bounds; 0 when all keep them. */
export function outsideOf({ from, to }: Bounds, sizes: readonly number[]): number {
  return Math.max(0, ...sizes.map((size) => Math.max(from - size, size - to)));
}

/** `people` divided as evenly as can be among places of which each holds at least `least` already. */
export function evenSizes(people: number, least: readonly number[]): number[] {
  const sizes = [...least];
  for (let left = people - sizes.reduce((sum, size) => sum + size, 0); left > 0; left--) {
    const smallest = sizes.indexOf(Math.min(...sizes));
    sizes[smallest] = (sizes[smallest] ?? 0) + 1;
  }
  return sizes;
}

/** What the registrar should know of sizes that do not keep the bounds, a sentence each. */
export function sizeNotes(
  cohorts: readonly { name: string; groups: readonly number[] }[],
  bounds: { cohort: Bounds; group: Bounds },
): string[] {
  const sizes = cohorts.map(({ name, groups }) => ({
    name,
    size: groups.reduce((a, b) => a + b, 0),
    groups,
  }));
  const notes: string[] = [];
  for (const { name, size } of sizes) {
    if (size < bounds.cohort.from)
      notes.push(
        sizes.length === 1
          ? `一共 ${size} 人，不到两个班的人数，就分成一个班。`
          : `${name}有 ${size} 人，少于 ${bounds.cohort.from} 人。`,
      );
    if (size > bounds.cohort.to) notes.push(`${name}有 ${size} 人，多于 ${bounds.cohort.to} 人。`);
  }
  for (const { name, groups } of sizes) {
    const odd = groups.filter((size) => size > 0 && outsideOf(bounds.group, [size]) > 0);
    if (odd.length > 0)
      notes.push(
        `${name}的小组不都是 ${bounds.group.from}–${bounds.group.to} 人，现在是 ${groups.filter(Boolean).join('、')} 人。`,
      );
  }
  return notes;
}
