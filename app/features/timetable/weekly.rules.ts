/** Meetings from a weekly pattern. Source: domain model §6.4 (sessions of a class, one weekday and hour). */
import type { NewMeeting } from './meeting-shape.ts';

const WEEK_MS = 7 * 86_400_000;
const MINUTE_MS = 60_000;

export interface WeeklyPattern {
  /** The first meeting's day, `2026-11-22`, and clock time, `19:00`, at `utcOffset` (`+08:00`). */
  firstDay: string;
  firstAt: string;
  utcOffset: string;
  minutes: number;
  times: number;
  venueId: string | null;
}

/** One meeting a week, on the weekday and at the hour of the first. */
export function weeklyMeetings(pattern: WeeklyPattern): NewMeeting[] {
  const first = Date.parse(`${pattern.firstDay}T${pattern.firstAt}:00${pattern.utcOffset}`);
  return Array.from({ length: pattern.times }, (_, index) => {
    const startsAt = first + index * WEEK_MS;
    return {
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(startsAt + pattern.minutes * MINUTE_MS).toISOString(),
      venueId: pattern.venueId,
      topic: `第 ${index + 1} 次课`,
      kind: 'face' as const,
    };
  });
}
