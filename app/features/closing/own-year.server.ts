import type { Db } from '#db/database.ts';
import type { OwnObjection } from './answers.server.ts';
import { reckonedNow } from './drafts.server.ts';
import { hasSheet } from './frozen.rules.ts';
import { isFrozen } from './frozen-years.server.ts';
import { knownClosing } from './known-closings.server.ts';
import type { Reckoned } from './reckoning.server.ts';
import { closingState } from './steps.rules.ts';

/** A year of which drafts are shown, as the person concerned sees it. */
export interface OwnDraft {
  draft: Reckoned;
  /** What they objected to, oldest first. */
  objections: OwnObjection[];
  confirmUntil: string;
  /** The year is closed, and this person has no statement in it that holds. */
  isLeftOut: boolean;
  /** Whether an answer is asked of this person: they have something in the year, and it is not closed. */
  isAsked: boolean;
  /** Whether an answer is still taken. */
  isOpen: boolean;
}

/** Somebody's draft while the year is being closed, or what their year is now where it was closed without them; null before that. For whoever has no statement. */
export async function ownDraft(
  db: Db,
  { personId, year, now }: { personId: string; year: number; now: Date },
): Promise<OwnDraft | null> {
  const closing = await knownClosing(db, year);
  if (!closing) return null;
  const reckoned = await reckonedNow(db, { closing, personId, now });
  if (!reckoned) return null;
  const { draft, objections } = reckoned;
  const { confirmUntil } = closing;
  const isOpen = closingState({ confirmUntil, freeze: null }, now) === 'confirming';
  const isLeftOut = !isOpen && (await isFrozen(db, year));
  return {
    draft,
    objections,
    confirmUntil,
    isOpen,
    isLeftOut,
    isAsked: !isLeftOut && hasSheet(draft.inputs),
  };
}
