import { explainedEntry } from '#app/features/credits/explaining.server.ts';
import { type DeclarationSheet, declarationSheet } from '#app/features/declarations/reading.server.ts';
import { declarationRow } from '#app/features/declarations/steps.server.ts';
import { isReached, reachBy } from '#app/features/identity/reach.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { type AppealConflict, appealConflict } from './conflict.server.ts';
import { decidersOfAppeals } from './keepers.ts';
import { type Appeal, appealAtDesk } from './reading.server.ts';

export interface AppealDesk {
  appeal: Appeal;
  title: string;
  personName: string;
  dueOn: string;
  conflict: AppealConflict | null;
  /** What it is about: one of the two. */
  sheet: DeclarationSheet | null;
  entry: NonNullable<Awaited<ReturnType<typeof explainedEntry>>> | null;
}

/** An appeal with what it is about, for whoever decides it; null when there is none or its person is out of reach. At most eight statements. */
export async function appealDesk(
  db: Db,
  { actor, appealId, now }: { actor: Actor; appealId: string; now: Date },
): Promise<AppealDesk | null> {
  const found = await appealAtDesk(db, appealId);
  if (!found || !(await isReached(db, reachBy(actor, decidersOfAppeals, now), found.row.person_id)))
    return null;
  const { row, personName, ...appeal } = found;
  const declaration = row.subject === 'declaration' ? await declarationRow(db, row.subject_id) : null;
  const [conflict, sheet, entry] = await Promise.all([
    appeal.state === 'waiting' ? appealConflict(db, actor, row, { known: declaration }) : null,
    declaration && declarationSheet(db, { row: declaration, forPerson: actor.personId, now }),
    row.subject === 'entry' ? explainedEntry(db, row.subject_id) : null,
  ]);
  const title = entry?.entry.title ?? row.title;
  return { appeal, title, personName, dueOn: row.due_on, conflict, sheet, entry };
}
