import { contentJson } from '#app/cli/content-folder.ts';
import type { Tree, UnitKind, XiaoquType } from '#app/features/organisation/kinds.ts';
import { createUnit } from '#app/features/organisation/units.server.ts';
import { type OrganisationFile, organisationFile } from '#content/world/world.schema.ts';
import { addDays } from './calendar.ts';
import { known, type Loading, type Place } from './world.ts';

type PlaceKind =
  | 'community'
  | 'grid'
  | 'xiaoqu'
  | 'building'
  | 'unit'
  | 'party-committee'
  | 'party-group'
  | 'party-household';

/** The places of the demo street: by name (`和风里/5 号楼`), and by kind within each community. */
export interface Street {
  byName: Map<string, Place>;
  communities: string[];
  of(community: string, kind: PlaceKind): readonly Place[];
}

interface Sowing {
  loading: Loading;
  byName: Map<string, Place>;
  byKind: Map<string, Place[]>;
  validFrom: string;
}

interface Planting {
  tree: Tree;
  parent: Place | null;
  kind: UnitKind;
  name: string;
  /** Under which it is found again; its own name when left out. */
  as?: string;
  community?: string;
  xiaoquType?: XiaoquType;
  territoryId?: string;
}

/** Makes both trees of one street: its places, and its party organisations linked to them. */
export async function plantStreet(loading: Loading): Promise<Street> {
  const file = contentJson(organisationFile, 'world', 'organisation.json');
  const sowing: Sowing = {
    loading,
    byName: new Map(),
    byKind: new Map(),
    // Before anybody lives there.
    validFrom: addDays(loading.today, -9000),
  };
  const district = await plant(sowing, {
    tree: 'territory',
    parent: null,
    kind: 'district',
    name: file.district,
  });
  const street = await plant(sowing, {
    tree: 'territory',
    parent: district,
    kind: 'street',
    name: file.street,
  });
  const top = await plant(sowing, {
    tree: 'party',
    parent: null,
    kind: 'party-work-committee',
    name: file.workCommittee,
    territoryId: street.id,
  });
  for (const community of file.communities) await plantCommunity(sowing, file, community, street, top);
  for (const { kind, name } of file.organisations)
    await plant(sowing, { tree: 'territory', parent: street, kind, name });
  return {
    byName: sowing.byName,
    communities: file.communities.map(({ name }) => name),
    of: (community, kind) => sowing.byKind.get(`${community}/${kind}`) ?? [],
  };
}

type Community = OrganisationFile['communities'][number];
type Xiaoqu = Community['xiaoqu'][number];

async function plantCommunity(
  sowing: Sowing,
  file: OrganisationFile,
  community: Community,
  street: Place,
  top: Place,
): Promise<void> {
  const { name } = community;
  const place = await plant(sowing, {
    tree: 'territory',
    parent: street,
    kind: 'community',
    name,
    community: name,
  });
  const committee = await plant(sowing, {
    tree: 'party',
    parent: top,
    kind: 'party-committee',
    name: `${name}党委`,
    community: name,
    territoryId: place.id,
  });
  for (const grid of community.grids)
    await plant(sowing, { tree: 'territory', parent: place, kind: 'grid', name: grid, community: name });
  for (const xiaoqu of community.xiaoqu) {
    const yard = await plantXiaoqu(sowing, community, xiaoqu, place);
    const branch = await plant(sowing, {
      tree: 'party',
      parent: committee,
      kind: 'party-branch',
      name: `${xiaoqu.name}党支部`,
      community: name,
      territoryId: yard.id,
    });
    await plantGroups(sowing, { file, community, xiaoqu, branch });
  }
}

async function plantXiaoqu(
  sowing: Sowing,
  community: Community,
  xiaoqu: Xiaoqu,
  parent: Place,
): Promise<Place> {
  const yard = await plant(sowing, {
    tree: 'territory',
    parent,
    kind: 'xiaoqu',
    name: xiaoqu.name,
    as: `${community.name}/${xiaoqu.name}`,
    community: community.name,
    xiaoquType: xiaoqu.type,
  });
  for (let number = 1; number <= xiaoqu.buildings; number++) {
    const building = `${xiaoqu.name}/${number} 号楼`;
    const house = await plant(sowing, {
      tree: 'territory',
      parent: yard,
      kind: 'building',
      name: `${number} 号楼`,
      as: building,
      community: community.name,
    });
    for (let unit = 1; unit <= community.unitsPerBuilding; unit++)
      await plant(sowing, {
        tree: 'territory',
        parent: house,
        kind: 'unit',
        name: `${unit} 单元`,
        as: `${building}/${unit} 单元`,
        community: community.name,
      });
  }
  return yard;
}

interface Groups {
  file: OrganisationFile;
  community: Community;
  xiaoqu: Xiaoqu;
  branch: Place;
}

async function plantGroups(sowing: Sowing, { file, community, xiaoqu, branch }: Groups): Promise<void> {
  for (let number = 1; number <= xiaoqu.groups; number++) {
    const building = known(sowing.byName, `${xiaoqu.name}/${number} 号楼`, 'building');
    const group = await plant(sowing, {
      tree: 'party',
      parent: branch,
      kind: 'party-group',
      name: `${number} 号楼党小组`,
      as: `${xiaoqu.name}/${number} 号楼党小组`,
      community: community.name,
      territoryId: building.id,
    });
    for (let household = 1; household <= file.householdsPerGroup; household++)
      await plant(sowing, {
        tree: 'party',
        parent: group,
        kind: 'party-household',
        name: `第 ${household} 党员中心户`,
        as: `${xiaoqu.name}/${number} 号楼党小组/${household}`,
        community: community.name,
        territoryId: building.id,
      });
  }
}

async function plant(sowing: Sowing, planting: Planting): Promise<Place> {
  const { trx, actor, now } = sowing.loading;
  const { tree, parent, kind, name, xiaoquType, territoryId } = planting;
  const made = await createUnit(trx, {
    actor,
    tree,
    parentId: parent?.id ?? null,
    kind,
    name,
    xiaoquType,
    territoryId,
    validFrom: sowing.validFrom,
    now,
  });
  if (!made.ok) throw new Error(`The unit ${name} cannot be made: ${made.reason}.`);
  const place = { id: made.id, path: made.path, name };
  sowing.byName.set(planting.as ?? name, place);
  if (planting.community) {
    const key = `${planting.community}/${kind}`;
    sowing.byKind.set(key, [...(sowing.byKind.get(key) ?? []), place]);
  }
  return place;
}
