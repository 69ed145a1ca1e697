/**
 * When somebody may check in to a meeting by the code on the screen, and what that counts as. Source: domain model §6.4: the teacher's list is what
 * counts, a rotating code is optional, and nobody's place is asked for.
 */
import type { AttendancePolicy } from './policy.rules.ts';

type CheckIn = AttendancePolicy['checkIn'];

export interface MeetingTime {
  /** Instants as UTC ISO text. */
  startsAt: string;
  endsAt: string;
}

const MINUTE_MS = 60_000;

/** Whether one may check in at an instant: from a while before the meeting begins until it ends. */
export function checkInStanding(
  { startsAt, endsAt }: MeetingTime,
  at: Date,
  { opensBeforeMinutes }: CheckIn,
): 'early' | 'open' | 'over' {
  const ms = at.getTime();
  if (ms < Date.parse(startsAt) - opensBeforeMinutes * MINUTE_MS) return 'early';
  return ms < Date.parse(endsAt) ? 'open' : 'over';
}

/** What coming at an instant counts as. */
export function stateOnComing(
  { startsAt }: MeetingTime,
  at: Date,
  { lateAfterMinutes }: CheckIn,
): 'present' | 'late' {
  return at.getTime() <= Date.parse(startsAt) + lateAfterMinutes * MINUTE_MS ? 'present' : 'late';
}

/** The number of the code that is shown at an instant; each is shown for `codeSeconds`. */
export const stepAt = (at: Date, { codeSeconds }: CheckIn): number =>
  Math.floor(at.getTime() / (codeSeconds * 1000));

/** Whether a code may still be used: while it is shown, and for as long again, since people need time to lift a phone. */
export function stepHolds(step: number, at: Date, rules: CheckIn): boolean {
  const now = stepAt(at, rules);
  return step === now || step === now - 1;
}
