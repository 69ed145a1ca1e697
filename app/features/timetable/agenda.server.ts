import type { School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import type { ToldMeeting } from './told-meeting.ts';
import { toldMeetings, toldOf } from './told-meetings.server.ts';

/** As many as two weeks of the whole academy have; what one page can list. */
export const mostMeetings = 1_000;

const MOST_VENUES = 300;

/** What a public timetable is narrowed to; null: everything. */
export interface AgendaFilter {
  school: School | null;
  venueId?: string | null;
}

/**
 * The meetings of open sections between two instants in order of time, the first thousand; `cut` when there are more. What was
 * called off is left out. One statement.
 */
export async function agenda(
  db: Db,
  { from, to, ...filter }: { from: string; to: string } & AgendaFilter,
): Promise<{ meetings: ToldMeeting[]; cut: boolean }> {
  return meetingsBetween(db, { from, to, ...filter, most: mostMeetings });
}

/** The same, the first `most`. */
export async function meetingsBetween(
  db: Db,
  { from, to, most, ...filter }: { from: string; to: string; most: number } & AgendaFilter,
): Promise<{ meetings: ToldMeeting[]; cut: boolean }> {
  // Which ones comes first, so that only theirs is looked up.
  const shown = takingPlace(db, filter)
    .select('meeting.id')
    .where('meeting.starts_at', '>=', from)
    .where('meeting.starts_at', '<', to)
    .orderBy('meeting.starts_at')
    .orderBy('meeting.id')
    .limit(most + 1);
  const rows = await toldMeetings(db)
    .innerJoin(shown.as('shown'), 'shown.id', 'meeting.id')
    .orderBy('meeting.starts_at')
    .orderBy('meeting.id')
    .execute();
  return { meetings: rows.slice(0, most).map(toldOf), cut: rows.length > most };
}

/** When the first meeting from an instant on begins, or null. One statement. */
export async function nextMeetingAt(
  db: Db,
  { from, ...filter }: { from: string } & AgendaFilter,
): Promise<string | null> {
  const row = await takingPlace(db, filter)
    .select('meeting.starts_at')
    .where('meeting.starts_at', '>=', from)
    .orderBy('meeting.starts_at')
    .limit(1)
    .executeTakeFirst();
  return row?.starts_at ?? null;
}

function takingPlace(db: Db, { school, venueId = null }: AgendaFilter) {
  return db
    .selectFrom('meeting')
    .innerJoin('section', 'section.id', 'meeting.section_id')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
    .where('section.opened_at', 'is not', null)
    .where('section_closure.section_id', 'is', null)
    .where('meeting_cancellation.meeting_id', 'is', null)
    .$if(school !== null, (query) => query.where('section.school', '=', school ?? ''))
    .$if(venueId !== null, (query) => query.where('meeting.venue_id', '=', venueId ?? ''));
}

/** The places that a timetable can be narrowed to, by name. One statement. */
export async function venueChoices(db: Db): Promise<{ id: string; name: string }[]> {
  return db.selectFrom('venue').select(['id', 'name']).orderBy('name').limit(MOST_VENUES).execute();
}
