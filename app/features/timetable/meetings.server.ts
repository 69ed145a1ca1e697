import type { Db } from '#db/database.ts';
import type { MeetingSpan } from './meeting-words.rules.ts';

/** One time that a section meets, or would have met. Instants as UTC ISO text. */
export interface Meeting {
  id: string;
  sectionId: string;
  number: number;
  startsAt: string;
  endsAt: string;
  topic: string;
  kind: string;
  venueId: string | null;
  venueName: string | null;
  venueAddress: string | null;
  /** Why it does not take place; null when it does. */
  cancelledBecause: string | null;
}

const MOST_MEETINGS = 1_000;

/** The meetings of some sections in order of time, cancelled ones among them, at most a thousand. One statement. */
export async function meetingsOf(db: Db, sectionIds: readonly string[]): Promise<Meeting[]> {
  if (sectionIds.length === 0) return [];
  const rows = await meetingRows(db, sectionIds).execute();
  return rows.map(asMeeting);
}

/** The rows that `asMeeting` reads, to which larger queries may join. */
export function meetingRows(db: Db, sectionIds: readonly string[]) {
  return db
    .selectFrom('meeting')
    .leftJoin('venue', 'venue.id', 'meeting.venue_id')
    .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
    .select([
      'meeting.id',
      'meeting.section_id',
      'meeting.number',
      'meeting.starts_at',
      'meeting.ends_at',
      'meeting.topic',
      'meeting.kind',
      'meeting.venue_id',
      'venue.name',
      'venue.address',
      'meeting_cancellation.reason as cancelledBecause',
    ])
    .where('meeting.section_id', 'in', sectionIds)
    .orderBy('meeting.section_id')
    .orderBy('meeting.starts_at')
    .orderBy('meeting.number')
    .limit(MOST_MEETINGS);
}

/** A row of them as it leaves. */
export function asMeeting(
  row: Awaited<ReturnType<ReturnType<typeof meetingRows>['executeTakeFirstOrThrow']>>,
): Meeting {
  return {
    id: row.id,
    sectionId: row.section_id,
    number: row.number,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    topic: row.topic,
    kind: row.kind,
    venueId: row.venue_id,
    venueName: row.name,
    venueAddress: row.address,
    cancelledBecause: row.cancelledBecause,
  };
}

/** `venueName` is the first by name; `venueCount` says whether there are more. */
export type PlacedSpan = MeetingSpan & { venueName: string | null; venueCount: number };

/** When and where sections meet, cancelled meetings left out, one row a section. One statement. */
export async function meetingSpans(db: Db, sectionIds: readonly string[]): Promise<Map<string, PlacedSpan>> {
  if (sectionIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('meeting')
    .leftJoin('venue', 'venue.id', 'meeting.venue_id')
    .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
    .select(({ fn }) => [
      'meeting.section_id',
      fn.countAll<number>().as('meetings'),
      fn<string>('group_concat', ['starts_at']).as('starts'),
      fn.min<string | null>('venue.name').as('venue_name'),
      fn.count<number>('venue.id').distinct().as('venues'),
    ])
    .where('meeting.section_id', 'in', sectionIds)
    .where('meeting_cancellation.meeting_id', 'is', null)
    .groupBy('meeting.section_id')
    .execute();
  return new Map(
    rows.map((row) => [
      row.section_id,
      {
        count: Number(row.meetings),
        starts: row.starts.split(',').sort(),
        venueName: row.venue_name,
        venueCount: Number(row.venues),
      },
    ]),
  );
}
