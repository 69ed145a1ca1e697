import type { StandingStatus } from '#app/features/credits/standing.rules.ts';

/** The outcomes of a year, and the absence of a scheme. Source: domain model §6.9. */
export const resultWords: Record<StandingStatus, string> = {
  met: '达标',
  nearly: '基本达标',
  'not-met': '未达标',
  exempt: '免考核',
  'no-scheme': '不设任务',
};

/** Of somebody who has no statement in a year that is closed: neither result is theirs. */
export const WITHOUT_SHEET = '没有情况表';

export const resultTones = {
  met: 'done',
  nearly: 'progress',
  'not-met': 'attention',
  exempt: 'neutral',
  'no-scheme': 'neutral',
} as const;
