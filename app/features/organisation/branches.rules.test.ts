import { expect, it } from 'vitest';
import { type Branch, nestUnits } from './branches.rules.ts';
import type { Unit } from './kinds.ts';

const unit = (path: string): Unit => ({
  id: path,
  tree: 'territory',
  parentId: null,
  kind: 'grid',
  name: path,
  path,
  xiaoquType: null,
  territoryId: null,
  validFrom: '2020-01-01',
  validTo: null,
});
const shape = ({ unit: { path }, unitsBelow, posts, branches }: Branch): unknown => [
  path,
  unitsBelow,
  posts,
  branches.map(shape),
];

it('nests units and sums what is below, also below the last level shown', () => {
  const units = ['t001', 't0010001', 't00100010001', 't001000100010001', 't0010002'].map(unit);
  const posts = new Map([
    ['t001', 1],
    ['t00100010001', 2],
    ['t001000100010001', 4],
  ]);
  expect(nestUnits(units, posts, 1).map(shape)).toEqual([
    [
      't001',
      4,
      7,
      [
        ['t0010001', 2, 6, []],
        ['t0010002', 0, 0, []],
      ],
    ],
  ]);
});

it('begins anywhere in the tree', () => {
  expect(nestUnits(['t0010001', 't00100010001'].map(unit), new Map(), 2).map(shape)).toEqual([
    ['t0010001', 1, 0, [['t00100010001', 0, 0, []]]],
  ]);
  expect(nestUnits([], new Map(), 2)).toEqual([]);
});
