/** Which entries a minimum, a counter or a scheme means. */
import type { School } from '#app/lib/vocabulary.ts';
import { activityKey } from './activities.rules.ts';
import type { Cappable } from './caps.rules.ts';
import type { Choice, Scheme } from './schemes.schema.ts';

/** One award that has not been reversed; `amount` in hundredths, `occurredOn` a calendar day. */
export interface EarnedEntry extends Cappable {
  elective: boolean;
  school: School | null;
  courseCode: string | null;
}

/** A scheme counts its schools and, besides, the courses that it names; what belongs to no school counts for all. */
export function countsFor(scheme: Scheme, { school, courseCode }: EarnedEntry): boolean {
  if (school === null || scheme.countingSchools.includes(school)) return true;
  return courseCode !== null && scheme.countingCourses.includes(courseCode);
}

export function fits(choice: Choice, entry: EarnedEntry): boolean {
  const { schools, categories, activities, courses, elective } = choice;
  return (
    (categories?.includes(entry.category) ?? true) &&
    (elective === undefined || elective === entry.elective) &&
    (schools === undefined || (entry.school !== null && schools.includes(entry.school))) &&
    (courses === undefined || (entry.courseCode !== null && courses.includes(entry.courseCode))) &&
    (activities?.includes(activityKey(entry.line)) ?? true)
  );
}
