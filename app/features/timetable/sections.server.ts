import { missingForOpening } from '#app/features/catalogue/five-ones.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { FiveOne, Mode, Position, School, SectionKind } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import type { NewMeeting } from './meeting-shape.ts';
import type { SectionEntry } from './selection-window.rules.ts';

export type { NewMeeting };

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

/**
 * `community`: lives or works in it (`value` its org unit); several mean any of them. `age-from`: of that age at least, by the lower end
 * of the age band.
 */
export interface Eligibility {
  kind: 'community' | 'age-from';
  value: string;
  /** As people read it: 和风社区, 60 岁以上. */
  label: string;
}

export type SectionCreated =
  | { ok: true; sectionId: string; meetingIds: string[] }
  | { ok: false; reason: 'code-taken' };

/** Plans a section with its meetings. It takes nobody before `openSection` and before it has seats. */
export async function createSection(
  db: Db,
  { section, actor, now }: { section: NewSection; actor: Actor; now: Date },
): Promise<SectionCreated> {
  const id = newId();
  try {
    return await inTransaction(db, async (trx) => {
      await trx.insertInto('section').values(sectionRow(id, section)).execute();
      if (section.audience.length > 0) {
        await trx
          .insertInto('section_audience')
          .values(section.audience.map((position) => ({ section_id: id, position })))
          .execute();
      }
      const eligibility = section.eligibility ?? [];
      if (eligibility.length > 0)
        await trx
          .insertInto('section_eligibility')
          .values(eligibility.map((rule) => ({ section_id: id, ...rule })))
          .execute();
      const meetings = section.meetings.map((meeting, index) => meetingRow(id, index + 1, meeting));
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

export type SectionOpened =
  | { ok: true }
  | { ok: false; reason: 'not-found' }
  | { ok: false; reason: 'five-ones'; missing: FiveOne[] };

/**
 * Opens a section for selection. Refused while its course version lacks one of the five ones without a recorded exemption.
 * Source: 五个一 (大纲、教案、讲义、PPT、老师) of the college's teaching rules. Opening twice changes nothing.
 */
export async function openSection(
  db: Db,
  { actor, sectionId, now }: { actor: Actor; sectionId: string; now: Date },
): Promise<SectionOpened> {
  return inTransaction(db, async (trx) => {
    const section = await trx
      .selectFrom('section')
      .select(['course_version_id', 'opened_at'])
      .where('id', '=', sectionId)
      .executeTakeFirst();
    if (!section) return { ok: false, reason: 'not-found' };
    if (section.opened_at) return { ok: true };
    const missing = await missingForOpening(trx, section.course_version_id);
    if (missing.length > 0) return { ok: false, reason: 'five-ones', missing };
    const { numUpdatedRows } = await trx
      .updateTable('section')
      .set({ opened_at: now.toISOString(), opened_by: actor.personId })
      .where('id', '=', sectionId)
      .where('opened_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return { ok: true };
    await writeJournal(trx, {
      actor,
      action: 'section.opened',
      subjectType: 'section',
      subjectId: sectionId,
      detail: {},
      now,
    });
    return { ok: true };
  });
}

/** Ends or cancels a section, once, with a reason. */
export async function closeSection(
  db: Db,
  {
    actor,
    sectionId,
    kind,
    reason,
    now,
  }: { actor: Actor; sectionId: string; kind: 'ended' | 'cancelled'; reason: string; now: Date },
): Promise<{ ok: boolean }> {
  try {
    await inTransaction(db, async (trx) => {
      await trx
        .insertInto('section_closure')
        .values({ section_id: sectionId, kind, at: now.toISOString(), by_person_id: actor.personId, reason })
        .execute();
      await writeJournal(trx, {
        actor,
        action: `section.${kind}`,
        subjectType: 'section',
        subjectId: sectionId,
        detail: { reason },
        now,
      });
    });
    return { ok: true };
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false };
    throw error;
  }
}
