import type { Db } from '#db/database.ts';

/** One meeting with its place. Instants as UTC ISO text. */
export interface SectionMeeting {
  id: string;
  number: number;
  startsAt: string;
  endsAt: string;
  topic: string;
  venueName: string | null;
}

/** The meetings of a section in order, at most two hundred. */
export async function sectionMeetings(db: Db, sectionId: string): Promise<SectionMeeting[]> {
  const rows = await db
    .selectFrom('meeting')
    .leftJoin('venue', 'venue.id', 'meeting.venue_id')
    .select(['meeting.id', 'number', 'starts_at', 'ends_at', 'topic', 'venue.name as venueName'])
    .where('section_id', '=', sectionId)
    .orderBy('number')
    .limit(200)
    .execute();
  return rows.map((row) => ({ id: row.id, number: row.number, startsAt: row.starts_at, endsAt: row.ends_at, topic: row.topic, venueName: row.venueName }));
}
