import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import type { Conflict } from './conflict.rules.ts';
import { conflictWith } from './conflict.server.ts';
import { type Lookalike, lookalikesOf } from './lookalikes.server.ts';
import { type DeclarationSheet, declarationSheet } from './reading.server.ts';

export interface ReviewDesk extends DeclarationSheet {
  personName: string;
  conflict: Conflict | null;
  objections: {
    id: string;
    personId: string;
    personName: string;
    words: string;
    at: string;
    open: boolean;
  }[];
  lookalikes: Lookalike[];
}

/** A declaration as its reviewers see it; null when there is none or it was never sent. At most twelve small statements. */
export async function reviewDesk(
  db: Db,
  { actor, declarationId, now }: { actor: Actor; declarationId: string; now: Date },
): Promise<ReviewDesk | null> {
  const found = await db
    .selectFrom('declaration')
    .innerJoin('person', 'person.id', 'declaration.person_id')
    .selectAll('declaration')
    .select('person.name as personName')
    .where('declaration.id', '=', declarationId)
    .where('declaration.sent_at', 'is not', null)
    .executeTakeFirst();
  if (!found) return null;
  const { personName, ...row } = found;
  const sheet = await declarationSheet(db, { row, forPerson: actor.personId, now });
  const [objections, lookalikes] = await Promise.all([
    objectionsTo(db, declarationId),
    lookalikesOf(db, row, sheet.files),
  ]);
  const objectors = objections.map(({ personId }) => personId);
  const conflict = await conflictWith(db, actor, row, objectors);
  return { ...sheet, personName, conflict, objections, lookalikes };
}

/** What was said against it, oldest first. One statement. */
async function objectionsTo(db: Db, declarationId: string) {
  const rows = await db
    .selectFrom('publicity_objection')
    .innerJoin('person', 'person.id', 'publicity_objection.person_id')
    .select(['publicity_objection.id', 'person_id', 'person.name', 'words', 'at', 'open'])
    .where('declaration_id', '=', declarationId)
    .orderBy('at')
    .limit(200)
    .execute();
  return rows.map(({ name, open, person_id: personId, ...row }) => ({
    ...row,
    personId,
    personName: name,
    open: open === 1,
  }));
}
