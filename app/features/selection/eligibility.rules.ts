/**
 * Whether somebody may take a section now, and if not, why. Sources: the college's selection rules (windows, audience,
 * prerequisites), domain model "conflict check" and "limit on simultaneous courses (3 a term in 老年学校)"; six sections a
 * term is the ceiling that comparable colleges use.
 */
import { firstClash, type MeetingTime } from '#app/features/timetable/clashes.rules.ts';
import type { Position, School } from '#app/lib/vocabulary.ts';

export const MOST_SECTIONS_A_TERM = 6;
export const MOST_SECTIONS_BY_SCHOOL: Partial<Record<School, number>> = { senior: 3 };

export interface TitledMeeting extends MeetingTime {
  title: string;
}

/** One section that the person has this term and that still runs. */
export interface TakenSection {
  sectionId: string;
  courseId: string;
  school: School;
}

/** Whether a section can be selected now, and if not, when it will be, that nothing of it lies ahead, or that no credit rules are in force. */
export type DeskWindow =
  | { open: true }
  | { open: false; opensAt: string | null; over?: true; lacksRules?: true };

export interface SelectionFacts {
  sectionId: string;
  courseId: string;
  school: School;
  window: DeskWindow;
  audience: readonly Position[];
  ownPositions: readonly Position[];
  missingPrerequisites: readonly { code: string; title: string }[];
  meetings: readonly TitledMeeting[];
  takenMeetings: readonly TitledMeeting[];
  takenSections: readonly TakenSection[];
}

export type Refusal =
  | { reason: 'already' }
  | { reason: 'closed'; opensAt: string | null; over?: true; lacksRules?: true }
  | { reason: 'audience'; audience: readonly Position[] }
  | { reason: 'prerequisite'; courses: readonly { code: string; title: string }[] }
  | { reason: 'clash'; with: string; at: string }
  | { reason: 'term-limit'; most: number }
  | { reason: 'category-limit'; most: number; school: School }
  | { reason: 'full' };

/** The first reason against taking the section, in the order in which people can do something about it; null when none. */
export function refusalOf(facts: SelectionFacts): Refusal | null {
  if (facts.takenSections.some((taken) => taken.courseId === facts.courseId)) return { reason: 'already' };
  if (!facts.window.open) return closedBy(facts.window);
  if (!fitsAudience(facts)) return { reason: 'audience', audience: facts.audience };
  if (facts.missingPrerequisites.length > 0)
    return { reason: 'prerequisite', courses: facts.missingPrerequisites };
  return clashOf(facts) ?? limitOf(facts);
}

/** The refusal of a section that cannot be selected now. */
export function closedBy({ open: _, ...why }: Extract<DeskWindow, { open: false }>): Refusal {
  return { reason: 'closed', ...why };
}

/** An empty audience is open to everybody. */
function fitsAudience({ audience, ownPositions }: SelectionFacts): boolean {
  return audience.length === 0 || ownPositions.some((position) => audience.includes(position));
}

function clashOf({ meetings, takenMeetings }: SelectionFacts): Refusal | null {
  const clash = firstClash(meetings, takenMeetings);
  return clash ? { reason: 'clash', with: clash.taken.title, at: clash.wanted.startsAt } : null;
}

function limitOf({ takenSections, school }: SelectionFacts): Refusal | null {
  if (takenSections.length >= MOST_SECTIONS_A_TERM)
    return { reason: 'term-limit', most: MOST_SECTIONS_A_TERM };
  const most = MOST_SECTIONS_BY_SCHOOL[school];
  const inSchool = takenSections.filter((taken) => taken.school === school).length;
  return most !== undefined && inSchool >= most ? { reason: 'category-limit', most, school } : null;
}
