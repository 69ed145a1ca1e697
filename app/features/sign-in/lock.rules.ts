/**
 * What wrong guesses cost. Source: 等级保护, handling of failed sign-ins: five failures lock. The delay rises with each further
 * series and never beyond the last of its steps, so that nobody is locked out for good; a day without guesses forgets them.
 */

/** The failures of one name, of one account or of one address, one after the other. */
export interface Series {
  failures: number;
  /** Instants. */
  lastAt: string;
  lockedUntil: string | null;
}

export interface LockRule {
  /** So many failures lock, and as many again each time after. */
  failures: number;
  /** How long: the first time, the second, …; the last holds for all that follow. */
  minutes: readonly number[];
  forgottenAfterHours: number;
}

/** Whole seconds until another guess is looked at; 0 when it may be made now. */
export function secondsLocked(series: Series | null, now: Date): number {
  if (!series?.lockedUntil) return 0;
  return Math.max(0, Math.ceil((Date.parse(series.lockedUntil) - now.getTime()) / 1000));
}

/** What is known where somebody makes a guess; null where nothing went wrong yet. */
export interface Counts {
  /** Of the name as it was typed; at the second step of the code. What the answer shows follows from it and from the address alone. */
  shown: Series | null;
  /** Of the account behind the name, over all the names that it has; never shown. */
  hidden: Series | null;
  /** Of the network; null also where it is not asked, in a browser that is known. */
  address: Series | null;
}

export type Verdict =
  | { kind: 'wait'; seconds: number }
  /** `blind`: it counts and is answered like a wrong one, and nobody finds out whether it was. */
  | { kind: 'look' | 'blind' };

/**
 * What becomes of a guess. A lock of the typed name or of the network is said with the seconds to wait; one of the account alone is not said, or a number locked
 * by guesses at a name would tell that both are of one person.
 */
export function verdictOn({ shown, hidden, address }: Counts, now: Date): Verdict {
  const seconds = Math.max(secondsLocked(shown, now), secondsLocked(address, now));
  if (seconds > 0) return { kind: 'wait', seconds };
  return { kind: secondsLocked(hidden, now) > 0 ? 'blind' : 'look' };
}

/** The hidden series after a guess: one that nobody looked at changes no count, and is written down all the same, so that it takes as long. */
export function afterHidden(hidden: Series | null, how: { rule: LockRule; now: Date }): Series {
  if (!hidden || secondsLocked(hidden, how.now) === 0) return afterFailure(hidden, how);
  return { ...hidden, lastAt: how.now.toISOString() };
}

/** The series after one more failure. */
export function afterFailure(series: Series | null, { rule, now }: { rule: LockRule; now: Date }): Series {
  const failures = (series && !isForgotten(series, rule, now) ? series.failures : 0) + 1;
  const lastAt = now.toISOString();
  if (failures % rule.failures !== 0) return { failures, lastAt, lockedUntil: null };
  return { failures, lastAt, lockedUntil: new Date(now.getTime() + delayMs(failures, rule)).toISOString() };
}

/** The last moment at which a series still counts, by the time of now: what was last added to before it is forgotten. */
export function forgottenBefore(rule: Pick<LockRule, 'forgottenAfterHours'>, now: Date): Date {
  return new Date(now.getTime() - rule.forgottenAfterHours * 3_600_000);
}

function isForgotten({ lastAt }: Series, rule: LockRule, now: Date): boolean {
  return Date.parse(lastAt) <= forgottenBefore(rule, now).getTime();
}

function delayMs(failures: number, { failures: each, minutes }: LockRule): number {
  const step = Math.min(Math.floor(failures / each), minutes.length) - 1;
  return (minutes[step] ?? 0) * 60_000;
}
