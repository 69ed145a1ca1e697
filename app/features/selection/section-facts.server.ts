import { isOver } from '#app/features/timetable/selection-window.rules.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { packed, unpacked } from '#db/packed.server.ts';
import { readyStatement } from '#db/ready-statement.server.ts';
import { atDesk, deskRows, type SectionAtDesk } from './desk.server.ts';
import type { DeskWindow, SelectionFacts } from './eligibility.rules.ts';
import {
  audienceOf,
  eligibilityOf,
  heirsOfRules,
  limitRows,
  limitsIn,
  type OfSection,
  positionsIn,
  rulesIn,
} from './facts.server.ts';
import { meetingsIn, meetingsOf } from './packed-meetings.server.ts';

type SameForAll = Omit<
  SelectionFacts,
  'standing' | 'missingPrerequisites' | 'takenMeetings' | 'takenSections'
>;

/**
 * What of a section decides who may take it: the same for everybody. `window` says whether it takes place at all; the times of
 * selection are no part of it.
 */
export interface SectionFacts extends SameForAll {
  prerequisites: { id: string; code: string; title: string }[];
  /** Seats that are left; whoever asks later may find none. */
  free: number;
}

/** Those of some sections, for asking about many people. One statement. */
export async function sectionFacts(
  db: Db,
  sectionIds: readonly string[],
  now: Date,
): Promise<Map<string, SectionFacts>> {
  if (sectionIds.length === 0) return new Map();
  const { rows } = await factRows(db, { sectionIds });
  return new Map(
    rows.map((row) => {
      const section = atDesk(row);
      const { id: sectionId, courseId, termId, school, title } = section;
      const facts = {
        ...{ sectionId, courseId, termId, school, title },
        window: takesPlace(section, now),
        audience: positionsIn(row.positions),
        eligibility: rulesIn(row, dayOf(now)),
        limits: limitsIn(row.limits),
        meetings: meetingsIn(row.meetings, section),
        free: Math.max(0, section.capacity - section.taken),
        prerequisites: unpacked(row.required).map(([id = '', code = '', name = '']) => ({
          id,
          code,
          title: name,
        })),
      };
      return [sectionId, facts];
    }),
  );
}

const factRows = readyStatement<{ sectionIds: readonly string[] }>()((db, place) =>
  deskRows(db)
    .select((eb) => [audienceOf(eb), eligibilityOf(eb), heirsOfRules(eb), limitRows(eb), meetingsOf(eb)])
    .select((eb) => requiredOf(eb))
    .where('section.id', 'in', place('sectionIds')),
);

function requiredOf(eb: OfSection) {
  return eb
    .selectFrom('course_prerequisite')
    .innerJoin('course', 'course.id', 'course_prerequisite.required_course_id')
    .select((inner) => packed(inner, ['course.id', 'course.code', 'course.title']).as('courses'))
    .whereRef('course_prerequisite.course_id', '=', 'section.course_id')
    .as('required');
}

function takesPlace(section: SectionAtDesk, now: Date): DeskWindow {
  if (section.closed || !section.opened) return { open: false, opensAt: null };
  return isOver(section, now) ? { open: false, opensAt: null, over: true } : { open: true };
}
