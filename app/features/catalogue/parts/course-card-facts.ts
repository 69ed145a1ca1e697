import { creditsOf } from '#app/features/credits/worth.rules.ts';
import { formatShortDate } from '#app/lib/time.ts';
import { modeNames, type School } from '#app/lib/vocabulary.ts';
import type { CourseLine } from '../library-course.rules.ts';

/** Of a section, what a card tells. `timetable` gives more. */
export interface NextSection {
  id: string;
  teacherName: string | null;
  when: string;
  venueName: string | null;
  window: { state: 'open' | 'coming' | 'applying' | 'drawing' | 'over' };
  /** What this section pays; null while that cannot be reckoned. */
  worth: { creditsHundredths: number } | null;
}

export interface CourseCardFacts {
  code: string;
  title: string;
  href: string;
  school: School;
  module: string;
  teacher: string;
  when: string;
  where?: string;
  credits: string;
  seats?: { capacity: number; taken: number };
  score?: { value: number; count: number; updatedAt: string };
}

/** The card of a course with its next section. Kept small: it goes to the browser twice, as HTML and as data. */
export function cardOf(
  course: CourseLine,
  section: NextSection | undefined,
  seats: ReadonlyMap<string, { capacity: number; taken: number }>,
): CourseCardFacts {
  const own = section && section.window.state !== 'over' ? seats.get(section.id) : undefined;
  return {
    code: course.code,
    title: course.title,
    href: `/courses/${course.code}`,
    school: course.school,
    module: course.module,
    teacher: section?.teacherName ? `${section.teacherName} · ${course.teacherRole}` : course.teacherRole,
    when: section?.when ?? `${modeNames[course.mode]} · 近期没有开班`,
    ...(section?.venueName ? { where: section.venueName } : {}),
    credits: creditsOf(section ? (section.worth?.creditsHundredths ?? null) : course.creditsHundredths),
    ...(own ? { seats: own } : {}),
    ...(course.score ? { score: scoreFacts(course.score) } : {}),
  };
}

/** A published score as people read it: out of 100, to one decimal. */
function scoreFacts({ n, score, updatedAt }: NonNullable<CourseLine['score']>) {
  return { value: Math.round(score / 10) / 10, count: n, updatedAt: dayWords(updatedAt) };
}

const MOST_KEPT = 2_000;
const kept = new Map<string, string>();

/** The same scores stand on every list, and naming a day is slow. */
function dayWords(instant: string): string {
  const words = kept.get(instant) ?? formatShortDate(instant);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(instant, words);
  return words;
}
