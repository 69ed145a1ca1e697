/**
 * The way of a declaration. Source: domain model §6.8: 待审核 → 退回, or 公示 → 已计入, or 不予认定; nobody decides about their own; whoever is
 * told something they do not agree with may appeal to somebody else.
 */
import type { StatusTone } from '#app/ui/status.tsx';

export const declarationStates = [
  'draft',
  'waiting',
  'returned',
  'publicity',
  'objected',
  'posted',
  'refused',
  'withdrawn',
] as const;
export type DeclarationState = (typeof declarationStates)[number];

export const stateNames: Record<DeclarationState, string> = {
  draft: '草稿',
  waiting: '待审核',
  returned: '退回修改',
  publicity: '已通过，公示中',
  objected: '公示中有异议，待处理',
  posted: '已计入',
  refused: '不予认定',
  withdrawn: '已撤回',
};

export const stateTones: Record<DeclarationState, StatusTone> = {
  draft: 'neutral',
  waiting: 'progress',
  returned: 'attention',
  publicity: 'progress',
  objected: 'attention',
  posted: 'done',
  refused: 'closed',
  withdrawn: 'closed',
};

/** What its reviewers have to do with: the lists of the queue. */
export const queueStates = ['waiting', 'objected', 'returned', 'publicity', 'posted', 'refused'] as const;
export type QueueState = (typeof queueStates)[number];

/** Where a declaration holds its evidence, so that nothing else is paid for it. */
export const holdingStates: readonly DeclarationState[] = [
  'waiting',
  'returned',
  'publicity',
  'objected',
  'posted',
];

export const stepKinds = [
  'sent',
  'withdrawn',
  'returned',
  'granted',
  'refused',
  'objected',
  'objection-dismissed',
  'objection-upheld',
  'posted',
  'not-posted',
  'held-back',
  'appealed',
  'appeal-upheld',
  'appeal-dismissed',
] as const;
export type StepKind = (typeof stepKinds)[number];

export const stepNames: Record<StepKind, string> = {
  sent: '提交申报',
  withdrawn: '撤回申报',
  returned: '退回修改',
  granted: '审核通过',
  refused: '不予认定',
  objected: '公示期间有人提出异议',
  'objection-dismissed': '异议不成立，继续公示',
  'objection-upheld': '异议成立，不予认定',
  posted: '计入学分',
  'not-posted': '公示期满，没有再记入',
  'held-back': '公示期满，要再审核一次',
  appealed: '提出申诉',
  'appeal-upheld': '申诉成立',
  'appeal-dismissed': '申诉不成立，维持原来的决定',
};

/** Who does it, by role: people are not named to each other. */
export const stepActors: Record<StepKind, string> = {
  sent: '本人',
  withdrawn: '本人',
  returned: '学分审核员',
  granted: '学分审核员',
  refused: '学分审核员',
  objected: '公示中看到的人',
  'objection-dismissed': '学分审核员',
  'objection-upheld': '学分审核员',
  posted: '系统',
  'not-posted': '系统',
  'held-back': '系统',
  appealed: '本人',
  'appeal-upheld': '复核员',
  'appeal-dismissed': '复核员',
};

/** The deeds by which somebody has decided about it: they hear no appeal against it. */
export const decisions: readonly StepKind[] = [
  'returned',
  'granted',
  'refused',
  'objection-dismissed',
  'objection-upheld',
];

/** The deeds that end an appeal: whoever did one decides nothing more about it. */
export const appealVerdicts: readonly StepKind[] = ['appeal-upheld', 'appeal-dismissed'];

/** Where a declaration must be after each step; null: a step that leaves it where it is. */
export const stateAfter: Record<StepKind, readonly DeclarationState[] | null> = {
  sent: ['waiting'],
  withdrawn: ['withdrawn'],
  returned: ['returned'],
  granted: ['publicity'],
  refused: ['refused'],
  objected: ['objected'],
  'objection-dismissed': ['publicity'],
  'objection-upheld': ['refused'],
  posted: ['posted'],
  'not-posted': ['posted'],
  'held-back': ['waiting'],
  appealed: null,
  'appeal-upheld': ['publicity'],
  'appeal-dismissed': null,
};

/** Whether its words can still be changed by whoever declares. */
export const mayWrite = (state: DeclarationState): boolean => state === 'draft' || state === 'returned';

/** Whether it can be taken back: before anybody has decided. */
export const mayWithdraw = (state: DeclarationState): boolean => state === 'waiting' || state === 'returned';
