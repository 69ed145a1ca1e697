/** The two trees and what their nodes are. Source: the seeds' organisation (街道 → 社区 → 小区/网格 → 楼栋 → 单元; 五级组织体系). */

export const trees = ['territory', 'party'] as const;
export type Tree = (typeof trees)[number];
export const treeNames: Record<Tree, string> = { territory: '地域', party: '党组织' };

export const unitKinds = [
  'district',
  'street',
  'community',
  'residential-area',
  'xiaoqu',
  'grid',
  'building',
  'unit',
  'party-work-committee',
  'party-committee',
  'party-branch',
  'party-group',
  'party-household',
  'social-organisation',
  'partner',
] as const;
export type UnitKind = (typeof unitKinds)[number];
export const unitKindNames: Record<UnitKind, string> = {
  district: '区',
  street: '街镇（大社区）',
  community: '社区',
  'residential-area': '居民区',
  xiaoqu: '小区',
  grid: '网格',
  building: '楼栋',
  unit: '单元',
  'party-work-committee': '党工委',
  'party-committee': '党委（党总支）',
  'party-branch': '党支部',
  'party-group': '党小组',
  'party-household': '党员中心户',
  'social-organisation': '社会组织',
  partner: '共建单位',
};

export const xiaoquTypes = ['resettlement', 'commercial', 'work-unit', 'unmanaged', 'old'] as const;
export type XiaoquType = (typeof xiaoquTypes)[number];

/** A node of a tree. */
export interface Unit {
  id: string;
  tree: Tree;
  parentId: string | null;
  kind: UnitKind;
  name: string;
  path: string;
  xiaoquType: XiaoquType | null;
  /** The place that a party organisation belongs to. */
  territoryId: string | null;
  validFrom: string;
  /** Its last day; null while it stands. */
  validTo: string | null;
}
