/** The sheet of training elsewhere. */
import type { KindShape } from './kinds.ts';
import { nameColumn, placeColumns, usernameColumn } from './person-columns.rules.ts';

const inPlace = placeColumns.filter(({ key }) => key === 'community' || key === 'unit');

export const trainingShape: KindShape = {
  key: 'training',
  name: '外部培训',
  unit: '条培训',
  lead: '把外单位的培训名单提上来，每一条由另一位核对以后才记学分。',
  columns: [
    nameColumn,
    {
      key: 'title',
      label: '培训名称',
      others: ['培训班', '培训班名称', '培训项目', '课程名称', '培训内容', '班次', '培训班次', '什么培训'],
      needed: true,
      hint: '必填。照结业证明上的名字写。',
    },
    {
      key: 'day',
      label: '结业日期',
      others: ['结业时间', '培训日期', '培训时间', '完成日期', '日期', '时间', '取得日期', '发证日期'],
      needed: true,
      hint: '必填。2025-3-1 这样，要有哪一天。',
    },
    {
      key: 'hours',
      label: '学时',
      others: ['培训学时', '课时', '学时数', '总学时', '学时（课时）'],
      needed: true,
      hint: '必填。一个学时是 45 分钟，例如 4 或 1.5。',
    },
    {
      key: 'organiser',
      label: '主办单位',
      others: ['举办单位', '组织单位', '承办单位', '培训单位', '培训机构', '哪里办的'],
      needed: true,
      hint: '必填。',
    },
    {
      key: 'certificate',
      label: '证书号',
      others: ['证书编号', '结业证书号', '证书', '文号'],
      hint: '有就写。',
    },
    ...inPlace,
    usernameColumn,
  ],
  examples: [
    {
      name: '张三',
      title: '全市网格员能力提升班',
      day: '2026-05-20',
      hours: '8',
      organiser: '市委党校',
      certificate: 'DX-0520-13',
    },
  ],
  notes: [
    '收进来的是一条一条的“漏记补上”，和在学分调整里一个一个提一样：由另一位管学分的人逐条核对，自己提的自己不能核对。',
    '自己的培训不能自己导入，请用“我的申报”。',
    '人先按用户名找；没有写用户名的按姓名找，同名的再看社区。',
  ],
  grouping: 'community',
  mostRows: 2_000,
  list: { href: '/admin/credits/adjustments', label: '看等着核对的' },
};
