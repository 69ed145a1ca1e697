import type { ExpressionBuilder } from 'kysely';
import type { SectionEntry } from '#app/features/timetable/selection-window.rules.ts';
import type { TermWindow, WindowKind } from '#app/features/timetable/term-window.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Database, Db } from '#db/database.ts';
import { packed, unpacked } from '#db/packed.server.ts';
import { readyStatement } from '#db/ready-statement.server.ts';

/** A section as the selection desk sees it. */
export interface SectionAtDesk {
  id: string;
  termId: string;
  courseId: string;
  school: School;
  title: string;
  startsOn: string;
  endsOn: string;
  entry: SectionEntry;
  /** An instant; null for a section of recordings only. */
  lastMeetingEnds: string | null;
  opened: boolean;
  closed: boolean;
  /** It takes part in a published round whose lots have not been drawn, or whose seats have not all been given to those who drew them. */
  undrawn: boolean;
  /** The windows of its term. */
  windows: readonly TermWindow[];
  capacity: number;
  taken: number;
}

/** One section with its seats, or null when there is none. */
export async function sectionAtDesk(db: Db, sectionId: string): Promise<SectionAtDesk | null> {
  return (await sectionFor(db, { sectionId, personId: '' }))?.section ?? null;
}

/** The same, and whether this person has a seat in it. One statement: what most requests of a rush ask, and all they ask. */
export async function sectionFor(
  db: Db,
  { sectionId, personId }: { sectionId: string; personId: string },
): Promise<{ section: SectionAtDesk; enrolled: boolean } | null> {
  const [row] = (await oneSection(db, { sectionId, personId })).rows;
  return row ? { section: atDesk(row), enrolled: Number(row.enrolled) > 0 } : null;
}

const oneSection = readyStatement<{ sectionId: string; personId: string }>()((db, place) =>
  deskRows(db)
    .select(({ selectFrom }) =>
      selectFrom('enrolment')
        .select(({ fn }) => fn.countAll<number>().as('own'))
        .whereRef('enrolment.section_id', '=', 'section.id')
        .where('enrolment.person_id', '=', place('personId'))
        .where('enrolment.active', '=', 1)
        .as('enrolled'),
    )
    .where('section.id', '=', place('sectionId')),
);

/** Sections with what the desk asks of each, for a caller to narrow and add to. Read a row with `atDesk`. */
export function deskRows(db: Db) {
  return db
    .selectFrom('section')
    .innerJoin('seat_count', 'seat_count.section_id', 'section.id')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .select([
      'section.id',
      'section.term_id',
      'section.course_id',
      'section.school',
      'section.title',
      'section.starts_on',
      'section.ends_on',
      'section.opened_at',
      'section.entry',
      'section_closure.at as closedAt',
      'seat_count.capacity',
      'seat_count.taken',
    ])
    .select((eb) => [lastMeeting(eb), termWindows(eb), undrawnRounds(eb)]);
}

function lastMeeting(eb: ExpressionBuilder<Database, 'section'>) {
  return eb
    .selectFrom('meeting')
    .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
    .select(({ fn }) => fn.max('ends_at').as('last'))
    .whereRef('meeting.section_id', '=', 'section.id')
    .where('meeting_cancellation.meeting_id', 'is', null)
    .as('lastMeetingEnds');
}

function termWindows(eb: ExpressionBuilder<Database, 'section'>) {
  return eb
    .selectFrom('term_window')
    .select((inner) => packed(inner, ['term_window.kind', 'opens_at', 'closes_at']).as('windows'))
    .whereRef('term_window.term_id', '=', 'section.term_id')
    .as('windows');
}

function undrawnRounds(eb: ExpressionBuilder<Database, 'section'>) {
  return eb
    .selectFrom('round_section')
    .innerJoin('round_step as published', (join) =>
      join.onRef('published.round_id', '=', 'round_section.round_id').on('published.kind', '=', 'published'),
    )
    .leftJoin('round_step as admitted', (join) =>
      join.onRef('admitted.round_id', '=', 'round_section.round_id').on('admitted.kind', '=', 'admitted'),
    )
    .select(({ fn }) => fn.countAll<number>().as('rounds'))
    .whereRef('round_section.section_id', '=', 'section.id')
    .where('admitted.round_id', 'is', null)
    .as('undrawn');
}

type DeskRow = Awaited<ReturnType<ReturnType<typeof deskRows>['executeTakeFirstOrThrow']>>;

/** A row of `deskRows` as it is used. */
export function atDesk(row: DeskRow): SectionAtDesk {
  return {
    id: row.id,
    termId: row.term_id,
    courseId: row.course_id,
    school: row.school as School,
    title: row.title,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    entry: row.entry as SectionEntry,
    lastMeetingEnds: row.lastMeetingEnds,
    opened: row.opened_at !== null,
    closed: row.closedAt !== null,
    undrawn: row.entry === 'lottery' && Number(row.undrawn) > 0,
    windows: windowsIn(row),
    capacity: row.capacity,
    taken: row.taken,
  };
}

function windowsIn(row: DeskRow): TermWindow[] {
  return unpacked(row.windows).map(([kind, opensAt = '', closesAt = '']) => ({
    termId: row.term_id,
    kind: kind as WindowKind,
    opensAt,
    closesAt,
  }));
}
