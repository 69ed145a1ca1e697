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
  const rows = await takingPlace(db, filter)
    .where('meeting.starts_at', '>=', from)
    .where('meeting.starts_at', '<', to)
    .orderBy('meeting.starts_at')
    .orderBy('meeting.id')
    .limit(mostMeetings + 1)
    .execute();
  return { meetings: rows.slice(0, mostMeetings).map(toldOf), cut: rows.length > mostMeetings };
}

/** When the first meeting from an instant on begins, or null. One statement. */
export async function nextMeetingAt(
  db: Db,
  { from, ...filter }: { from: string } & AgendaFilter,
): Promise<string | null> {
  const row = await takingPlace(db, filter)
    .where('meeting.starts_at', '>=', from)
    .orderBy('meeting.starts_at')
    .limit(1)
    .executeTakeFirst();
  return row?.starts_at ?? null;
}

function takingPlace(db: Db, filter: AgendaFilter) {
  return publicMeetings(db, filter)
    .where('section_closure.section_id', 'is', null)
    .where('meeting_cancellation.meeting_id', 'is', null);
}

/** The meetings of sections that have been opened, for a caller to narrow further. */
export function publicMeetings(db: Db, { school, venueId = null }: AgendaFilter) {
  return toldMeetings(db)
    .where('section.opened_at', 'is not', null)
    .$if(school !== null, (query) => query.where('section.school', '=', school ?? ''))
    .$if(venueId !== null, (query) => query.where('meeting.venue_id', '=', venueId ?? ''));
}

/** The places that a timetable can be narrowed to, by name. One statement. */
export async function venueChoices(db: Db): Promise<{ id: string; name: string }[]> {
  return db.selectFrom('venue').select(['id', 'name']).orderBy('name').limit(MOST_VENUES).execute();
}
