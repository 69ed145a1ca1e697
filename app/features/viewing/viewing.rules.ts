/**
 * What counts as watched. Source: the college's viewing rules (看过的不重复的部分达到 90 %；服务器的钟说了算) and promise 5 of the
 * product: what the client says is not believed. Times are whole milliseconds; media time is the lecture's own, clock time is
 * the server's.
 */

/** A part of a lecture, from (included) to (excluded). */
export type Span = readonly [fromMs: number, toMs: number];

/** Faster than this is not credited any faster. */
export const FASTEST_RATE = 1.5;
/** How far media time may run ahead of the clock, in all and not each time. */
export const TOLERANCE_MS = 2_000;
/** The part of a lecture that must be watched where its requirement says nothing else. */
const DEFAULT_SHARE = 0.9;
/** A player may round its own length up by this much. */
const LENGTH_SLACK_MS = 500;
/** More pieces than any viewer leaves; only a forger has them, and loses the shortest. */
const MOST_SPANS = 400;

/** The same watched parts as few spans as possible, in order: overlapping and touching ones become one. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: [number, number][] = [];
  for (const [from, to] of [...spans].sort((a, b) => a[0] - b[0])) {
    if (to <= from) continue;
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** Media time in spans, counting what is in two of them twice. */
export function mediaMs(spans: readonly Span[]): number {
  return spans.reduce((sum, [from, to]) => sum + Math.max(0, to - from), 0);
}

/** Media time that is in at least one span. */
export function coveredMs(spans: readonly Span[]): number {
  return mediaMs(mergeSpans(spans));
}

/** The latest watched moment; 0 when nothing is watched. */
export function furthestMs(spans: readonly Span[]): number {
  return spans.reduce((furthest, [, to]) => Math.max(furthest, to), 0);
}

/** What was watched before with what is new, kept to a bounded number of pieces. */
export function addSpans(known: readonly Span[], added: readonly Span[]): Span[] {
  const merged = mergeSpans([...known, ...added]);
  if (merged.length <= MOST_SPANS) return merged;
  const longest = merged.sort((a, b) => b[1] - b[0] - (a[1] - a[0])).slice(0, MOST_SPANS);
  return longest.sort((a, b) => a[0] - b[0]);
}

/** Whether enough is watched. A share outside 0…1 is a mistake in the requirement and counts as the default. */
export function isComplete({
  covered,
  durationMs,
  share,
}: {
  covered: number;
  durationMs: number;
  share: number;
}): boolean {
  return durationMs > 0 && covered >= durationMs * share;
}

/** The share that a pinned requirement asks for. */
export function shareOf(detail: unknown): number {
  const share = (detail as { minimumShare?: unknown } | null)?.minimumShare;
  return typeof share === 'number' && share > 0 && share <= 1 ? share : DEFAULT_SHARE;
}

/** The account of one person's clock: what has grown and is not spent yet. Negative when the tolerance is in use. */
export interface Clock {
  heardAt: Date;
  budgetMs: number;
}

export interface Report {
  /** As watched, last one last. */
  spans: readonly Span[];
  rate: number;
  durationMs: number;
  now: Date;
}

export type Verdict =
  | { accepted: true; clock: Clock; spans: Span[] }
  | { accepted: false; reason: 'out-of-range' | 'too-fast' };

/**
 * Decides about one report. Accepted, it spends its media time, watched before or not, from what the clock has grown since the
 * last one, at most one and a half times as fast as the clock runs. Refused, it changes nothing.
 */
export function judge(clock: Clock, { spans, rate, durationMs, now }: Report): Verdict {
  const inside = spans.every(([from, to]) => from >= 0 && from <= to && to <= durationMs + LENGTH_SLACK_MS);
  if (!inside) return { accepted: false, reason: 'out-of-range' };
  const grown = grownMs(clock, { rate, now });
  const budgetMs = Math.floor(grown - mediaMs(spans));
  if (budgetMs < -TOLERANCE_MS) return { accepted: false, reason: 'too-fast' };
  const clamped = spans.map(([from, to]): Span => [Math.min(from, durationMs), Math.min(to, durationMs)]);
  return { accepted: true, clock: { heardAt: later(clock.heardAt, now), budgetMs }, spans: clamped };
}

/** Media time that a clock allows without any tolerance: of what comes late, no more is taken. */
export function affordableMs(clock: Clock, report: Pick<Report, 'rate' | 'now'>): number {
  return Math.max(0, Math.floor(grownMs(clock, report)));
}

/**
 * The account that a new lease begins with. What was not spent is gone; what was overdrawn stays until the clock has paid it
 * back, so that a new lease is never a new tolerance.
 */
export function takeOver(clock: Clock | null, now: Date): Clock {
  if (!clock) return { heardAt: now, budgetMs: 0 };
  return {
    heardAt: later(clock.heardAt, now),
    budgetMs: Math.min(0, clock.budgetMs + elapsedMs(clock, now)),
  };
}

function grownMs(clock: Clock, { rate, now }: Pick<Report, 'rate' | 'now'>): number {
  return clock.budgetMs + elapsedMs(clock, now) * Math.min(rate, FASTEST_RATE);
}

function elapsedMs({ heardAt }: Clock, now: Date): number {
  return Math.max(0, now.getTime() - heardAt.getTime());
}

/** Clocks of two machines differ a little; time never runs back here. */
function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
