import { nobodys, own, via, withheld } from './own-rows.rules.ts';

/** Ways into an account, what is brought from sheets, the organisation's changes, the journal's seals and the box of suggestions. */
export const houseTables = {
  oidc_link: own('账号', '统一登录', { omit: ['id'], shown: { issuer: '从哪里登录', linked_at: '连上' } }),
  reset_request: withheld('忘记密码的请求', '只管一小会儿，里面是打乱了的验证码。'),
  first_code: withheld('登录码', '只管一天，里面是打乱了的登录码；谁给的在通知里。'),
  contact_change: withheld('换手机号或邮箱的请求', '只管一小会儿，里面是打乱了的验证码。'),
  account_try: withheld('找回账号的次数', '只记一小会儿，用打乱了的代号记，认不出是谁。'),
  oidc_attempt: withheld('正在走的统一登录', '几分钟就删。'),
  setup_code: nobodys,
  setup_done: withheld('学院是谁设立的', '只记首次设立是哪个账号办的。'),
  org_change: nobodys,
  org_change_undone: nobodys,
  org_succession: nobodys,
  org_end: nobodys,
  org_heir: nobodys,
  org_former_scope: nobodys,
  appointment_succession: withheld('岗位接到哪个组织', '组织变更时岗位怎么接上；接上以后的岗位在“岗位”里。'),
  role_grant_succession: withheld('授权接到哪个组织', '组织变更时授权怎么接上；接上以后的授权在“授权”里。'),
  import_file: withheld('导入的表格', '教务上传的名单，7 天后删；收进来的内容在各自的栏目里。'),
  import_row: withheld('表格里的行', '教务上传的名单，7 天后删；收进来的内容在各自的栏目里。'),
  import_result: withheld('表格里每一行的结果', '教务上传的名单，7 天后删；收进来的内容在各自的栏目里。'),
  import_group: nobodys,
  import_stop: nobodys,
  journal_block: nobodys,
  journal_leaf: withheld('审计日志里的位置', '只用来证明日志没有被改过。'),
  journal_erasure: withheld('日志里删去的字', '只记删过，不记删了什么。'),
  journal_archive: nobodys,
  journal_archive_block: nobodys,
  journal_archive_end: nobodys,
  suggestion: own('通知', '你提的意见', {
    omit: ['code_hash'],
    shown: { kind: '种类', words: '内容', state: '状态', received_at: '收到' },
  }),
  suggestion_step: via('通知', '你提的意见办到哪里', 'suggestion.id', 'suggestion_id', {
    shown: { kind: '做了什么', words: '说明', at: '时间' },
  }),
} as const;
