import type { ChangeKind } from './change-kinds.ts';
import type { Tree, Unit } from './kinds.ts';

/** What somebody wants to change, from its day on. */
export type Change =
  | { kind: 'move'; unitId: string; parentId: string }
  | { kind: 'rename'; unitId: string; name: string }
  /** Into one of them or another that stands (`intoId`), or into a new one beside the first (`name`). */
  | { kind: 'merge'; unitIds: readonly string[]; intoId: string | null; name: string }
  /** The units directly below go to the part that names them, else to that at `rest`, which also takes what is of the unit itself. */
  | {
      kind: 'split';
      unitId: string;
      parts: readonly { name: string; childIds: readonly string[] }[];
      rest: number;
    }
  /** With everything below it; whoever holds a post there goes to `toId`, if anybody does. */
  | { kind: 'close'; unitId: string; toId: string | null };

/** A unit that begins on the day. */
export type Begun = Pick<Unit, 'id' | 'parentId' | 'kind' | 'name' | 'path' | 'xiaoquType' | 'territoryId'>;

export interface Step {
  oldId: string;
  newId: string;
  /** What is of the old unit itself goes on there. */
  takes: boolean;
}

/** Everything that a change does to a tree. */
export interface Plan {
  kind: ChangeKind;
  tree: Tree;
  day: string;
  /** The unit that it is about. */
  subject: Unit;
  /** Units whose last day is the one before, in the order of the tree. */
  ends: Unit[];
  begins: Begun[];
  steps: Step[];
  /** Unit → former paths that a right over it reaches back to. */
  reaches: { unitId: string; oldId: string; path: string; alone: boolean }[];
  /** A standing unit that takes in others. */
  into: Unit | null;
  /** Where what moves lies afterwards. */
  under: Unit | null;
}

export type Refusal =
  | {
      reason: 'unknown-unit' | 'other-tree' | 'kind' | 'into-itself' | 'same' | 'parts' | 'name' | 'too-many';
    }
  /** Something of it changed on that day or after the wanted one, or will. */
  | { reason: 'changed-since'; name: string; day: string };

/** So many units at most change at once: more would keep everybody else waiting for long. */
export const MOST_UNITS = 12_000;
