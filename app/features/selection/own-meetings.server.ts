import { isTold, toldSince } from '#app/features/timetable/calendar.rules.ts';
import type { ToldMeeting } from '#app/features/timetable/told-meeting.ts';
import { toldMeetings, toldOf } from '#app/features/timetable/told-meetings.server.ts';
import type { Db } from '#db/database.ts';

/** A meeting of a section that somebody is in. */
export interface OwnMeeting extends ToldMeeting {
  enrolmentId: string;
}

const DAY_MS = 86_400_000;
const MOST_LISTED = 500;
const DAYS_BACK = 183;
const DAYS_AHEAD = 366;

/** The meetings of somebody's sections between two instants in order of time, at most five hundred, also those just called off. One statement. */
export async function ownMeetings(
  db: Db,
  { personId, from, to, now }: { personId: string; from: string; to: string; now: Date },
): Promise<OwnMeeting[]> {
  const rows = await rowsOf(db, personId)
    .where('meeting.starts_at', '>=', from)
    .where('meeting.starts_at', '<', to)
    .orderBy('meeting.starts_at')
    .orderBy('meeting.id')
    .limit(MOST_LISTED)
    .execute();
  const since = toldSince(now);
  return rows
    .map((row) => ({ ...toldOf(row), enrolmentId: row.enrolmentId }))
    .filter((meeting) => isTold(meeting, since));
}

/** When the first of somebody's meetings from an instant on begins, or null. One statement. */
export async function nextOwnMeetingAt(
  db: Db,
  { personId, from }: { personId: string; from: string },
): Promise<string | null> {
  const row = await rowsOf(db, personId)
    .where('meeting.starts_at', '>=', from)
    .where('section_closure.section_id', 'is', null)
    .where('meeting_cancellation.meeting_id', 'is', null)
    .orderBy('meeting.starts_at')
    .limit(1)
    .executeTakeFirst();
  return row?.starts_at ?? null;
}

function rowsOf(db: Db, personId: string) {
  return toldMeetings(db)
    .innerJoin('enrolment', 'enrolment.section_id', 'section.id')
    .select('enrolment.id as enrolmentId')
    .where('enrolment.person_id', '=', personId)
    .where('enrolment.active', '=', 1);
}

/** What somebody's own calendar holds: from half a year ago to a year ahead. One statement. */
export function ownCalendarMeetings(
  db: Db,
  { personId, now }: { personId: string; now: Date },
): Promise<OwnMeeting[]> {
  return ownMeetings(db, {
    personId,
    from: new Date(now.getTime() - DAYS_BACK * DAY_MS).toISOString(),
    to: new Date(now.getTime() + DAYS_AHEAD * DAY_MS).toISOString(),
    now,
  });
}
