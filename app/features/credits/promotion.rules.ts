/**
 * Whoever takes up a covered post without having learned what should have come before makes it up within some months (提任前未达到要求 → 1 年内
 * 补训). Everything is reckoned from posts and ledger on reading: an entry that is taken back is missing again, and the order of posting
 * means nothing. Source: domain model §2.1, §6.9; which posts, how much and until when stands in the schemes.
 */

import { addDays } from '#app/lib/time.ts';
import type { Position } from '#app/lib/vocabulary.ts';
import { type EarnedEntry, fits } from './choice.rules.ts';
import { heldSince, monthsAfter } from './cycle.rules.ts';
import type { TermOfPost } from './scheme-year.rules.ts';
import type { Promotion } from './schemes.schema.ts';

/** What is to be made up after a promotion. Amounts in hundredths; days are calendar days. */
export interface CatchingUp {
  label: string;
  explanation: string;
  /** Which of the covered posts are held. */
  positions: Position[];
  since: string;
  /** The last day. */
  dueOn: string;
  required: number;
  before: number;
  madeUp: number;
  missing: number;
  courses: { code: string; done: boolean }[];
  state: 'open' | 'late' | 'done';
}

type Held = Pick<TermOfPost, 'position' | 'validFrom' | 'validTo'>;

/** Since when somebody has held covered posts without a break, as seen from a day; null for whoever holds none. A transfer is no break. */
export function coveredSince(
  { positions }: Pick<Promotion, 'positions'>,
  posts: readonly Held[],
  day: string,
): string | null {
  return heldSince(
    posts.filter(({ position }) => positions.includes(position)),
    day,
  );
}

/** What is to be made up, seen from a day; null where no covered post is held, or everything was there before. */
export function catchingUp(
  promotion: Promotion,
  { posts, awards, day }: { posts: readonly Held[]; awards: readonly EarnedEntry[]; day: string },
): CatchingUp | null {
  const since = coveredSince(promotion, posts, day);
  if (since === null) return null;
  const { label, explanation, hundredths: required, among, courses = [] } = promotion;
  const counting = awards.filter((entry) => !among || fits(among, entry));
  const from = monthsAfter(since, -promotion.lookBackMonths);
  const before = sumOf(counting.filter(({ occurredOn }) => occurredOn >= from && occurredOn < since));
  const lacked = courses.filter((code) => !finished(awards, code, addDays(since, -1)));
  if (before >= required && lacked.length === 0) return null;
  const toMakeUp = Math.max(0, required - before);
  const later = sumOf(counting.filter(({ occurredOn }) => occurredOn >= since && occurredOn <= day));
  const madeUp = Math.min(toMakeUp, later);
  const own = lacked.map((code) => ({ code, done: finished(awards, code, day) }));
  const isDone = madeUp === toMakeUp && own.every(({ done }) => done);
  const dueOn = addDays(monthsAfter(since, promotion.withinMonths), -1);
  return {
    ...{ label, explanation, since, dueOn, required, before, madeUp },
    positions: heldOf(promotion, posts, day),
    missing: toMakeUp - madeUp,
    courses: own,
    state: isDone ? 'done' : day > dueOn ? 'late' : 'open',
  };
}

function heldOf({ positions }: Promotion, posts: readonly Held[], day: string): Position[] {
  const held = posts.filter(
    ({ position, validFrom, validTo }) =>
      positions.includes(position) && validFrom <= day && (validTo ?? day) >= day,
  );
  return [...new Set(held.map(({ position }) => position))];
}

/** By a completion, up to a day. */
function finished(awards: readonly EarnedEntry[], code: string, day: string): boolean {
  return awards.some(
    ({ item, courseCode, occurredOn }) =>
      item.startsWith('completion ') && courseCode === code && occurredOn <= day,
  );
}

const sumOf = (entries: readonly EarnedEntry[]): number =>
  entries.reduce((sum, { amount }) => sum + amount, 0);

/** A post that began longer ago than this is no promotion any more, whatever was missing then. */
const LONGEST_MONTHS = 36;

/** The first day from which on promotions are looked at, as seen from a day. */
export const promotedFrom = (day: string): string => monthsAfter(day, -LONGEST_MONTHS);

export type ReminderKind = 'start' | 'six-months' | 'eleven-months';

/** The reminder that is due: at the start, after six months, after eleven; nothing once it is made up. The last one that has been reached. */
export function reminderDue({ state, since, dueOn }: CatchingUp, day: string): ReminderKind | null {
  if (state === 'done') return null;
  if (day >= monthsAfter(since, 11) || day > dueOn) return 'eleven-months';
  return day >= monthsAfter(since, 6) ? 'six-months' : 'start';
}
