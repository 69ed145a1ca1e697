/**
 * Meetings from a weekly pattern with exceptions. Source: domain model §6.4 (sessions of a class) and the college's term calendar:
 * days off are left out, and what they cost is made up at the end.
 */
import { addDays, instantAt, weekdayOf } from '#app/lib/time.ts';
import type { NewMeeting } from './meeting-shape.ts';

const MINUTE_MS = 60_000;
const MOST_DAYS = 800;

/** Days on which nothing meets, both included: `2026-10-01` to `2026-10-08`. */
export interface DaysOff {
  fromDay: string;
  toDay: string;
  name: string;
}

export interface WeeklyPattern {
  /** From which day on it meets, `2026-11-22`, and at which clock time, `19:00`, of the academy. */
  firstDay: string;
  firstAt: string;
  /** On which weekdays: 1 for Monday to 7 for Sunday. Empty: on that of the first day. */
  weekdays: readonly number[];
  minutes: number;
  times: number;
  venueId: string | null;
  daysOff: readonly DaysOff[];
}

/** A day on which it would have met, and the name of what was in the way. */
export interface SkippedDay {
  day: string;
  name: string;
}

/** As many meetings as asked for, on the pattern's weekdays from the first day on, days off left out; and which those were. */
export function weeklyMeetings(pattern: WeeklyPattern): { meetings: NewMeeting[]; skipped: SkippedDay[] } {
  const weekdays = pattern.weekdays.length > 0 ? pattern.weekdays : [weekdayOfDay(pattern.firstDay)];
  const meetings: NewMeeting[] = [];
  const skipped: SkippedDay[] = [];
  for (let passed = 0; meetings.length < pattern.times && passed < MOST_DAYS; passed++) {
    const day = addDays(pattern.firstDay, passed);
    if (!weekdays.includes(weekdayOfDay(day))) continue;
    const off = pattern.daysOff.find(({ fromDay, toDay }) => fromDay <= day && day <= toDay);
    if (off) skipped.push({ day, name: off.name });
    else meetings.push(meetingOn(day, pattern, meetings.length + 1));
  }
  return { meetings, skipped };
}

const weekdayOfDay = (day: string): number => weekdayOf(instantAt(day, '12:00'));

function meetingOn(day: string, { firstAt, minutes, venueId }: WeeklyPattern, number: number): NewMeeting {
  const startsAt = instantAt(day, firstAt);
  return {
    startsAt: startsAt.toISOString(),
    endsAt: new Date(startsAt.getTime() + minutes * MINUTE_MS).toISOString(),
    venueId,
    topic: `第 ${number} 次课`,
    kind: 'face',
  };
}
