/** By which working day somebody takes a suggestion up and answers it, and what is said of that to whoever wrote it. */
import { answerWithin } from '#app/features/declarations/answer-within.rules.ts';
import { isWorkingDay, unknownYearsWords } from '#app/features/timetable/working-days.rules.ts';
import { addDays, dayOf, formatDate } from '#app/lib/time.ts';
import { policy } from './policy.rules.ts';
import type { SuggestionState } from './suggestions.rules.ts';

export interface Clock {
  /** Null where nobody waits. */
  acceptBy: string | null;
  answerBy: string | null;
  /** The first of the two that has passed, and by how many working days. */
  late: { what: 'accept' | 'answer'; workingDays: number } | null;
  unknownYears: number[];
}

/** Both days of what waits since `clockFrom`; handing it on to another desk changes neither. */
export function clockOf(
  { state, clockFrom }: { state: SuggestionState; clockFrom: string },
  now: Date,
): Clock {
  const since = (waits: boolean) => (waits ? clockFrom : null);
  const accept = answerWithin(since(state === 'received'), policy.acceptWithinWorkingDays, now);
  const isOpen = state === 'received' || state === 'accepted';
  const answer = answerWithin(since(isOpen), policy.answerWithinWorkingDays, now);
  const late = answer.overdue ? 'answer' : accept.overdue ? 'accept' : null;
  const by = late === 'answer' ? answer.answerBy : accept.answerBy;
  return {
    ...{ acceptBy: accept.answerBy, answerBy: answer.answerBy, unknownYears: answer.unknownYears },
    late: late && by ? { what: late, workingDays: workingDaysSince(by, dayOf(now)) } : null,
  };
}

/** How many working days there are after a day, up to and with another. */
export function workingDaysSince(day: string, today: string): number {
  let count = 0;
  for (let at = addDays(day, 1); at <= today; at = addDays(at, 1)) if (isWorkingDay(at)) count += 1;
  return count;
}

/** The day on which the worker looks again: somebody is to be reminded, or nothing was said to an answer. */
export function dueOn(state: SuggestionState, clockFrom: string, now: Date): string | null {
  if (state === 'closed') return null;
  if (state === 'answered') return addDays(dayOf(now), policy.closeAfterDays);
  const { acceptBy, answerBy } = clockOf({ state, clockFrom }, now);
  const today = dayOf(now);
  const next = acceptBy !== null && acceptBy >= today ? acceptBy : answerBy;
  // Handed on when the time had passed already: the other desk is reminded tomorrow.
  return next !== null && next >= today ? next : today;
}

interface Told {
  state: SuggestionState;
  clock: Clock;
  reminded: boolean;
  /** Who took it up, with their desk: “教务 邻小务”. */
  owner: string | null;
  /** Until when something can be said to the answer. */
  closesAfter: string | null;
}

/** What happens next, in words for whoever wrote it. */
export function nextWords({ state, clock, reminded, owner, closesAfter }: Told): string {
  if (state === 'closed') return '已经办结。还有别的事，可以再写一份。';
  if (state === 'answered')
    return `已经答复。满意不满意，都请告诉我们${closesAfter ? `；到${formatDate(closesAfter)}没有回话，就按办结处理` : ''}。`;
  const { acceptBy, answerBy, late, unknownYears } = clock;
  if (late) {
    const what = late.what === 'answer' ? '答复' : '受理';
    const asked = reminded ? '已提醒负责人' : '可以打电话给联络员催一下';
    return `已超过${what}期限 ${late.workingDays} 个工作日，${asked}。`;
  }
  const by = answerBy ? `${formatDate(answerBy)}前答复` : '答复';
  const first = owner
    ? `由${owner}负责，${by}。`
    : `${acceptBy ? `${formatDate(acceptBy)}前` : ''}有人受理，${by}。`;
  return `${first}${unknownYearsWords(unknownYears) ?? ''}`;
}
