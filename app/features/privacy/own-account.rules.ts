import { nobodys, own, via, withheld } from './own-rows.rules.ts';

/** The account, posts and rights, notices, what others did for somebody, consents, and who looked. */
export const accountTables = {
  person: own('账号', '账号', {
    by: 'id',
    shown: { name: '姓名', username: '用户名', age_band: '年龄段', created_at: '登记' },
  }),
  password_credential: own('账号', '密码', { omit: ['hash'], shown: { changed_at: '上次改密码' } }),
  session: own('账号', '登录', { omit: ['id'], shown: { created_at: '登录', expires_at: '到期' } }),
  last_sign_in: own('账号', '最近一天登录', { omit: ['has_come'], shown: { day: '哪天' } }),
  known_browser: own('账号', '认得的浏览器', {
    omit: ['id', 'session_ref'],
    shown: { made_at: '上次在那里登录' },
  }),
  sign_in_series: own('账号', '登录输错的次数', {
    omit: ['series_key', 'kind'],
    shown: { failures: '次数', last_at: '最近一次', locked_until: '锁到' },
  }),
  second_factor: own('账号', '登录的第二步', { omit: ['secret', 'last_step'], shown: { set_up_at: '设置' } }),
  recovery_code: own('账号', '恢复码', { omit: ['code_hash'], shown: { made_at: '做的时间' } }),
  sign_in_step: own('账号', '登录到一半', { omit: ['id', 'way'] }),
  kept_form: own('账号', '等重新登录的表单', { omit: ['id', 'sealed'] }),
  contact: own('账号', '手机号和邮箱', {
    omit: ['sealed', 'blind', 'key_id'],
    shown: { kind: '种类', source: '谁填的', added_at: '填的时间', confirmed_at: '核实' },
  }),
  message: own('通知', '发出的短信和邮件', {
    omit: ['to_sealed', 'words_sealed', 'key_id', 'last_error'],
    order: 'created_at',
    shown: { way: '怎么发的', masked: '发到', kind: '什么事', created_at: '时间' },
  }),
  sealing_index: nobodys,
  media_file: own('账号', '上传的文件', {
    by: 'created_by',
    omit: ['storage_key', 'sha256'],
    shown: { id: '文件', original_name: '文件名', bytes: '字节', created_at: '上传' },
  }),
  media_upload: own('账号', '没传完的文件', { shown: { original_name: '文件名', begun_at: '开始' } }),
  teacher: own('账号', '老师库里的介绍', { shown: { name: '姓名', headline: '头衔', bio: '介绍' } }),
  teacher_stage: via('账号', '在老师库里的经过', 'teacher.id', 'teacher_id', {
    shown: { stage: '阶段', at: '时间' },
  }),
  teacher_school: via('账号', '在哪些学校任教', 'teacher.id', 'teacher_id', { shown: { school: '学校' } }),
  teacher_consent: via('同意、更正和注销', '公开老师介绍的同意', 'teacher.id', 'teacher_id', {
    shown: { consented_at: '时间' },
  }),
  teacher_score: via('账号', '公布的老师评分', 'teacher.id', 'teacher_id', {
    shown: { n: '几份', score: '评分' },
  }),
  appointment: own('岗位', '岗位', {
    shown: { position: '岗位', valid_from: '从', valid_to: '到', source: '从哪里知道的' },
  }),
  role_grant: own('授权', '授权', {
    shown: { role: '角色', valid_from: '从', valid_to: '到', granted_by: '谁给的' },
  }),
  notice: own('通知', '通知', {
    order: 'created_at',
    shown: { title: '标题', body: '内容', created_at: '时间' },
  }),
  notice_mention: withheld('谁的名字在通知里', '只用来在注销以后把名字从别人的通知里去掉。'),
  notice_reading: withheld('通知读过没有', '只用来在“我的”里不再显示读过的通知。'),
  assisted_consent: own('代办', '别人替你办的事', {
    shown: { action: '办了什么', means: '怎么同意的', words: '你的话', given_at: '时间' },
  }),
  assisted_dispute: via('代办', '说没有同意', 'assisted_consent.id', 'consent_id', {
    shown: { words: '你的话', at: '时间' },
  }),
  assisted_dispute_end: via('代办', '教务怎么处理的', 'assisted_consent.id', 'consent_id', {
    shown: { words: '说明', at: '时间' },
  }),
  offer_call: via('代办', '给你打的电话', 'seat_offer.id', 'offer_id', {
    shown: { outcome: '结果', words: '备注', at: '时间' },
  }),
  offer_call_notice: via('代办', '通知联络员打电话', 'seat_offer.id', 'offer_id', { shown: { at: '时间' } }),
  privacy_consent: own('同意、更正和注销', '同意', {
    shown: { kind: '哪一项', answer: '说的', means: '怎么说的', words: '你的话', at: '时间' },
  }),
  privacy_consent_withdrawal: via('同意、更正和注销', '撤回的同意', 'privacy_consent.id', 'consent_id', {
    shown: { at: '时间' },
  }),
  correction_request: own('同意、更正和注销', '更正请求', {
    shown: { what: '改哪里', wish: '改成', words: '说明', state: '状态', asked_at: '时间' },
  }),
  correction_decision: via('同意、更正和注销', '更正的结果', 'correction_request.id', 'request_id', {
    shown: { outcome: '结果', words: '说明', at: '时间' },
  }),
  account_closing: own('同意、更正和注销', '注销账号', {
    shown: { means: '怎么提的', reason: '理由', asked_at: '提出', due_at: '办理' },
  }),
  account_closing_approval: via('同意、更正和注销', '注销的核准', 'account_closing.id', 'closing_id', {
    shown: { at: '时间' },
  }),
  account_closing_end: via('同意、更正和注销', '注销的结果', 'account_closing.id', 'closing_id', {
    shown: { kind: '结果', words: '没有注销的原因', at: '时间' },
  }),
  closed_account: own('同意、更正和注销', '注销了的账号', {
    shown: { closed_at: '注销', keep_until: '保存到' },
  }),
  retention_end: own('同意、更正和注销', '保存到期', { shown: { at: '时间' } }),
  journal_entry: own('谁看过', '谁看过、改过你的资料', {
    by: 'concerns_id',
    // From which network staff came is about them.
    omit: ['detail', 'concerns_id', 'subject_id', 'on_behalf_of', 'origin'],
    order: 'at',
    shown: { action: '做了什么', actor_id: '谁', at: '时间' },
  }),
  privacy_notice: nobodys,
} as const;
