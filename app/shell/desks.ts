import type { Role } from '#app/lib/vocabulary.ts';

/** A place of work of the staff: its address, what it is for in one sentence, and whom it is shown to. */
export interface Desk {
  href: string;
  title: string;
  words: string;
  roles: Role[];
}

const registrars: Role[] = ['registrar', 'academy-admin'];
const keepers: Role[] = [...registrars, 'credit-reviewer'];
const keepersOfPeople: Role[] = [...registrars, 'security-admin'];

/** All desks, in the groups and the order in which the work of a year is done. */
export const deskGroups: { title: string; desks: Desk[] }[] = [
  {
    title: '开班和选课',
    desks: [
      {
        href: '/admin/sections',
        title: '班级',
        words: '排班、开班，看名单、候补和名额。',
        roles: registrars,
      },
      {
        href: '/admin/rounds',
        title: '预选',
        words: '名额紧的班先报名再摇号：选班、公布、冻结、摇号、录取。',
        roles: registrars,
      },
      {
        href: '/admin/terms',
        title: '学期',
        words: '什么时候选课，最多选几门，哪几天停课。',
        roles: registrars,
      },
      {
        href: '/admin/assisted',
        title: '代选记录',
        words: '联络员替谁办了什么，谁说没有同意。',
        roles: registrars,
      },
    ],
  },
  {
    title: '课程、录播和阵地',
    desks: [
      {
        href: '/admin/courses',
        title: '课程与五个一',
        words: '哪些课五样齐了，哪些还差。',
        roles: registrars,
      },
      {
        href: '/admin/recordings',
        title: '录播',
        words: '每一讲到了哪一步，观看里有什么要问问的。',
        roles: registrars,
      },
      {
        href: '/admin/venues',
        title: '阵地',
        words: '开放时间、一周安排，订给四校的活动。',
        roles: registrars,
      },
      {
        href: '/admin/sharing',
        title: '四校共享',
        words: '哪些老师、阵地和课程给两所以上学校用。',
        roles: registrars,
      },
    ],
  },
  {
    title: '学分',
    desks: [
      {
        href: '/admin/credits',
        title: '学分流水',
        words: '查每一笔学分的依据，记错了在这里冲销。',
        roles: keepers,
      },
      {
        href: '/admin/declarations',
        title: '学分申报',
        words: '谁申报了什么，审核、公示、处理异议。',
        roles: keepers,
      },
      {
        href: '/admin/appeals',
        title: '申诉复核',
        words: '谁不同意哪个决定，由没有作过决定的人再看。',
        roles: ['appeals-reviewer'],
      },
      {
        href: '/admin/credits/adjustments',
        title: '学分调整',
        words: '漏记的补上、多记的收回：一个人提，另一个人核对。',
        roles: keepers,
      },
    ],
  },
  {
    title: '年度考核和证书',
    desks: [
      {
        href: '/admin/statements',
        title: '年度结账',
        words: '统计、请大家核对、锁定、结账；重开要两个人。',
        roles: registrars,
      },
      {
        href: '/admin/exemptions',
        title: '免考核',
        words: '病假、产假、抽调：一人提出，另一人批准。',
        roles: keepers,
      },
      {
        href: '/admin/policies',
        title: '规则和方案',
        words: '学分规则和年度方案的每个版本；改之前先试算去年会怎样。',
        roles: keepers,
      },
      {
        href: '/admin/waivers',
        title: '领办豁免',
        words: '领办项目的要求，写明理由后放宽一条。',
        roles: ['academy-admin'],
      },
      {
        href: '/admin/certificates',
        title: '结业证书',
        words: '按班或按年度发证，查一张证书，撤销或换发。',
        roles: registrars,
      },
    ],
  },
  {
    title: '人和组织',
    desks: [
      { href: '/admin/people', title: '人员', words: '身份、岗位和授权。', roles: keepersOfPeople },
      {
        href: '/admin/sign-in',
        title: '登录情况',
        words: '锁住的账号，管理员的两步登录，久未登录的人。',
        roles: ['security-admin'],
      },
      {
        href: '/admin/suggestions',
        title: '意见箱',
        words: '建议和投诉：受理、答复，有期限。',
        roles: registrars,
      },
      {
        href: '/admin/settings',
        title: '短信和邮件',
        words: '由谁发，最近发了什么、发没发成。',
        roles: ['system-admin'],
      },
      {
        href: '/admin/corrections',
        title: '更正请求',
        words: '谁说姓名、年龄段或岗位写错了，核对以后改。',
        roles: registrars,
      },
      { href: '/admin/organisation', title: '组织', words: '区域和党组织两棵树。', roles: keepersOfPeople },
      {
        href: '/admin/imports',
        title: '表格导入',
        words: '从 Excel 收进来：先看一遍，再确认。',
        roles: registrars,
      },
    ],
  },
];
