/**
 * A course that somebody finishes twice in a year of credits counts once. Entries keep what was earned; which of them counts is decided
 * here, on reading: the first completion, so that a second one, whenever it is posted, changes nothing; taken back, it leaves its place to
 * the second. Source: domain model §6.8 (a course is never counted twice in a year). Rules that say nothing of it count as they always did.
 */
import type { EarnedEntry } from './choice.rules.ts';
import { yearOfDay } from './cycle.rules.ts';
import type { CreditRules } from './rules.schema.ts';

type Deciding = Pick<CreditRules, 'courseCounts' | 'accountingYear'>;

/** The entries without further completions of a course in the same year of credits. */
export function countedOnce<Entry extends EarnedEntry>(
  rules: Deciding,
  entries: readonly Entry[],
): readonly Entry[] {
  if (rules.courseCounts !== 'once-a-year') return entries;
  const further = furtherCompletions(rules, entries);
  return further.size === 0 ? entries : entries.filter(({ item }) => !further.has(item));
}

/** The items of those further completions: `completion <id>`. */
export function furtherCompletions(rules: Deciding, entries: readonly EarnedEntry[]): Set<string> {
  const first = new Map<string, EarnedEntry>();
  const completions = entries.filter(isOfCourse);
  for (const entry of completions) {
    const key = courseInYear(rules, entry);
    const known = first.get(key);
    if (!known || isBefore(entry, known)) first.set(key, entry);
  }
  return new Set(
    completions.flatMap((entry) =>
      first.get(courseInYear(rules, entry))?.item === entry.item ? [] : [entry.item],
    ),
  );
}

const isOfCourse = ({ item, courseCode }: EarnedEntry): boolean =>
  courseCode !== null && item.startsWith('completion ');

/** Ids grow with time, so of one day the first that was posted. */
const isBefore = (one: EarnedEntry, other: EarnedEntry): boolean =>
  one.occurredOn < other.occurredOn || (one.occurredOn === other.occurredOn && one.item < other.item);

const courseInYear = (rules: Deciding, { courseCode, occurredOn }: EarnedEntry): string =>
  `${yearOfDay(rules, occurredOn)} ${courseCode}`;
