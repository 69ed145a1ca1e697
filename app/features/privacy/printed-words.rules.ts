/** What the codes in somebody's own rows are called, by the column that holds them; where a room has names for them, those. */
import { appealStateNames } from '#app/features/appeals/appeals.rules.ts';
import { ruleNames } from '#app/features/assessment/leadership.schema.ts';
import { assistedActionNames } from '#app/features/assisting/consent.rules.ts';
import { attendanceNames } from '#app/features/attendance/attendance.rules.ts';
import { resultWords } from '#app/features/closing/result-words.ts';
import { contactNames } from '#app/features/contacts/contact.rules.ts';
import { stateNames as declarationStates, stepNames } from '#app/features/declarations/states.rules.ts';
import { goalNames } from '#app/features/formation/formation-words.ts';
import { wayNames } from '#app/features/messages/message.rules.ts';
import { kindNames, stateNames as suggestionStates } from '#app/features/suggestions/suggestions.rules.ts';
import { workStateNames } from '#app/features/tasks/work.rules.ts';
import { positionNames, roleNames, schoolNames } from '#app/lib/vocabulary.ts';
import { correctableNames, correctionStateNames } from './corrections.rules.ts';

export const printedWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  position: positionNames,
  role: roleNames,
  school: schoolNames,
  goal: goalNames,
  status: resultWords,
  rule_key: ruleNames,
  action: assistedActionNames,
  what: correctableNames,
  level: { excellent: '优秀', good: '良好', pass: '合格', improve: '待提高' },
  stage: {
    ...{ applied: '申请', reviewed: '材料审核', trial: '试讲' },
    ...{ engaged: '聘任', renewed: '续聘', left: '退出' },
  },
  state: {
    ...correctionStateNames,
    ...appealStateNames,
    ...suggestionStates,
    ...workStateNames,
    ...declarationStates,
    ...attendanceNames,
    open: '办着',
    confirmed: '确认了',
    declined: '没有同意',
  },
  outcome: {
    ...{ admitted: '录取', lost: '没有录取', confirmed: '确认了', declined: '没有同意', approved: '同意' },
    ...{ upheld: '成立', dismissed: '维持原来的决定', refused: '没有同意', withdrawn: '撤回' },
  },
  way: {
    ...wayNames,
    ...{ list: '老师点名', qr: '扫码签到', code: '输码签到', moved: '从原来的班带过来', 'make-up': '补课' },
  },
  source: {
    ...{ staff: '工作人员填的', self: '自己填的', import: '从表格导入', roster: '从花名册导入' },
    ...{ registrar: '教务登记', demo: '演示数据' },
  },
  answer: { agreed: '同意', refused: '不同意', accept: '要', decline: '不要' },
  means: {
    self: '本人在网上',
    'read-aloud': '读给本人听',
    paper: '纸上',
    'in-person': '当面',
    phone: '电话',
    written: '书面',
  },
  kind: {
    ...contactNames,
    ...kindNames,
    ...stepNames,
    ...{ award: '记入', reversal: '冲销', notice: '个人信息说明', district: '交给区级组织部门' },
    ...{ received: '收到', accepted: '受理', answered: '答复', reminded: '催办', closed: '办结' },
    ...{ confirmed: '确认', reset: '重设密码', note: '通知', test: '试发', confirm: '核实号码' },
    ...{ 'too-fast': '快过片长', 'out-of-range': '超出片长', overlap: '几处同时看' },
    ...{ 'hand-over': '换设备很频繁', 'long-night': '通宵连着看' },
  },
  is_right: { '1': '对', '0': '不对' },
};
