import type { ExpressionBuilder } from 'kysely';
import type { Database } from '#db/database.ts';
import { packed, unpacked } from '#db/packed.server.ts';
import type { TitledMeeting } from './eligibility.rules.ts';

/** Without those that were cancelled: nobody has to be there. */
export function meetingsOf(eb: ExpressionBuilder<Database, 'section'>) {
  return eb
    .selectFrom('meeting')
    .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
    .select((inner) => packed(inner, ['starts_at', 'ends_at']).as('meetings'))
    .whereRef('meeting.section_id', '=', 'section.id')
    .where('meeting_cancellation.meeting_id', 'is', null)
    .as('meetings');
}

/** A section's meetings, the first to come first. */
export function meetingsIn(
  meetings: string | null,
  { id, title }: { id: string; title: string },
): TitledMeeting[] {
  return unpacked(meetings)
    .map(([startsAt = '', endsAt = '']) => ({ startsAt, endsAt, sectionId: id, title }))
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
}
