import type { Db } from '#db/database.ts';
import { lastAnswers } from './answers.server.ts';
import { knownClosings } from './known-closings.server.ts';
import { closingState } from './steps.rules.ts';

/** A sheet that waits for its owner's word. `confirmUntil` an instant. */
export interface SheetToConfirm {
  year: number;
  confirmUntil: string;
}

/**
 * The sheets of years being closed that somebody has said nothing of yet, of those in which they held a post or have something in the
 * ledger. No statement while no year is being confirmed, one for each that is.
 */
export async function sheetsToConfirm(
  db: Db,
  {
    personId,
    posts,
    lines,
    now,
  }: {
    personId: string;
    posts: readonly { validFrom: string; validTo: string | null }[];
    lines: readonly { occurredOn: string }[];
    now: Date;
  },
): Promise<SheetToConfirm[]> {
  const asked: SheetToConfirm[] = [];
  for (const { id, year, lastDay, confirmUntil } of await knownClosings(db)) {
    if (closingState({ confirmUntil, freeze: null }, now) !== 'confirming') continue;
    const before = `${Number(lastDay.slice(0, 4)) - 1}${lastDay.slice(4)}`;
    const hasSheet =
      posts.some(({ validFrom, validTo }) => validFrom <= lastDay && (validTo ?? lastDay) > before) ||
      lines.some(({ occurredOn }) => occurredOn > before && occurredOn <= lastDay);
    if (!hasSheet) continue;
    const answers = await lastAnswers(db, { closingId: id, personIds: [personId] });
    if (!answers.has(personId)) asked.push({ year, confirmUntil });
  }
  return asked;
}
