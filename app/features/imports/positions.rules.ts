/** What rosters call posts. Source: domain model §6.2 (identities), and the words of the seeds' rosters. */
import { type Position, positionNames } from '#app/lib/vocabulary.ts';
import { keyNamed } from './values.rules.ts';

const others: Readonly<Partial<Record<Position, readonly string[]>>> = {
  'party-secretary': [
    '书记',
    '党委书记',
    '党总支书记',
    '党支部书记',
    '支部书记',
    '支书',
    '社区书记',
    '社区党委书记',
  ],
  'committee-member': [
    '两委',
    '两委成员',
    '社区两委',
    '社区两委成员',
    '两委委员',
    '居委会委员',
    '居委委员',
    '居委会成员',
    '居委会主任',
  ],
  'grid-leader': ['网格负责人', '总网格长'],
  'grid-worker': ['网格员', '专职网格', '网格专干'],
  'part-time-grid-worker': ['兼职网格员（党员）', '兼职网格'],
  'building-head': ['楼长', '楼组长', '楼道长', '楼栋负责人', '栋长', '楼院长'],
  'unit-head': ['单元负责人', '单元楼长'],
  'neighbour-head': ['邻里长'],
  'party-member': ['中共党员', '预备党员'],
  'party-household': ['中心户', '中心户长', '党员中心户长'],
  'three-in-member': ['三在党员'],
  volunteer: ['志愿服务者', '社区志愿者'],
  'volunteer-leader': ['志愿队长', '志愿者队长', '服务队队长', '志愿队队长'],
  'social-worker': ['社会工作者', '社会工作师', '助理社会工作师', '持证社工'],
  'community-worker': ['社区干部', '社区专干', '社区工作人员'],
  'organisation-leader': ['社会组织骨干', '社团负责人'],
  'organisation-member': ['社团成员'],
  'street-staff': ['街道干部', '街道工作者', '街道人员', '镇街工作人员'],
  'resident-backbone': ['骨干', '居民代表', '居民积极分子'],
  'partner-staff': ['共建单位', '兼职委员', '共建单位代表'],
  'owners-committee': ['业委会', '业委会成员', '业委会委员', '业委会主任', '物管会成员', '业主委员会成员'],
  'property-staff': ['物业', '物业经理', '物业工作人员'],
  'senior-learner': ['老年大学学员', '老年学校学员', '老年学员（学校）'],
  resident: ['住户', '业主', '群众', '普通居民', '居民学员'],
};

/** The position that a cell names, or null. */
export function positionNamed(text: string): Position | null {
  return keyNamed(text, positionNames, others);
}
