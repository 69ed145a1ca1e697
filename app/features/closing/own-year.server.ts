import type { Db } from '#db/database.ts';
import { draftOf } from './drafts.server.ts';
import type { Reckoned } from './reckoning.server.ts';
import { closingOf } from './runs.server.ts';
import { closingState } from './steps.rules.ts';

/** A year of which drafts are shown, as the person concerned sees it. */
export interface OwnDraft {
  draft: Reckoned;
  confirmUntil: string;
  /** Whether an answer is still taken. */
  isOpen: boolean;
}

/** Somebody's draft while the year is being closed; null before that, and for who has no sheet of the year. */
export async function ownDraft(
  db: Db,
  { personId, year, now }: { personId: string; year: number; now: Date },
): Promise<OwnDraft | null> {
  const closing = await closingOf(db, year);
  if (!closing) return null;
  const draft = await draftOf(db, { closing, personId, now });
  const { confirmUntil } = closing;
  const isOpen = closingState({ confirmUntil, freeze: null }, now) === 'confirming';
  return draft && { draft, confirmUntil, isOpen };
}
