import { creditYear } from '#app/features/credits/years.server.ts';
import { pendingDeclarations } from '#app/features/declarations/pending.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { type ClosedView, closedStatement, type DraftView, draftStatement } from './frozen-view.server.ts';
import type { SheetView } from './sheet-view.ts';
import { type PersonRecord, personRecord, yearStatement } from './statement.server.ts';

/** Somebody's own sheet of a year as it is now: frozen, a draft to look at, or reckoned of an open year. */
export interface OwnSheet {
  statement: SheetView;
  draft: Omit<DraftView, 'statement'> | null;
  revisions: ClosedView['revisions'];
  /** What an open year was reckoned from. */
  record: PersonRecord | null;
}

/** What is recorded now of somebody who has no statement in a closed year; null where the year is not closed, or there is nothing of them in it. */
export async function leftOutSheet(
  db: Db,
  wanted: { personId: string; year: number; now: Date },
): Promise<ClosedView | null> {
  const statement = (await draftStatement(db, wanted))?.statement;
  const isThere = statement?.leftOut && statement.posts.length + statement.entries.length > 0;
  return isThere ? { statement, revisions: [] } : null;
}

/** Null when there is no such revision, or no such person. */
export async function ownSheet(
  db: Db,
  { personId, year, revision, now }: { personId: string; year: number; revision: number | null; now: Date },
): Promise<OwnSheet | null> {
  const closed = await closedStatement(db, { personId, year, revision });
  if (closed) return { ...closed, draft: null, record: null };
  if (revision !== null) return null;
  const drafted = await draftStatement(db, { personId, year, now });
  if (drafted) {
    const { statement, ...draft } = drafted;
    return { statement, draft: draft.isAsked ? draft : null, revisions: [], record: null };
  }
  const { lastDay: today, from, to } = await creditYear(db, { year, today: dayOf(now) });
  const record = await personRecord(db, { personId, year, today });
  if (!record) return null;
  const [statement, pending] = await Promise.all([
    yearStatement(db, { record, year, today, now }),
    pendingDeclarations(db, { personId, from, to }),
  ]);
  return { statement: { ...statement, pending }, draft: null, revisions: [], record };
}
