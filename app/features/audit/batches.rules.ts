/** Which blocks of the journal's chain are old enough for a file, and how many make one: whole days, but for a day that is too large. */
import type { Block } from '#app/features/chain/hashes.rules.ts';
import { addDays, dayOf, startOfDay } from '#app/lib/time.ts';
import type { AuditPolicy } from './policy.rules.ts';

/** Before this instant everything is old enough: the day begins after which so many whole days have passed. */
export function oldEnoughBefore(now: Date, { onlineDays }: Pick<AuditPolicy, 'onlineDays'>): string {
  return startOfDay(addDays(dayOf(now), -onlineDays)).toISOString();
}

/**
 * The next file of some blocks in their order, each sealed before the instant or not: none while too little has come together. A line counts from
 * when it was sealed, an hour after it was written at most.
 */
export function nextFile(
  blocks: readonly Block[],
  {
    before,
    daysAFile,
    mostLinesAFile,
  }: { before: string } & Pick<AuditPolicy, 'daysAFile' | 'mostLinesAFile'>,
): Block[] {
  const [first] = blocks;
  const young = blocks.findIndex(({ sealedAt }) => sealedAt >= before);
  const old = young < 0 ? blocks : blocks.slice(0, young);
  if (!first || old.length === 0) return [];
  const lastDay = addDays(dayOf(first.sealedAt), daysAFile - 1);
  const ofDays = old.filter(({ sealedAt }) => dayOf(sealedAt) <= lastDay);
  const fits = ofDays.findIndex((_, at) => linesIn(ofDays.slice(0, at + 1)) > mostLinesAFile);
  if (fits >= 0) return wholeDays(ofDays, Math.max(1, fits));
  // A few days more are waited for: a file a week, not one a day.
  const isWhole = startOfDay(addDays(lastDay, 1)).toISOString() <= before;
  return isWhole ? ofDays : [];
}

/** The first `count` blocks, without those of a day that goes on behind them; all of them where it is the only day. */
function wholeDays(blocks: readonly Block[], count: number): Block[] {
  const next = blocks[count];
  const some = blocks.slice(0, count);
  if (!next) return some;
  const day = dayOf(next.sealedAt);
  const before = some.filter(({ sealedAt }) => dayOf(sealedAt) < day);
  return before.length > 0 ? before : some;
}

export const linesIn = (blocks: readonly Block[]): number =>
  blocks.reduce((sum, { entries }) => sum + entries, 0);
