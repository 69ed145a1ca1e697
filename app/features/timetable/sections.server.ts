import { writeJournal } from '#app/features/journal/journal.server.ts';
import { bookingClashes } from '#app/features/venues/booked.server.ts';
import { bookVenue } from '#app/features/venues/bookings.server.ts';
import { lockVenues } from '#app/features/venues/locks.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Mode, Position, School, SectionKind } from '#app/lib/vocabulary.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import type { NewMeeting } from './meeting-shape.ts';
import { takePlanningTurn } from './planning-turn.server.ts';
import type { SectionEntry } from './selection-window.rules.ts';
import { type Eligibility, writeWhoMayTake } from './who-may-take.server.ts';

export { type ClosureKind, closeSection, openSection, type SectionOpened } from './section-states.server.ts';
export type { Eligibility, NewMeeting };

/** What a new section is made from; hours in hundredths of a 学时, days as `2026-11-22`, instants as UTC ISO text. */
export interface NewSection {
  code: string;
  termId: string;
  courseId: string;
  courseVersionId: string;
  title: string;
  kind: SectionKind;
  school: School;
  mode: Mode;
  teacherId: string | null;
  headTeacherId: string | null;
  minSize: number;
  hoursFaceHundredths: number;
  hoursRecordedHundredths: number;
  startsOn: string;
  endsOn: string;
  evaluationOpensAt?: string | null;
  evaluationClosesAt?: string | null;
  audience: readonly Position[];
  /** `first-come` when left out. */
  entry?: SectionEntry;
  /** Who may take it besides the audience's positions; everybody when empty. */
  eligibility?: readonly Eligibility[];
  meetings: readonly NewMeeting[];
  note?: string;
}

export type SectionCreated =
  | { ok: true; sectionId: string; meetingIds: string[] }
  | { ok: false; reason: 'code-taken' | 'venue' };

/**
 * Plans a section with its meetings and books their places. It takes nobody before `openSection` and before it has seats. Refused
 * with nothing written when a place is taken or shut (`planningProblems` says why) or the code is taken.
 */
export async function createSection(
  db: Db,
  { section, actor, now }: { section: NewSection; actor: Actor; now: Date },
): Promise<SectionCreated> {
  const id = newId();
  try {
    return await inTransaction(db, async (trx) => {
      const meetings = section.meetings.map((meeting, index) => meetingRow(id, index + 1, meeting));
      // Before the rows that refer to the places: two that plan at once then wait for each other.
      if (!(await bookPlaces(trx, { section, meetings, actor, now })))
        return { ok: false as const, reason: 'venue' as const };
      await trx.insertInto('section').values(sectionRow(id, section)).execute();
      await writeWhoMayTake(trx, id, section);
      if (meetings.length > 0) await trx.insertInto('meeting').values(meetings).execute();
      await writeJournal(trx, {
        actor,
        action: 'section.planned',
        subjectType: 'section',
        subjectId: id,
        detail: { code: section.code },
        now,
      });
      return { ok: true as const, sectionId: id, meetingIds: meetings.map((meeting) => meeting.id) };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: 'code-taken' };
    throw error;
  }
}

type MeetingRows = ReturnType<typeof meetingRow>[];

/** Books the places of all its meetings, or none and false. */
async function bookPlaces(
  trx: Trx,
  { section, meetings, actor, now }: { section: NewSection; meetings: MeetingRows; actor: Actor; now: Date },
): Promise<boolean> {
  const bookings = meetings.flatMap(({ id, starts_at: startsAt, ends_at: endsAt, venue_id: venueId }) =>
    venueId
      ? [{ venueId, startsAt, endsAt, title: section.title, school: section.school, meetingId: id }]
      : [],
  );
  if (bookings.length === 0) return true;
  await takePlanningTurn(trx);
  await lockVenues(
    trx,
    bookings.map(({ venueId }) => venueId),
  );
  if ((await bookingClashes(trx, bookings)).some((refusal) => refusal !== null)) return false;
  for (const booking of bookings) {
    const booked = await bookVenue(trx, { booking, actor, now });
    if (!booked.ok)
      // The places are held since they were found free: only two meetings of its own can stand in each other's way.
      throw new Error(`${section.title}: two of its meetings want one place (${booked.reason}).`);
  }
  return true;
}

function sectionRow(id: string, section: NewSection) {
  return {
    id,
    code: section.code,
    term_id: section.termId,
    course_id: section.courseId,
    course_version_id: section.courseVersionId,
    title: section.title,
    kind: section.kind,
    school: section.school,
    mode: section.mode,
    teacher_id: section.teacherId,
    head_teacher_id: section.headTeacherId,
    min_size: section.minSize,
    hours_face: section.hoursFaceHundredths,
    hours_recorded: section.hoursRecordedHundredths,
    starts_on: section.startsOn,
    ends_on: section.endsOn,
    evaluation_opens_at: section.evaluationOpensAt ?? null,
    evaluation_closes_at: section.evaluationClosesAt ?? null,
    note: section.note ?? '',
    entry: section.entry ?? 'first-come',
  };
}

function meetingRow(sectionId: string, number: number, meeting: NewMeeting) {
  return {
    id: newId(),
    section_id: sectionId,
    number,
    starts_at: meeting.startsAt,
    ends_at: meeting.endsAt,
    venue_id: meeting.venueId,
    topic: meeting.topic,
    kind: meeting.kind,
  };
}
