import { z } from 'zod';
import { addDays, mondayOf, startOfDay } from '#app/lib/time.ts';
import { schools } from '#app/lib/vocabulary.ts';
import { shortDays } from './section-words.rules.ts';
import { daysFrom } from './week.rules.ts';

/** How far from today a timetable can be leafed through. */
const MOST_DAYS_AWAY = 371;

const view = z.enum(['week', 'list']).catch('week');
const day = z.iso.date().nullable().catch(null);
const school = z.enum(schools).nullable().catch(null);
const venue = z.uuid().nullable().catch(null);

/**
 * What the address of a timetable can say; whatever is missing or wrong falls back.
 * `view`: `week`, the seven days Monday to Sunday around `day`, or `list`, fourteen days from it. `day`: `2026-11-22`, at most a year
 * away; today, or the next day that has anything, unless given. `school`, `venue` (its id): only those meetings.
 */
export const timetableAddress = z.object({ view, day, school, venue });
export type TimetableAddress = z.output<typeof timetableAddress>;

/** What the address of the public calendar can say: `school`, `venue`, as above. */
export const calendarAddress = z.object({ school, venue });

/** Reads a query; `today` is the academy's calendar day. */
export function readTimetableAddress(search: URLSearchParams, today: string): TimetableAddress {
  const asked = timetableAddress.parse({
    view: search.get('view') ?? undefined,
    day: search.get('day'),
    school: search.get('school'),
    venue: search.get('venue'),
  });
  return { ...asked, day: asked.day !== null && isNear(asked.day, today) ? asked.day : null };
}

function isNear(some: string, today: string): boolean {
  return addDays(today, -MOST_DAYS_AWAY) <= some && some <= addDays(today, MOST_DAYS_AWAY);
}

/** The calendar days that an address shows. */
export function daysShown({ view: as, day: from }: { view: 'week' | 'list'; day: string }): string[] {
  return as === 'week' ? daysFrom(mondayOf(from), 7) : daysFrom(from, 14);
}

/** What some days in a row last: from the first instant of the first until that of the day after the last, as UTC ISO text; and in words. */
export function spanOf(days: readonly string[]): { from: string; to: string; words: string } {
  const [first = '', last = ''] = [days[0], days.at(-1)];
  return {
    from: startOfDay(first).toISOString(),
    to: startOfDay(addDays(last, 1)).toISOString(),
    words: shortDays(first, last),
  };
}

/** Where the buttons for as many days before and after lead; null where the year ends. */
export function neighbours(
  days: readonly string[],
  today: string,
): { before: string | null; after: string | null } {
  const near = (some: string) => (isNear(some, today) ? some : null);
  const first = days[0] ?? today;
  return { before: near(addDays(first, -days.length)), after: near(addDays(first, days.length)) };
}

/** The query of an address: only what is not as usual. */
export function timetableQuery({ view: as, day: from, school: of, venue: at }: TimetableAddress): string {
  const said = new URLSearchParams({
    ...(as === 'week' ? {} : { view: as }),
    ...(from ? { day: from } : {}),
    ...(of ? { school: of } : {}),
    ...(at ? { venue: at } : {}),
  }).toString();
  return said ? `?${said}` : '';
}
