/** What is wrong with bands by length. The first fault, or undefined. */
import type { Band } from './activity.schema.ts';
import { firstOf } from './fault-lists.rules.ts';
import type { Fault } from './policy-text.rules.ts';

/** Bands go up from nothing; each begins where the one before ends, and the last has no end unless a rate takes over there. */
export function bandsFault(
  bands: readonly Band[],
  { path, open }: { path: Fault['path']; open: boolean },
): Fault | undefined {
  return firstOf(bands, (band, index) => {
    const here = [...path, index];
    const { fromMinutes, overMinutes, toMinutes, belowMinutes } = band;
    if (fromMinutes !== undefined && overMinutes !== undefined)
      return { path: here, reason: '起点只写一个：含这一分钟用 fromMinutes，不含用 overMinutes' };
    if (toMinutes !== undefined && belowMinutes !== undefined)
      return { path: here, reason: '终点只写一个：含这一分钟用 toMinutes，不含用 belowMinutes' };
    if (startOf(band) >= endOf(band)) return { path: here, reason: '这一档的起点不在终点之前' };
    const before = bands[index - 1];
    const last = index === bands.length - 1;
    if (last && open && endOf(band) !== Infinity)
      return { path: here, reason: `${edge(endOf(band))}再长就没有档了：最后一档不写终点` };
    const ends = before ? endOf(before) : 0;
    if (startOf(band) > ends)
      return { path: here, reason: `${edge(ends)}到${edge(startOf(band))}之间没有档` };
    return startOf(band) < ends
      ? { path: here, reason: `这一档和前一档在${edge(startOf(band))}重叠` }
      : undefined;
  });
}

// Edges in halves of a minute: what lies on an edge belongs to one side.
const startOf = ({ fromMinutes, overMinutes }: Band): number =>
  overMinutes === undefined ? (fromMinutes ?? 0) : overMinutes + 0.5;
const endOf = ({ toMinutes, belowMinutes }: Band): number =>
  toMinutes === undefined ? (belowMinutes ?? Infinity) : toMinutes + 0.5;
const edge = (minutes: number): string => ` ${Math.floor(minutes)} 分钟`;
