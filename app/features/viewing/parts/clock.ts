/** `1:20`, or `1:02:03` from an hour on. */
export function clockTime(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

const NEAR_AN_END_SECONDS = 5;

/** Where to go on: where somebody was, unless that is the very beginning or the end. */
export function resumePoint(positionSeconds: number, durationSeconds: number): number {
  const inside =
    positionSeconds >= NEAR_AN_END_SECONDS && positionSeconds <= durationSeconds - NEAR_AN_END_SECONDS;
  return inside ? positionSeconds : 0;
}

/** Whole percent, never rounded up to what is not reached yet. */
export function percent(part: number, whole: number): number {
  return whole > 0 ? Math.min(100, Math.floor((part / whole) * 100)) : 0;
}

/** Seconds from `12:30`, `1:02:03` or `90`; null when it is no moment. */
export function secondsOf(clock: string): number | null {
  const parts = clock.trim().replaceAll('：', ':').split(':');
  if (parts.length > 3 || parts.some((part) => !/^\d{1,5}$/.test(part))) return null;
  const [first = 0, ...rest] = parts.map(Number);
  if (rest.some((part) => part > 59)) return null;
  return rest.reduce((sum, part) => sum * 60 + part, first);
}

/** The index of the last mark that is not later than now; -1 before the first. */
export function lastBegun(marks: readonly { fromSeconds: number }[], seconds: number): number {
  let last = marks.length - 1;
  while (last >= 0 && (marks[last]?.fromSeconds ?? 0) > seconds + 0.05) last -= 1;
  return last;
}
