import type { Unit } from './kinds.ts';
import { SEGMENT_LENGTH } from './scope.ts';

/** A unit with those below it, and what is below it altogether. */
export interface Branch {
  unit: Unit;
  /** Units below, at every level. */
  unitsBelow: number;
  /** Appointments here and below. */
  posts: number;
  branches: Branch[];
}

/**
 * A tree as people read it: nested, `levels` deep, each node with the sums of everything below it, shown or not. `units` in
 * the order of their paths; `posts` by path.
 */
export function nestUnits(
  units: readonly Unit[],
  posts: ReadonlyMap<string, number>,
  levels: number,
): Branch[] {
  const top = units[0];
  if (!top) return [];
  const byPath = new Map<string, Branch>();
  const roots: Branch[] = [];
  for (const unit of units) {
    const depth = (unit.path.length - top.path.length) / SEGMENT_LENGTH;
    if (depth <= levels) {
      const branch = { unit, unitsBelow: 0, posts: 0, branches: [] };
      byPath.set(unit.path, branch);
      (byPath.get(unit.path.slice(0, -SEGMENT_LENGTH))?.branches ?? roots).push(branch);
    }
    addUpwards(byPath, unit.path, posts.get(unit.path) ?? 0);
  }
  return roots;
}

function addUpwards(byPath: ReadonlyMap<string, Branch>, path: string, posts: number): void {
  for (let end = path.length; end > 0; end -= SEGMENT_LENGTH) {
    const branch = byPath.get(path.slice(0, end));
    if (!branch) continue;
    branch.posts += posts;
    if (end < path.length) branch.unitsBelow += 1;
  }
}
