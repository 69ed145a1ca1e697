/** The words that several areas share, with their Chinese names. Source: the product's glossary and the college's catalogue. */

export const schools = ['party', 'governance', 'senior', 'citizen'] as const;
export type School = (typeof schools)[number];
export const schoolNames: Record<School, string> = {
  party: '社区党校',
  governance: '社区治理学院',
  senior: '老年学校',
  citizen: '市民学校',
};

export const positions = [
  'party-secretary',
  'committee-member',
  'grid-leader',
  'grid-worker',
  'part-time-grid-worker',
  'building-head',
  'unit-head',
  'neighbour-head',
  'party-member',
  'party-household',
  'party-group-leader',
  'three-in-member',
  'volunteer',
  'volunteer-leader',
  'social-worker',
  'community-worker',
  'organisation-leader',
  'organisation-member',
  'street-staff',
  'resident-backbone',
  'partner-staff',
  'owners-committee',
  'property-staff',
  'senior-learner',
  'resident',
] as const;
export type Position = (typeof positions)[number];
export const positionNames: Record<Position, string> = {
  'party-secretary': '社区党组织书记',
  'committee-member': '社区“两委”成员',
  'grid-leader': '网格长',
  'grid-worker': '专职网格员',
  'part-time-grid-worker': '兼职网格员',
  'building-head': '楼栋长',
  'unit-head': '单元长',
  'neighbour-head': '邻长',
  'party-member': '党员',
  'party-household': '党员中心户',
  'party-group-leader': '党小组长',
  'three-in-member': '“三在”党员',
  volunteer: '志愿者',
  'volunteer-leader': '志愿服务队队长',
  'social-worker': '社工',
  'community-worker': '社区工作者',
  'organisation-leader': '社会组织负责人',
  'organisation-member': '社会组织成员',
  'street-staff': '街道工作人员',
  'resident-backbone': '居民骨干',
  'partner-staff': '共建单位人员',
  'owners-committee': '业委会（物管会）成员',
  'property-staff': '物业人员',
  'senior-learner': '老年学员',
  resident: '居民',
};

export const roles = [
  'instructor',
  'registrar',
  'academy-admin',
  'credit-reviewer',
  'appeals-reviewer',
  'assessor',
  'liaison',
  'system-admin',
  'security-admin',
  'auditor',
] as const;
export type Role = (typeof roles)[number];
export const roleNames: Record<Role, string> = {
  instructor: '教师',
  registrar: '教务',
  'academy-admin': '学院管理员',
  'credit-reviewer': '学分审核员',
  'appeals-reviewer': '复核员',
  assessor: '组织考核查看人',
  liaison: '社区联络员',
  'system-admin': '系统管理员',
  'security-admin': '安全管理员',
  auditor: '审计员',
};

export const modes = ['face', 'recorded', 'blended', 'live', 'site', 'visit'] as const;
export type Mode = (typeof modes)[number];
export const modeNames: Record<Mode, string> = {
  face: '线下',
  recorded: '录播',
  blended: '线下 + 录播',
  live: '直播',
  site: '线下 + 现场',
  visit: '远程参访',
};

export const courseForms = [
  'lecture',
  'case',
  'group',
  'salon',
  'exchange',
  'simulation',
  'workshop',
  'practice',
  'onsite',
  'discussion',
] as const;
export type CourseForm = (typeof courseForms)[number];
export const courseFormNames: Record<CourseForm, string> = {
  lecture: '讲授',
  case: '案例分析',
  group: '小组学习',
  salon: '主题沙龙',
  exchange: '交流分享',
  simulation: '情景模拟',
  workshop: '工作坊',
  practice: '示范练习',
  onsite: '现场教学',
  discussion: '研讨答疑',
};

export const levels = ['basic', 'intermediate', 'advanced'] as const;
export type Level = (typeof levels)[number];
export const levelNames: Record<Level, string> = { basic: '初级', intermediate: '中级', advanced: '高级' };

export const fiveOnes = ['syllabus', 'lesson-plan', 'handout', 'slides', 'teacher'] as const;
export type FiveOne = (typeof fiveOnes)[number];
export const fiveOneNames: Record<FiveOne, string> = {
  syllabus: '一个大纲',
  'lesson-plan': '一份教案',
  handout: '一篇讲义',
  slides: '一份 PPT',
  teacher: '一位老师',
};

export const sectionKinds = ['topic', 'backbone', 'regular', 'custom', 'open'] as const;
export type SectionKind = (typeof sectionKinds)[number];
export const sectionKindNames: Record<SectionKind, string> = {
  topic: '专题班',
  backbone: '骨干班',
  regular: '常态班',
  custom: '定制班',
  open: '开放课',
};

export const requirementKinds = ['watch', 'quiz', 'task', 'attend', 'evaluate'] as const;
export type RequirementKind = (typeof requirementKinds)[number];
