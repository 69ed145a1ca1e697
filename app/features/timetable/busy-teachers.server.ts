import type { School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { type MeetingTime, overlaps, type TeacherClash } from './clashes.rules.ts';

const MOST_MEETINGS = 2_000;

/**
 * Where a teacher would have to be in two places: with their other meetings in sections of any school, planned ones included.
 * Meetings of closed sections and cancelled ones do not count. `apartFrom`: a meeting that is being moved.
 */
export async function teacherClashes(
  db: Db,
  {
    teacherId,
    times,
    apartFrom = [],
  }: { teacherId: string; times: readonly MeetingTime[]; apartFrom?: readonly string[] },
): Promise<TeacherClash[]> {
  if (times.length === 0) return [];
  const rows = await db
    .selectFrom('section')
    .innerJoin('meeting', 'meeting.section_id', 'section.id')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
    .select(['meeting.id', 'meeting.starts_at', 'meeting.ends_at', 'section.title', 'section.school'])
    .where('section.teacher_id', '=', teacherId)
    .where('section_closure.section_id', 'is', null)
    .where('meeting_cancellation.meeting_id', 'is', null)
    .where('meeting.ends_at', '>', extreme(times, 'first'))
    .where('meeting.starts_at', '<', extreme(times, 'last'))
    .orderBy('meeting.starts_at')
    .limit(MOST_MEETINGS)
    .execute();
  const busy = rows
    .filter(({ id }) => !apartFrom.includes(id))
    .map((row) => ({
      startsAt: row.starts_at,
      endsAt: row.ends_at,
      title: row.title,
      school: row.school as School,
    }));
  return times.flatMap((wanted) => {
    const taken = busy.find((each) => overlaps(wanted, each));
    return taken ? [{ wanted, taken }] : [];
  });
}

/** When the first of some times begins, or the last of them ends. */
function extreme(times: readonly MeetingTime[], which: 'first' | 'last'): string {
  const all = times.map(({ startsAt, endsAt }) => (which === 'first' ? startsAt : endsAt)).sort();
  return (which === 'first' ? all[0] : all.at(-1)) ?? '';
}
