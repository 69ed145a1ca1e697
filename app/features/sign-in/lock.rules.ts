/**
 * What wrong guesses cost. Source: 等级保护, handling of failed sign-ins: five failures lock. The delay rises with each further
 * series and never beyond the last of its steps, so that nobody is locked out for good; a day without guesses forgets them.
 */

/** The failures of one account or of one address, one after the other. */
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
