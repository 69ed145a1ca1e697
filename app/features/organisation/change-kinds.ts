import type { Tree, UnitKind } from './kinds.ts';

/** How a unit may change on a day. */
export const changeKinds = ['move', 'rename', 'merge', 'split', 'close'] as const;
export type ChangeKind = (typeof changeKinds)[number];
export const changeKindNames: Record<ChangeKind, string> = {
  move: '移动',
  rename: '改名',
  merge: '合并',
  split: '拆分',
  close: '撤销',
};

/** How high a kind of unit stands in its tree; what has no rank may lie below any place and has nothing below it. Source: the seeds' five levels. */
const ranks: Partial<Record<UnitKind, number>> = {
  district: 0,
  street: 1,
  community: 2,
  'residential-area': 3,
  xiaoqu: 4,
  grid: 4,
  building: 5,
  unit: 6,
  'party-work-committee': 1,
  'party-committee': 2,
  'party-branch': 3,
  'party-group': 4,
  'party-household': 5,
};

/** What a tree may begin with. */
export const topKinds: Record<Tree, readonly UnitKind[]> = {
  territory: ['district', 'street'],
  party: ['party-work-committee', 'party-committee'],
};

/** Whether a unit of this kind may lie directly below one of that kind of the same tree. A 网格 may hold a 小区, as neighbours of one level do. */
export function mayLieBelow(kind: UnitKind, parent: UnitKind): boolean {
  const [own, above] = [ranks[kind], ranks[parent]];
  if (above === undefined) return false;
  if (own === undefined) return above < 5;
  return above < own || (above === own && (parent === 'grid' || parent === 'party-branch'));
}
