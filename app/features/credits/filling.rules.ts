/**
 * What somebody still lacks in a scheme's year, thing by thing, and what finishing a section would add to it. What it would add is not
 * what the section pays: the same caps are asked as of everything else, by reckoning the year once with it. Source: product, `/me` says
 * what is missing and what would fill it; domain model §6.8 (caps), §6.9 (minimums, required courses). Amounts in hundredths.
 */
import type { Position, School } from '#app/lib/vocabulary.ts';
import type { AwardLine } from './rules.rules.ts';
import type { Minimum, Scheme } from './schemes.schema.ts';
import { type Standing, type StandingInput, standingOf } from './standing.rules.ts';

export interface MissingThing {
  /** A required course, a minimum of a school or a kind, or what is left of the total. */
  kind: 'course' | 'minimum' | 'rest';
  /** Of a minimum its own words; of a course what it is called, or its code. */
  label: string;
  /** Any of these courses will do. */
  codes: readonly string[];
  school: School | null;
  /** Nothing for a course: it is the course that is missing. */
  missing: number;
  /** Which of the scheme's minimums it is. */
  minimum: number | null;
  /** Whether a section can fill it at all: practice, projects and outside training are not chosen but done and declared. */
  bySections: boolean;
  /** Whether it is filled by tasks that a teacher sets and accepts: nobody chooses or declares those. */
  byTasks: boolean;
}

/** A section that would fill something: what it would add to what counts. */
export interface FittingSection {
  id: string;
  courseCode: string;
  courseTitle: string;
  when: string;
  adds: number;
  /** Seats that are left, and how many wait in line. */
  free: number;
  waiting: number;
}

/** A kind of thing that somebody may declare by themselves, as a link. */
export interface DeclaredWay {
  key: string;
  name: string;
}

/** What a scheme is still missing, each with what would fill it: sections, and where there is none what may be declared. */
export interface SchemeFilling {
  position: Position;
  things: (MissingThing & { sections: FittingSection[]; declared: DeclaredWay[] })[];
}

/** What is missing, courses first; nothing for whoever is exempt or has met the scheme. */
export function missingThings(scheme: Scheme, standing: Standing): MissingThing[] {
  if (standing.status !== 'not-met' && standing.status !== 'nearly') return [];
  const courses = standing.requiredCourses
    .filter(({ done, dueThisYear }) => !done && dueThisYear)
    .map(({ code, alternatives }) => [code, ...alternatives])
    .map((codes) => ({ ...nothing, kind: 'course' as const, label: codes.join('或'), codes }));
  const minimums = standing.minimums.flatMap(({ label, school, missing }, minimum): MissingThing[] => {
    const asked = scheme.minimums[minimum];
    if (missing === 0 || !asked) return [];
    const ways = { bySections: sectionsPay(asked), byTasks: asked.among?.categories?.includes('C') ?? false };
    return [{ ...nothing, kind: 'minimum', label, school, missing, minimum, ...ways }];
  });
  const left = standing.missing - minimums.reduce((sum, { missing }) => sum + missing, 0);
  const rest = { ...nothing, kind: 'rest' as const, missing: left };
  return [...courses, ...minimums, ...(left > 0 ? [rest] : [])];
}

const nothing = {
  ...{ label: '', codes: [], school: null, missing: 0, minimum: null },
  ...{ bySections: true, byTasks: false },
};

/** Sections pay for meeting and for watching. */
function sectionsPay({ among }: Minimum): boolean {
  const categories = among?.categories ?? ['A', 'B'];
  const activities = among?.activities ?? ['face', 'recorded'];
  const [paid, lines] = [
    ['A', 'B'],
    ['face', 'recorded'],
  ];
  return (
    categories.some((category) => paid.includes(category)) && activities.some((key) => lines.includes(key))
  );
}

/** A section as far as it pays. `on`: the day on which it would be finished. */
export interface WouldPay {
  sectionId: string;
  courseCode: string;
  lines: readonly (Pick<AwardLine, 'category' | 'amount' | 'line' | 'elective'> & {
    school: School | null;
  })[];
  on: string;
}

export interface Gain {
  /** What would count besides. */
  counted: number;
  /** By how much less each of the scheme's minimums would lack. */
  minimums: readonly number[];
}

/** What a section would add to a standing that was reckoned from `input`. */
export function gainOf(input: StandingInput, standing: Standing, section: WouldPay): Gain {
  const { sectionId, courseCode, on } = section;
  const more = section.lines.map(({ category, amount, line, elective, school }) => ({
    ...{ category, amount, line, elective, school, courseCode },
    item: `would ${sectionId}`,
    occurredOn: on,
  }));
  const then = standingOf({ ...input, entries: [...input.entries, ...more] });
  return {
    counted: then.counted - standing.counted,
    minimums: standing.minimums.map(({ missing }, index) => missing - (then.minimums[index]?.missing ?? 0)),
  };
}

/** Whether a section would help with a thing that is missing. */
export function helps({ kind, codes, minimum }: MissingThing, courseCode: string, gain: Gain): boolean {
  if (kind === 'course') return codes.includes(courseCode);
  return kind === 'minimum' ? (gain.minimums[minimum ?? -1] ?? 0) > 0 : gain.counted > 0;
}
