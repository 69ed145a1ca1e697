/**
 * The way of a year to its end: preview, drafts shown for confirming or objecting, lock, frozen. Each step is a row with its time and author; the state
 * follows from the rows. Source: domain model §6.8–6.10 (登记→本人确认→学院审核), C5 of the product.
 */

import { dayOf, formatDate } from '#app/lib/time.ts';

export type ClosingState =
  /** Nothing has begun; a preview may be there. */
  | 'open'
  /** People are looking at their drafts. */
  | 'confirming'
  /** Their time is over. */
  | 'due'
  /** Locked, and being frozen. */
  | 'freezing'
  | 'frozen';

export interface ClosingFacts {
  confirmUntil: string | null;
  /** The newest freezing: there, and at its end? */
  freeze: { isEnded: boolean } | null;
}

export function closingState({ confirmUntil, freeze }: ClosingFacts, now: Date): ClosingState {
  if (freeze) return freeze.isEnded ? 'frozen' : 'freezing';
  if (confirmUntil === null) return 'open';
  return now.toISOString() < confirmUntil ? 'confirming' : 'due';
}

export const stateWords: Record<ClosingState, string> = {
  open: '没有结账',
  confirming: '等本人确认',
  due: '可以锁定',
  freezing: '正在结账',
  frozen: '已结账',
};

/** Until when people may answer, by the last whole day: `2026年1月20日（含当天）`. `confirmUntil` an instant. */
export function confirmUntilWords(confirmUntil: string): string {
  return `${formatDate(dayOf(new Date(Date.parse(confirmUntil) - 1)))}（含当天）`;
}

/** Where a walk over everybody stopped, after so many people. */
export const stoppedWords = (people: number): string =>
  people === 0 ? '停在开头' : `停在第 ${people} 人以后`;

/** At least so long people have to look at their drafts, and at most. */
export const LEAST_DAYS = 3;
export const MOST_DAYS = 60;
