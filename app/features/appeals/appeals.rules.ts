/**
 * Appeals. Source: domain model §6.8: within ten working days of being told (the rules say how many), to somebody who has not decided, with a
 * decision that is written down and final.
 */
import { workingDaysAfter } from '#app/features/timetable/working-days.rules.ts';
import { dayOf } from '#app/lib/time.ts';
import type { StatusTone } from '#app/ui/status.tsx';

export const appealStates = ['waiting', 'upheld', 'dismissed'] as const;
export type AppealState = (typeof appealStates)[number];

export const appealStateNames: Record<AppealState, string> = {
  waiting: '等复核',
  upheld: '申诉成立',
  dismissed: '维持原来的决定',
};

export const appealStateTones: Record<AppealState, StatusTone> = {
  waiting: 'attention',
  upheld: 'done',
  dismissed: 'closed',
};

/** Until when somebody who was told at an instant may appeal, both days included, and which years' holidays are not known. */
export function appealUntil(toldAt: string, workingDays: number) {
  const { day, unknownYears } = workingDaysAfter(dayOf(toldAt), workingDays);
  return { dueOn: day, unknownYears };
}

/** Of `appeal.title`. An entry's may be longer: it is read in full from the entry. */
const MOST_OF_TITLE = 120;

/** A title as an appeal keeps it for lists. */
export function shortTitle(title: string): string {
  const characters = [...title];
  return characters.length <= MOST_OF_TITLE ? title : `${characters.slice(0, MOST_OF_TITLE - 1).join('')}…`;
}

/** Whether a day is too late. */
export const isLate = (today: string, dueOn: string): boolean => today > dueOn;
