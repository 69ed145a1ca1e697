import type { Db } from '#db/database.ts';
import { type Meeting, meetingsOf } from './meetings.server.ts';

/** A meeting with where it has been moved from, the latest first. */
export interface MeetingWithHistory extends Meeting {
  moves: { fromStartsAt: string; fromEndsAt: string; fromVenueName: string | null; reason: string }[];
}

const MOST_MOVES = 500;

/** The meetings of a section in order of time, each with its history. Two statements. */
export async function meetingsWithHistory(db: Db, sectionId: string): Promise<MeetingWithHistory[]> {
  const meetings = await meetingsOf(db, [sectionId]);
  if (meetings.length === 0) return [];
  const rows = await db
    .selectFrom('meeting_move')
    .leftJoin('venue', 'venue.id', 'meeting_move.from_venue_id')
    .select(['meeting_id', 'from_starts_at', 'from_ends_at', 'venue.name', 'reason'])
    .where(
      'meeting_id',
      'in',
      meetings.map(({ id }) => id),
    )
    .orderBy('at', 'desc')
    .limit(MOST_MOVES)
    .execute();
  return meetings.map((meeting) => ({
    ...meeting,
    moves: rows
      .filter(({ meeting_id }) => meeting_id === meeting.id)
      .map((row) => ({
        fromStartsAt: row.from_starts_at,
        fromEndsAt: row.from_ends_at,
        fromVenueName: row.name,
        reason: row.reason,
      })),
  }));
}
