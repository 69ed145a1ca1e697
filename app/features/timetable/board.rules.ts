/** What a timetable shows of some days. */
import { dayOf, formatDay, formatShortDate, startOfDay } from '#app/lib/time.ts';
import type { ShownMeeting } from './shown-meeting.rules.ts';
import { daysWithMeetings, type WeekRow, weekRows } from './week.rules.ts';

/** What fits a table of one week on a screen; more is read as a list. */
export const mostInTable = 250;

/** One day as its heading has it: `2026-11-22`, `周日`, `11月22日`. */
export interface ShownDay {
  day: string;
  weekday: string;
  date: string;
  isToday: boolean;
}

export interface Board {
  days: ShownDay[];
  /** Null: as a list only. */
  rows: WeekRow<ShownMeeting>[] | null;
  listed: { day: ShownDay; meetings: ShownMeeting[] }[];
  /** More meetings than a table holds. */
  isTooFull: boolean;
  /** When not all could be listed: the last day that is, in words. */
  lastListed: string | null;
  /** The first day from today on that has meetings, where others stand before it. */
  jump: string | null;
}

/** `days`: calendar days as `2026-11-22`; `cut`: there are more meetings than those given. */
export function boardOf(
  { meetings, cut }: { meetings: readonly ShownMeeting[]; cut: boolean },
  { days, view, today }: { days: readonly string[]; view: 'week' | 'list'; today: string },
): Board {
  const shown = new Map(days.map((day) => [day, shownDay(day, today)]));
  const listed = daysWithMeetings(meetings, days).map(({ day, meetings: own }) => ({
    day: shown.get(day) ?? shownDay(day, today),
    meetings: own,
  }));
  const isTooFull = view === 'week' && meetings.length > mostInTable;
  const next = listed.findIndex(({ day: { day } }) => day >= today);
  const last = meetings.at(-1);
  return {
    days: [...shown.values()],
    rows: view === 'week' && !isTooFull ? weekRows(meetings, days) : null,
    listed,
    isTooFull,
    lastListed: cut && last ? formatShortDate(dayOf(last.startsAt)) : null,
    jump: next > 0 ? (listed[next]?.day.day ?? null) : null,
  };
}

function shownDay(day: string, today: string): ShownDay {
  const [date = '', weekday = ''] = formatDay(startOfDay(day)).split(' ');
  return { day, date, weekday, isToday: day === today };
}
