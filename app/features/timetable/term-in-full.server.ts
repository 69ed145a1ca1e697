import { addDays, dayOf, instantAt } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import type { Break } from './holidays.rules.ts';
import { limitsOfTerm } from './term-limits.server.ts';
import type { TermInFull } from './term-shape.ts';
import { windowsOfTerm } from './terms.server.ts';

const MOST_BREAKS = 100;
const MOST_MEETINGS = 1_000;

/** Everything that is known of a term, or null. Four statements. */
export async function termById(db: Db, termId: string): Promise<TermInFull | null> {
  const row = await db.selectFrom('term').selectAll().where('id', '=', termId).executeTakeFirst();
  if (!row) return null;
  const windows = await windowsOfTerm(db, termId);
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    offerHours: Number(row.offer_hours),
    windows: windows.map(({ kind, opensAt, closesAt }) => ({ kind, opensAt, closesAt })),
    limits: await limitsOfTerm(db, termId),
    breaks: await breaksOf(db, termId),
  };
}

/** The days on which a term has no classes, by their first day. One statement. */
export async function breaksOf(db: Db, termId: string): Promise<(Break & { id: string })[]> {
  const rows = await db
    .selectFrom('term_break')
    .select(['id', 'name', 'from_day', 'to_day'])
    .where('term_id', '=', termId)
    .orderBy('from_day')
    .limit(MOST_BREAKS)
    .execute();
  return rows.map(({ id, name, from_day, to_day }) => ({ id, name, fromDay: from_day, toDay: to_day }));
}

/** A meeting that lies on a day without classes. */
export interface MeetingInBreak {
  id: string;
  sectionId: string;
  title: string;
  day: string;
}

/** The meetings of a term's running sections in each of its breaks, by the break's id, in their order; a break without is left out. One statement. */
export async function meetingsInBreaks(
  db: Db,
  { termId, breaks }: { termId: string; breaks: TermInFull['breaks'] },
): Promise<Record<string, MeetingInBreak[]>> {
  if (breaks.length === 0) return {};
  const rows = await db
    .selectFrom('meeting')
    .innerJoin('section', 'section.id', 'meeting.section_id')
    .leftJoin('section_closure', (join) =>
      join
        .onRef('section_closure.section_id', '=', 'section.id')
        .on('section_closure.kind', 'in', ['cancelled', 'merged']),
    )
    .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
    .select(['meeting.id', 'meeting.section_id', 'section.title', 'meeting.starts_at'])
    .where('section.term_id', '=', termId)
    .where('section_closure.section_id', 'is', null)
    .where('meeting_cancellation.meeting_id', 'is', null)
    .where(({ or, and, eb }) =>
      or(
        breaks.map(({ fromDay, toDay }) =>
          and([
            eb('meeting.starts_at', '>=', instantAt(fromDay, '00:00').toISOString()),
            eb('meeting.starts_at', '<', instantAt(addDays(toDay, 1), '00:00').toISOString()),
          ]),
        ),
      ),
    )
    .orderBy('meeting.starts_at')
    .limit(MOST_MEETINGS)
    .execute();
  const meetings = rows.map(({ id, section_id: sectionId, title, starts_at }) => ({
    id,
    sectionId,
    title,
    day: dayOf(starts_at),
  }));
  const within = ({ fromDay, toDay }: Break) => meetings.filter(({ day }) => fromDay <= day && day <= toDay);
  return Object.fromEntries(
    breaks.map((one) => [one.id, within(one)] as const).filter(([, found]) => found.length > 0),
  );
}
