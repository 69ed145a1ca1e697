/** Small builders: places, meetings called off and moved, as their own room writes them. */
import { addVenues } from '#app/features/venues/venues.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { now } from '#tests/support/world.ts';

/** 议事厅 and 教室, new ones of their own name. */
export async function venues(db: Db): Promise<[string, string]> {
  const venue = {
    tier: '社区',
    capacity: 40,
    ramp: true,
    lift: false,
    toilet: true,
    hours: [],
    orgUnitId: null,
  };
  const ids = await addVenues(db, [
    { ...venue, name: '议事厅', address: '东园路 1 号, 2 楼; 左手' },
    { ...venue, name: '教室', address: '' },
  ]);
  return [ids.get('议事厅') ?? '', ids.get('教室') ?? ''];
}

export async function cancelled(db: Db, meetingId = '', at = now): Promise<void> {
  const row = { meeting_id: meetingId, at: at.toISOString(), by_person_id: null, reason: '老师生病' };
  await db.insertInto('meeting_cancellation').values(row).execute();
}

/** The row of a move; the meeting itself stays where the test has put it. */
export async function movedFrom(db: Db, meetingId = '', startedAt = now, at = now): Promise<void> {
  const row = {
    id: newId(),
    meeting_id: meetingId,
    from_starts_at: startedAt.toISOString(),
    from_ends_at: startedAt.toISOString(),
    from_venue_id: null,
    at: at.toISOString(),
    by_person_id: null,
    reason: '场地停电',
  };
  await db.insertInto('meeting_move').values(row).execute();
}
