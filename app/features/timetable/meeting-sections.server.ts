import type { Db } from '#db/database.ts';

/** The section of each of some meetings, by meeting. One statement. */
export async function sectionsOfMeetings(
  db: Db,
  meetingIds: readonly string[],
): Promise<Map<string, string>> {
  if (meetingIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('meeting')
    .select(['id', 'section_id'])
    .where('id', 'in', meetingIds)
    .execute();
  return new Map(rows.map(({ id, section_id }) => [id, section_id]));
}
