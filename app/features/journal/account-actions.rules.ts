/** Names of what is journalled about ways into an account, one's own data, imports and the box of suggestions: see action-names.rules.ts. */
import type { Family } from './action-names.rules.ts';

export const accountFamilies = {
  'first-code': {
    label: '登录码',
    actions: { 'first-code.given': '给一个登录码，让本人自己设密码', 'first-code.failed': '登录码不对' },
  },
  'reset-code': { label: '重设密码', actions: { 'reset-code.failed': '重设密码的验证码不对' } },
  oidc: {
    label: '统一登录',
    actions: {
      'oidc.linked': '连上统一登录',
      'oidc.unlinked': '断开统一登录',
      'oidc.refused': '统一登录没有成功',
    },
  },
  'second-step': {
    label: '两步登录',
    actions: {
      'second-step.set-up': '设好两步登录',
      'second-step.failed': '两步登录的码不对',
      'second-step.removed': '取消两步登录',
      'second-step.taken-away': '替别人取消丢了的两步登录',
    },
  },
  'sign-in': {
    label: '登录情况',
    actions: {
      'sign-in.listed': '查看登录锁定和管理员的两步登录',
      'sign-in.unused': '查看久未登录的人',
      'sign-in.opened': '查看一个人的登录',
      'sign-in.unlocked': '放开锁住的账号',
      'sign-in.left-out': '没有成功的登录太多，合成一条',
    },
  },
  'recovery-codes': { label: '备用码', actions: { 'recovery-codes.made': '做新的备用码' } },
  message: { label: '短信和邮件', actions: { 'message.tested': '给自己发一条试试' } },
  import: {
    label: '表格导入',
    actions: {
      'import.confirmed': '确认收进一张表格',
      'import.finished': '一张表格收完',
      'import.read': '打开一张表格逐行的结果',
      'import.exported': '导出一张表格逐行的结果',
    },
  },
  account: {
    label: '注销账号',
    actions: {
      'account.closing-asked': '提出注销账号',
      'account.closing-approved': '核准注销账号',
      'account.closing-taken-back': '收回注销',
      'account.closing-declined': '到日子没有注销，还有没办完的事',
      'account.closed': '账号注销',
      'account.closing-read': '打开别人的注销情况',
      'account.retention-ended': '保存到期，删去留存',
    },
  },
  correction: {
    label: '更正请求',
    actions: {
      'correction.asked': '请求更正',
      'correction.done': '按请求更正',
      'correction.refused': '不更正，写明原因',
      'correction.read': '打开更正请求',
      'correction.listed': '查看更正请求名单',
    },
  },
  data: { label: '自己的资料', actions: { 'data.taken': '取走自己的全部资料' } },
  suggestion: {
    label: '意见箱',
    actions: {
      'suggestion.written': '提意见',
      'suggestion.read': '打开一条意见',
      'suggestion.listed': '查看意见名单',
      'suggestion.accepted': '受理意见',
      'suggestion.forwarded': '转给别的部门',
      'suggestion.answered': '答复意见',
      'suggestion.satisfied': '对答复满意',
      'suggestion.again': '再说一次',
      'suggestion.dissatisfied': '对答复不满意',
    },
  },
} satisfies Record<string, Family>;
