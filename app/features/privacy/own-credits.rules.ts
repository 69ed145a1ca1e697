import { nobodys, own, via, withheld } from './own-rows.rules.ts';

/** Credits, certificates, closed years, declarations and appeals. */
export const creditTables = {
  credit_entry: own('学分', '学分流水', {
    shown: { title: '内容', amount: '学分', occurred_on: '日期', kind: '记入或冲销', reason: '理由' },
  }),
  adjustment: own('学分', '学分调整', {
    omit: ['same_as'],
    shown: { title: '内容', amount: '学分', reason: '理由', proposed_at: '提出' },
  }),
  adjustment_outcome: via('学分', '调整的结果', 'adjustment.id', 'adjustment_id', {
    shown: { outcome: '结果', words: '说明', at: '时间' },
  }),
  adjustment_waiting: via('学分', '等核对的调整', 'adjustment.id', 'adjustment_id', { omit: ['alike_key'] }),
  exemption: own('学分', '免考核', { shown: { year: '年度', reason: '理由', approved_at: '批准' } }),
  exemption_end: via('学分', '免考核的撤销', 'exemption.id', 'exemption_id', {
    shown: { reason: '理由', ended_at: '时间' },
  }),
  exemption_proposal: own('学分', '免考核的提议', {
    shown: { year: '年度', outcome: '结果', proposed_at: '提出' },
  }),
  promotion_reminder: own('学分', '提任后的提醒', { shown: { told_at: '时间' } }),
  kept_standing: own('学分', '年度情况（正在算的）', {
    shown: { year: '年度', status: '情况', reckoned_at: '算于' },
  }),
  leadership_waiver: own('学分', '领办项目的豁免', {
    shown: { rule_key: '哪一条', reason: '理由', valid_from: '从', valid_to: '到' },
  }),
  leadership_waiver_end: via('学分', '豁免的撤销', 'leadership_waiver.id', 'waiver_id', {
    shown: { reason: '理由', ended_at: '时间' },
  }),
  chain_leaf: withheld('学分账本里的位置', '每一笔的证明在“我的学分”里单独下载。'),
  chain_waiting: nobodys,
  chain_block: nobodys,
  policy_version: nobodys,
  certificate: own('证书', '结业证书', { shown: { number: '编号', issued_on: '发证', content: '内容' } }),
  certificate_revocation: via('证书', '撤销的证书', 'certificate.id', 'certificate_id', {
    shown: { at: '时间', reason: '理由' },
  }),
  certificate_difference: via('证书', '和流水不一样的证书', 'certificate.id', 'certificate_id'),
  certificate_number: nobodys,
  certificate_batch: nobodys,
  credential_key: nobodys,
  frozen_statement: own('年度情况表', '年度学分情况表', {
    shown: { number: '编号', revision: '第几版', status: '结果', frozen_at: '结账' },
  }),
  statement_superseded: via('年度情况表', '换过的情况表', 'frozen_statement.id', 'statement_id', {
    shown: { at: '时间' },
  }),
  statement_withdrawn: via('年度情况表', '撤下的情况表', 'frozen_statement.id', 'statement_id', {
    shown: { reason: '理由', at: '时间' },
  }),
  statement_answer: own('年度情况表', '对情况表的意见', {
    shown: { kind: '同意或异议', words: '意见', at: '时间' },
  }),
  statement_reply: via('年度情况表', '对意见的答复', 'statement_answer.id', 'answer_id', {
    shown: { words: '答复', at: '时间' },
  }),
  statement_reopening: own('年度情况表', '重开情况表', { shown: { reason: '理由', asked_at: '时间' } }),
  statement_reopening_decision: via('年度情况表', '重开的决定', 'statement_reopening.id', 'reopening_id', {
    shown: { kind: '决定', words: '说明', at: '时间' },
  }),
  year_closing: nobodys,
  closing_run: nobodys,
  closing_batch: nobodys,
  closing_end: nobodys,
  closing_stop: nobodys,
  kept_standing_round: nobodys,
  declaration: own('申报', '申报', {
    omit: ['form_token', 'matter_key', 'certificate_key', 'same_as'],
    shown: { title: '内容', occurred_on: '日期', state: '状态', words: '说明', sent_at: '提交' },
  }),
  declaration_file: via('申报', '申报的证明', 'declaration.id', 'declaration_id', {
    shown: { media_id: '文件' },
  }),
  declaration_step: via('申报', '申报的经过', 'declaration.id', 'declaration_id', {
    shown: { kind: '哪一步', words: '说明', at: '时间' },
  }),
  declaration_grant: via('申报', '认定', 'declaration.id', 'declaration_id', {
    shown: { amount: '学分', granted_at: '时间' },
  }),
  publicity: via('申报', '公示', 'declaration.id', 'declaration_id', {
    shown: { starts_on: '从', ends_on: '到' },
  }),
  publicity_objection: own('申报', '你提的异议', { shown: { words: '内容', at: '时间' } }),
  objection_answer: via('申报', '对你的异议的答复', 'publicity_objection.id', 'objection_id', {
    shown: { outcome: '结果', words: '答复', at: '时间' },
  }),
  appeal: own('申诉', '申诉', { shown: { title: '内容', words: '理由', state: '状态', raised_at: '时间' } }),
  appeal_decision: via('申诉', '申诉的结果', 'appeal.id', 'appeal_id', {
    shown: { outcome: '结果', words: '说明', at: '时间' },
  }),
} as const;
