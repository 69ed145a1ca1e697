/** Weeks as a timetable shows them: Monday to Sunday, each day in three parts. Source: good printed school timetables. */
import { addDays, dayOf, formatClock } from '#app/lib/time.ts';

/** `count` calendar days from `first` on. */
export function daysFrom(first: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => addDays(first, at));
}

export const timesOfDay = ['上午', '下午', '晚上'] as const;
export type TimeOfDay = (typeof timesOfDay)[number];

/** Before noon, from noon on, from six in the evening on, by the academy's clock. */
export function timeOfDay(instant: string): TimeOfDay {
  const half = formatClock(instant).slice(0, 2);
  if (half === '晚上') return '晚上';
  return half === '中午' || half === '下午' ? '下午' : '上午';
}

interface Timed {
  /** UTC ISO text. */
  startsAt: string;
}

/** One line of a week's table: a part of the day with a cell for each day. */
export interface WeekRow<Meeting> {
  time: TimeOfDay;
  cells: { day: string; meetings: Meeting[] }[];
}

/** Meetings by part of the day and day, in the order in which they came; those of other days are left out. */
export function weekRows<Meeting extends Timed>(
  meetings: readonly Meeting[],
  days: readonly string[],
): WeekRow<Meeting>[] {
  const placed = new Map<string, Meeting[]>();
  for (const meeting of meetings) {
    const place = `${dayOf(meeting.startsAt)} ${timeOfDay(meeting.startsAt)}`;
    placed.set(place, [...(placed.get(place) ?? []), meeting]);
  }
  return timesOfDay.map((time) => ({
    time,
    cells: days.map((day) => ({ day, meetings: placed.get(`${day} ${time}`) ?? [] })),
  }));
}

/** The days that have meetings, each with its own. */
export function daysWithMeetings<Meeting extends Timed>(
  meetings: readonly Meeting[],
  days: readonly string[],
): { day: string; meetings: Meeting[] }[] {
  return days
    .map((day) => ({ day, meetings: meetings.filter(({ startsAt }) => dayOf(startsAt) === day) }))
    .filter((one) => one.meetings.length > 0);
}
