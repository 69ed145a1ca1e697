import type { KnownUnit } from '#app/features/imports/unit-directory.ts';
import type { UnitKind } from '#app/features/organisation/kinds.ts';

/** A street of some ten thousand units: fifty communities with a party organisation each, a hundred houses in each, of which every second has two entrances. */
export function manyUnits(): KnownUnit[] {
  const units: KnownUnit[] = [];
  const add = (parent: KnownUnit | null, kind: UnitKind, name: string, place?: KnownUnit): KnownUnit => {
    const tree = kind.startsWith('party') ? 'party' : 'territory';
    const id = units.length.toString(36);
    const unit: KnownUnit = {
      ...{ id, tree, kind, name, parentId: parent?.id ?? null, territoryId: place?.id ?? null },
      path: parent ? parent.path + id.padStart(4, '0') : tree[0] + id.padStart(3, '0'),
      ...{ validFrom: '2020-01-01', validTo: null },
    };
    units.push(unit);
    return unit;
  };
  const street = add(null, 'street', '方圆街道');
  const top = add(null, 'party-work-committee', '方圆街道党工委', street);
  for (let one = 1; one <= 50; one++) {
    const community = add(street, 'community', `第${one}园社区`);
    add(top, 'party-committee', `${one}园党委`, community);
    for (let number = 1; number <= 100; number++) {
      const house = add(community, 'building', `${number}号楼`);
      if (number % 2 === 0) for (const door of [1, 2]) add(house, 'unit', `${door}单元`);
    }
  }
  return units;
}
