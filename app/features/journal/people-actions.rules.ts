/** Names of what is journalled about people, their rights, credits and records: see action-names.rules.ts. */
import type { Family } from './action-names.rules.ts';

export const peopleFamilies = {
  person: {
    label: '账号和登录',
    actions: {
      'person.created': '建立账号',
      'person.corrected': '改正姓名、拼音或年龄段',
      'person.signed-in': '登录',
      'person.sign-in-failed': '登录没有成功',
      'person.opened': '打开一个人的资料',
      'person.listed': '查看人员名单',
    },
  },
  list: { label: '名单导出', actions: { 'list.exported': '把名单导出成表格' } },
  people: { label: '批量加人', actions: { 'people.added': '批量建立账号' } },
  session: { label: '退出登录', actions: { 'session.ended': '让一台设备退出登录' } },
  sessions: { label: '全部退出', actions: { 'sessions.ended': '让所有设备退出登录' } },
  contact: {
    label: '联系方式',
    actions: {
      'contact.set': '登记联系方式',
      'contact.removed': '删除联系方式',
      'contact.opened': '打开别人的联系方式',
    },
  },
  'field-key': {
    label: '加密密钥',
    actions: { 'field-key.made': '换加密密钥', 'field-key.removed': '删除旧加密密钥' },
  },
  consent: {
    label: '个人信息同意',
    actions: {
      'consent.agreed': '同意个人信息说明',
      'consent.refused': '不同意个人信息说明',
      'consent.withdrawn': '撤回个人信息同意',
    },
  },
  password: { label: '密码', actions: { 'password.set': '设置密码' } },
  role: {
    label: '角色权限',
    actions: {
      'role.granted': '授予角色',
      'role.revoked': '收回角色',
      'role.moved': '角色随单位变更',
      'role.moved-back': '角色不再随单位变更',
      'role.refused': '没有权限，被拒绝',
      'role.grant-refused': '要授予不能授予的角色，被拒绝',
    },
  },
  appointment: {
    label: '任职',
    actions: {
      'appointment.made': '登记任职',
      'appointment.ended': '结束任职',
      'appointment.moved': '任职随单位变更',
      'appointment.moved-back': '任职不再随单位变更',
    },
  },
  unit: {
    label: '组织',
    actions: {
      'unit.created': '建立单位',
      'unit.moved': '移动单位',
      'unit.renamed': '单位改名',
      'unit.merged': '合并单位',
      'unit.split': '拆分单位',
      'unit.closed': '撤销单位',
      'unit.change-taken-back': '收回还没生效的变更',
    },
  },
  credit: {
    label: '学分',
    actions: {
      'credit.read': '打开一条学分记录',
      'credit.listed': '查看学分流水',
      'credit.reversed': '冲销学分',
    },
  },
  adjustment: {
    label: '学分调整',
    actions: {
      'adjustment.proposed': '提出学分调整',
      'adjustment.read': '打开学分调整',
      'adjustment.confirmed': '确认学分调整',
      'adjustment.declined': '不同意学分调整',
      'adjustment.withdrawn': '撤回学分调整',
      'adjustment.listed': '查看学分调整名单',
    },
  },
  declaration: {
    label: '学分申报',
    actions: {
      'declaration.sent': '提交申报',
      'declaration.withdrawn': '撤回申报',
      'declaration.read': '打开别人的申报',
      'declaration.listed': '查看申报名单',
      'declaration.grant': '申报认定',
      'declaration.return': '申报退回',
      'declaration.refuse': '申报不予认定',
      'declaration.objection-dismiss': '公示异议不成立',
      'declaration.objection-uphold': '公示异议成立',
    },
  },
  appeal: {
    label: '复核申请',
    actions: {
      'appeal.raised': '申请复核',
      'appeal.read': '打开复核申请',
      'appeal.listed': '查看复核申请名单',
      'appeal.upheld': '复核支持申请人',
      'appeal.dismissed': '复核维持原决定',
    },
  },
  exemption: {
    label: '免考核和减免',
    actions: {
      'exemption.proposed': '提出免考核',
      'exemption.granted': '批准免考核',
      'exemption.refused': '不批准免考核',
      'exemption.ended': '结束免考核',
      'exemption.read': '打开免考核',
      'exemption.listed': '查看免考核名单',
    },
  },
  waiver: {
    label: '领办豁免',
    actions: {
      'waiver.granted': '同意领办豁免',
      'waiver.ended': '结束领办豁免',
      'waiver.listed': '查看领办豁免名单',
    },
  },
  statement: {
    label: '学分情况表',
    actions: {
      'statement.read': '打开一个人的学分情况表',
      'statement.listed': '在名单里看到结果和学分',
      'statement.exported': '导出学分情况表（Excel）',
      'statement.printed': '打印学分情况表（PDF）',
      'statement.objection-answered': '答复对情况表的异议',
      'statement.reopening-asked': '提出重开情况表',
      'statement.reopening-approved': '同意重开情况表',
      'statement.reopening-declined': '不同意重开情况表',
    },
  },
  leadership: { label: '领办对照', actions: { 'leadership.read': '对照领办豁免的要求' } },
  year: {
    label: '年度结账',
    actions: {
      'year.previewed': '年度试算',
      'year.shown': '年度公布核对',
      'year.locked': '年度定稿',
      'year.exported': '导出一年的学分情况',
      'year.listed': '查看一年的人员名单',
    },
  },
  certificate: {
    label: '证书',
    actions: {
      'certificate.issued': '发证书',
      'certificate.revoked': '作废证书',
      'certificate.replaced': '换发证书',
      'certificate.batch-begun': '开始批量发证书',
      'certificate.batch-resumed': '继续批量发证书',
      'certificate.read': '打开一张证书',
      'certificate.listed': '查看证书名单',
    },
  },
  'credential-key': { label: '证书密钥', actions: { 'credential-key.made': '生成证书密钥' } },
  policy: { label: '学分规则', actions: { 'policy.published': '发布学分规则或方案' } },
  assistance: {
    label: '联络员代办',
    actions: {
      'assistance.given': '代办',
      'assistance.undone': '撤销代办',
      'assistance.disputed': '本人说没有同意',
      'assistance.settled': '处理代办异议',
      'assistance.read': '打开代办对象的资料',
      'assistance.listed': '查看代办名单',
    },
  },
  journal: {
    label: '审计日志',
    actions: {
      'journal.searched': '查审计日志',
      'journal.read': '打开一条日志',
      'journal.exported': '导出审计日志',
      'journal.archived': '旧日志归档',
      'journal.archive-read': '下载日志归档',
      'journal.words-read': '下载归档旁边写着人的话',
      'journal.archive-checked': '核对一份日志归档',
      'journal.checked': '从头核对日志',
      'journal.checkpointed': '生成日志校验点',
      'journal.erased': '抹去日志里的个人文字',
    },
  },
} as const satisfies Record<string, Family>;
