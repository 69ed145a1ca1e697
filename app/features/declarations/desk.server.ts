import { isReached, reachBy } from '#app/features/identity/reach.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Role } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import type { Conflict } from './conflict.rules.ts';
import { conflictWith } from './conflict.server.ts';
import { decidersOfDeclarations, readersOfDeclarations } from './keepers.ts';
import type { Lookalike } from './lookalikes.rules.ts';
import { lookalikesOf } from './lookalikes.server.ts';
import { MOST_WAITING } from './objecting.server.ts';
import { hiddenOutOfReach } from './out-of-reach.server.ts';
import { type DeclarationSheet, declarationSheet } from './reading.server.ts';

export interface ReviewDesk extends DeclarationSheet {
  personName: string;
  /** Whether the declarant is within the reach of those who decide. */
  mayDecide: boolean;
  conflict: Conflict | null;
  objections: {
    id: string;
    personId: string;
    personName: string;
    words: string;
    at: string;
    open: boolean;
  }[];
  /** Hidden: of somebody out of reach; no more than that there is one. */
  lookalikes: (Lookalike & { isHidden?: true })[];
  /** At least so many alike that are not among these. */
  moreAlike: number;
}

/**
 * A declaration as its reviewers see it; null when there is none, it was never sent or its person is out of reach of the roles asked for. At most
 * thirteen small statements.
 */
export async function reviewDesk(
  db: Db,
  {
    actor,
    declarationId,
    roles = readersOfDeclarations,
    now,
  }: { actor: Actor; declarationId: string; roles?: readonly Role[]; now: Date },
): Promise<ReviewDesk | null> {
  const found = await db
    .selectFrom('declaration')
    .innerJoin('person', 'person.id', 'declaration.person_id')
    .selectAll('declaration')
    .select('person.name as personName')
    .where('declaration.id', '=', declarationId)
    .where('declaration.sent_at', 'is not', null)
    .executeTakeFirst();
  const reach = reachBy(actor, roles, now);
  if (!found || !(await isReached(db, reach, found.person_id))) return null;
  const { personName, ...row } = found;
  const mayDecide = await isReached(db, reachBy(actor, decidersOfDeclarations, now), row.person_id);
  const sheet = await declarationSheet(db, { row, forPerson: actor.personId, now });
  const [objections, alike] = await Promise.all([
    objectionsTo(db, declarationId),
    lookalikesOf(db, row, sheet.files),
  ]);
  const lookalikes = await hiddenOutOfReach(db, { reach, declarantId: row.person_id, alike: alike.shown });
  const objectors = objections.map(({ personId }) => personId);
  const conflict = await conflictWith(db, actor, row, objectors);
  return { ...sheet, personName, mayDecide, conflict, objections, lookalikes, moreAlike: alike.more };
}

/** Notes that somebody of the staff has opened a declaration with its files. */
export async function noteDeskReading(
  db: Db,
  { actor, declarationId, now }: { actor: Actor; declarationId: string; now: Date },
): Promise<void> {
  await writeJournal(db, {
    ...{ actor, now, detail: {} },
    action: 'declaration.read',
    subjectType: 'declaration',
    subjectId: declarationId,
  });
}

/** What was said against it: all that waits, then what was answered; each oldest first. One statement. */
async function objectionsTo(db: Db, declarationId: string) {
  const rows = await db
    .selectFrom('publicity_objection')
    .innerJoin('person', 'person.id', 'publicity_objection.person_id')
    .select(['publicity_objection.id', 'person_id', 'person.name', 'words', 'at', 'open'])
    .where('declaration_id', '=', declarationId)
    .orderBy('open', 'desc')
    .orderBy('at')
    .limit(MOST_WAITING)
    .execute();
  return rows.map(({ name, open, person_id: personId, ...row }) => ({
    ...row,
    personId,
    personName: name,
    open: open === 1,
  }));
}
