import { tell } from '#app/features/notices/notices.server.ts';
import { type SectionEntry, selectionWindowOf } from '#app/features/timetable/selection-window.rules.ts';
import { windowsOf } from '#app/features/timetable/terms.server.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { eachOnItsOwn } from './each-on-its-own.ts';
import { closeOffer, leaveLine } from './leaving.server.ts';
import { type LineEnd, type LineFacts, lineEndOf, lineEndWords } from './line-ends.rules.ts';
import { lockSection, returnSeat } from './seats.server.ts';

const MOST_LINES = 500;

/**
 * Ends the lines of sections that were closed, are over, or have begun and let nobody leave any more; everybody in them is told.
 * Returns how many people that were. Run by the worker and after closing a section (`sectionId`); running it again changes nothing.
 * A line that fails keeps no other from ending: it is told at the end.
 */
export async function endLines(
  db: Db,
  { sectionId, now }: { sectionId?: string; now: Date },
): Promise<number> {
  if (sectionId) return inTransaction(db, (trx) => endLine(trx, sectionId, now));
  const due: string[] = [];
  for (let page = await waitedFor(db, ''); page.length > 0; page = await waitedFor(db, page.at(-1) ?? ''))
    for (const line of await linesIn(db, page, now)) if (lineEndOf(line, now)) due.push(line.sectionId);
  const ended = await eachOnItsOwn(due, (id) => inTransaction(db, (trx) => endLine(trx, id, now)));
  return ended.reduce((sum, people) => sum + people, 0);
}

/** The next sections that somebody waits for, by id. */
async function waitedFor(db: Db, after: string): Promise<string[]> {
  const rows = await db
    .selectFrom('waitlist_entry')
    .select('section_id')
    .distinct()
    .where('active', '=', 1)
    .where('section_id', '>', after)
    .orderBy('section_id')
    .limit(MOST_LINES)
    .execute();
  return rows.map(({ section_id }) => section_id);
}

/** Some sections with what decides about their lines. */
async function linesIn(db: Db, sectionIds: readonly string[], now: Date) {
  const rows = await db
    .selectFrom('section')
    .innerJoin('course', 'course.id', 'section.course_id')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .select([
      'section.id',
      'section.title',
      'section.term_id',
      'section.starts_on',
      'section.ends_on',
      'section.entry',
      'course.code',
      'section_closure.kind as closure',
    ])
    .select(({ selectFrom }) =>
      selectFrom('meeting')
        .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
        .select(({ fn }) => fn.max('ends_at').as('last'))
        .whereRef('meeting.section_id', '=', 'section.id')
        .where('meeting_cancellation.meeting_id', 'is', null)
        .as('lastMeetingEnds'),
    )
    .where('section.id', 'in', sectionIds)
    .execute();
  const windows = await windowsOf(db, [...new Set(rows.map(({ term_id }) => term_id))]);
  return rows.map((row) => ({
    sectionId: row.id,
    title: row.title,
    courseCode: row.code,
    closure: row.closure as LineFacts['closure'],
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    lastMeetingEnds: row.lastMeetingEnds,
    seatsMayMove:
      selectionWindowOf(
        windows.filter(({ termId }) => termId === row.term_id),
        now,
        row.entry as SectionEntry,
      ).state !== 'over',
  }));
}

/** Looks once more under the section's lock: what was read before it may have changed. */
async function endLine(trx: Trx, sectionId: string, now: Date): Promise<number> {
  await lockSection(trx, sectionId);
  const [line] = await linesIn(trx, [sectionId], now);
  const end = line && lineEndOf(line, now);
  if (!end) return 0;
  const { title, courseCode } = line;
  const entries = await trx
    .selectFrom('waitlist_entry')
    .leftJoin('seat_offer', (join) =>
      join.onRef('seat_offer.entry_id', '=', 'waitlist_entry.id').on('seat_offer.open', '=', 1),
    )
    .select(['waitlist_entry.id', 'waitlist_entry.person_id', 'seat_offer.id as offerId'])
    .where('waitlist_entry.section_id', '=', sectionId)
    .where('waitlist_entry.active', '=', 1)
    .limit(MOST_LINES)
    .execute();
  // A seat that was offered before it began is kept until its own deadline.
  const leaving = entries.filter(({ offerId }) => offerId === null || end !== 'begun');
  for (const { id, person_id: personId, offerId } of leaving) {
    if (offerId && (await closeOffer(trx, { offerId, answer: 'expired', byPersonId: null, now })))
      await returnSeat(trx, sectionId);
    await leaveLine(trx, { entryId: id, kind: end, now });
    await tell(trx, {
      personId,
      kind: 'waitlist-ended',
      title: `《${title}》的候补结束了`,
      body: lineEndWords(end),
      link: `/courses/${courseCode}`,
      now,
    });
  }
  return leaving.length;
}

/** A place in line that came to its end without a seat. */
export interface EndedLine {
  entryId: string;
  courseCode: string;
  courseTitle: string;
  sectionTitle: string;
  endedAt: string;
  words: string;
}

const SHOWN_DAYS = 30;
const DAY_MS = 86_400_000;
const ends: readonly LineEnd[] = ['cancelled', 'ended', 'merged', 'over', 'begun'];

/** Somebody's places in lines that ended in the last thirty days, the latest first (at most ten). */
export async function endedLinesOf(db: Db, personId: string, now: Date): Promise<EndedLine[]> {
  const rows = await db
    .selectFrom('waitlist_entry')
    .innerJoin('waitlist_exit', 'waitlist_exit.entry_id', 'waitlist_entry.id')
    .innerJoin('section', 'section.id', 'waitlist_entry.section_id')
    .innerJoin('course', 'course.id', 'waitlist_entry.course_id')
    .select([
      'waitlist_entry.id',
      'course.code',
      'course.title',
      'section.title as sectionTitle',
      'waitlist_exit.at',
      'waitlist_exit.kind',
    ])
    .where('waitlist_entry.person_id', '=', personId)
    .where('waitlist_entry.active', 'is', null)
    .where('waitlist_exit.kind', 'in', ends)
    .where('waitlist_exit.at', '>', new Date(now.getTime() - SHOWN_DAYS * DAY_MS).toISOString())
    .orderBy('waitlist_exit.at', 'desc')
    .limit(10)
    .execute();
  return rows.map((row) => ({
    entryId: row.id,
    courseCode: row.code,
    courseTitle: row.title,
    sectionTitle: row.sectionTitle,
    endedAt: row.at,
    words: lineEndWords(row.kind as LineEnd),
  }));
}
