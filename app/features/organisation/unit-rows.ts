import type { OrgUnitRow } from '#db/tables/organisation.ts';
import type { Tree, Unit, UnitKind, XiaoquType } from './kinds.ts';

/** What is read of a unit. */
export const unitColumns = [
  'id',
  'tree',
  'parent_id',
  'kind',
  'name',
  'path',
  'xiaoqu_type',
  'territory_id',
  'valid_from',
  'valid_to',
] as const satisfies readonly (keyof OrgUnitRow)[];

export function asUnit(row: OrgUnitRow): Unit {
  return {
    id: row.id,
    tree: row.tree as Tree,
    parentId: row.parent_id,
    kind: row.kind as UnitKind,
    name: row.name,
    path: row.path,
    xiaoquType: row.xiaoqu_type as XiaoquType | null,
    territoryId: row.territory_id,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  };
}
