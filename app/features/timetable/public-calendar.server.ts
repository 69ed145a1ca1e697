import { midnightOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { type AgendaFilter, meetingsBetween } from './agenda.server.ts';
import { toldSince } from './calendar.rules.ts';
import type { ToldMeeting } from './told-meeting.ts';
import { toldMeetings, toldOf } from './told-meetings.server.ts';

const DAY_MS = 86_400_000;
const DAYS_BACK = 14;
const DAYS_AHEAD = 183;
/** A calendar holds no more of the whole college; narrowed to a school or a place, few reach it. */
export const mostInCalendar = 600;
const MOST_CALLED_OFF = 400;

/**
 * What the public calendar holds: the meetings from two weeks ago to half a year ahead in order of time, the first six hundred, and
 * those called off in the last sixty days. Two statements.
 */
export async function calendarMeetings(
  db: Db,
  filter: AgendaFilter,
  now: Date,
): Promise<{ meetings: ToldMeeting[]; cut: boolean }> {
  const today = midnightOf(now).getTime();
  const { meetings: planned, cut } = await meetingsBetween(db, {
    from: new Date(today - DAYS_BACK * DAY_MS).toISOString(),
    to: new Date(today + DAYS_AHEAD * DAY_MS).toISOString(),
    ...filter,
    most: mostInCalendar,
  });
  const { school, venueId = null } = filter;
  const off = await toldMeetings(db)
    .innerJoin(calledOffSince(db, toldSince(now)).as('off'), 'off.id', 'meeting.id')
    .$if(venueId !== null, (query) => query.where('meeting.venue_id', '=', venueId ?? ''))
    .orderBy('meeting.starts_at', 'desc')
    .orderBy('meeting.id')
    .limit(MOST_CALLED_OFF)
    .execute();
  // Asked of sections in the statement, it would make the embedded engine read all of them.
  const ofFilter = off
    .map(toldOf)
    .filter((meeting) => meeting.openedAt !== null && (school === null || meeting.school === school));
  const meetings = [...planned, ...ofFilter].sort(byTime);
  return { meetings, cut };
}

function byTime(a: ToldMeeting, b: ToldMeeting): number {
  if (a.startsAt !== b.startsAt) return a.startsAt < b.startsAt ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

/** Meetings called off one by one, and those that lay ahead when their section was closed. */
function calledOffSince(db: Db, since: string) {
  return db
    .selectFrom('meeting_cancellation')
    .select('meeting_id as id')
    .where('meeting_cancellation.at', '>=', since)
    .union((eb) =>
      eb
        .selectFrom('section_closure')
        .innerJoin('meeting', 'meeting.section_id', 'section_closure.section_id')
        .select('meeting.id')
        .where('section_closure.at', '>=', since)
        .whereRef('meeting.starts_at', '>', 'section_closure.at'),
    );
}
