import type { Db } from '#db/database.ts';
import { reckonedNow } from './drafts.server.ts';
import { hasSheet } from './frozen.rules.ts';
import { knownClosing } from './known-closings.server.ts';
import type { Reckoned } from './reckoning.server.ts';
import { closingState } from './steps.rules.ts';

/** A year of which drafts are shown, as the person concerned sees it. */
export interface OwnDraft {
  draft: Reckoned;
  confirmUntil: string;
  /** Whether an answer is asked of this person: they have something in the year. */
  isAsked: boolean;
  /** Whether an answer is still taken. */
  isOpen: boolean;
}

/** Somebody's draft while the year is being closed; null before that. */
export async function ownDraft(
  db: Db,
  { personId, year, now }: { personId: string; year: number; now: Date },
): Promise<OwnDraft | null> {
  const closing = await knownClosing(db, year);
  if (!closing) return null;
  const draft = await reckonedNow(db, { closing, personId, now });
  if (!draft) return null;
  const { confirmUntil } = closing;
  const isOpen = closingState({ confirmUntil, freeze: null }, now) === 'confirming';
  return { draft, confirmUntil, isOpen, isAsked: hasSheet(draft.inputs) };
}
