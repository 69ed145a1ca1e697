/** The sheet of units of both trees. */
import type { KindShape } from './kinds.ts';

export const unitsShape: KindShape = {
  key: 'units',
  name: '组织',
  unit: '个组织',
  lead: '把小区、网格、楼栋、单元，或者党组织建起来。已经有的不动。',
  columns: [
    {
      key: 'name',
      label: '名称',
      others: ['组织名称', '单位名称', '楼栋名称', '小区名称', '网格名称', '党组织名称', '机构名称'],
      needed: true,
      hint: '必填。例如 东园社区、5 栋、2 单元、第一党支部。',
    },
    {
      key: 'kind',
      label: '类别',
      others: ['类型', '组织类别', '组织类型', '层级', '级别'],
      needed: true,
      hint: '必填。街镇、社区、小区、网格、楼栋、单元；党工委、党委、党支部、党小组、党员中心户。',
    },
    {
      key: 'parent',
      label: '上级',
      others: ['上级组织', '所属上级', '上级单位', '所属', '隶属', '上级名称', '所属社区', '上级党组织'],
      hint: '上一级的名称，同名的再写上一级：东园社区 东园里。上级也在这份表里的，要写在它前面。最上面一级空着。',
    },
    {
      key: 'from',
      label: '设立日期',
      others: ['成立日期', '成立时间', '设立时间', '开始日期', '生效日期', '启用日期'],
      hint: '2025-3-1、2025年3月 都行。不写就从导入那一天算起。',
    },
    {
      key: 'xiaoqu',
      label: '小区类型',
      others: ['小区性质', '小区类别'],
      hint: '只有小区写：回迁安置、商业、单位、无主管、老旧。',
    },
    {
      key: 'place',
      label: '所在地域',
      others: ['对应地域', '对应小区', '所在小区', '联系小区'],
      hint: '党组织对应哪个社区、小区或楼栋，可以不写。',
    },
    {
      key: 'former',
      label: '原名称',
      others: ['曾用名', '变更前名称', '原组织名称', '旧名称'],
      hint: '不用写。写了的行不收：改名要在“组织”页里办，那里先看一遍影响到谁。',
    },
  ],
  examples: [
    { name: '东园里', kind: '小区', parent: '东园社区', xiaoqu: '商业' },
    { name: '5 栋', kind: '楼栋', parent: '东园社区 东园里' },
    { name: '东园里党支部', kind: '党支部', parent: '东园社区党委', place: '东园里' },
  ],
  notes: [
    '这里只新建。改名、移动、合并、撤销，请到“组织”页里办。',
    '一份表按社区收：一个社区里有一行要改，这个社区就一行也不收。',
  ],
  grouping: 'community',
  mostRows: 2_000,
  list: { href: '/admin/organisation', label: '看组织' },
};
