import { z } from 'zod';
import { isId } from '#app/lib/id.ts';
import { formatShortDate, startOfDay } from '#app/lib/time.ts';
import { schools } from '#app/lib/vocabulary.ts';
import { addDays, daysFrom, mondayOf } from './week.rules.ts';

/** How far from today a timetable can be leafed through. */
const MOST_DAYS_AWAY = 371;

const view = z.enum(['week', 'list']).catch('week');
const day = z.iso.date().nullable().catch(null);
const school = z.enum(schools).nullable().catch(null);
const venue = z.string().refine(isId).nullable().catch(null);

/**
 * What the address of a timetable can say; whatever is missing or wrong falls back.
 * `view`: `week`, the seven days Monday to Sunday around `day`, or `list`, fourteen days from it. `day`: `2026-11-22`, today unless
 * given, at most a year away. `school`, `venue` (its id): only those meetings.
 */
export const timetableAddress = z.object({ view, day, school, venue });
export type TimetableAddress = z.output<typeof timetableAddress>;

/** What the address of the public calendar can say: `school`, `venue`, as above. */
export const calendarAddress = z.object({ school, venue });

/** Reads a query; `today` is the academy's calendar day. */
export function readTimetableAddress(
  search: URLSearchParams,
  today: string,
): TimetableAddress & { day: string } {
  const asked = timetableAddress.parse({
    view: search.get('view') ?? undefined,
    day: search.get('day'),
    school: search.get('school'),
    venue: search.get('venue'),
  });
  return { ...asked, day: asked.day !== null && isNear(asked.day, today) ? asked.day : today };
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
    words: `${formatShortDate(first)}至${formatShortDate(last)}`,
  };
}

/** Where the buttons for the days before and after lead; null where the year ends. */
export function neighbours(
  { view: as, day: from }: { view: 'week' | 'list'; day: string },
  today: string,
): { before: string | null; after: string | null } {
  const step = as === 'week' ? 7 : 14;
  const near = (some: string) => (isNear(some, today) ? some : null);
  return { before: near(addDays(from, -step)), after: near(addDays(from, step)) };
}

/** The query of an address: only what is not as usual. */
export function timetableQuery(
  { view: as, day: from, school: of, venue: at }: TimetableAddress,
  today: string,
): string {
  const said = new URLSearchParams({
    ...(as === 'week' ? {} : { view: as }),
    ...(from === null || from === today ? {} : { day: from }),
    ...(of ? { school: of } : {}),
    ...(at ? { venue: at } : {}),
  }).toString();
  return said ? `?${said}` : '';
}
