import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import type { DeclarationRow } from '#db/tables/declarations.ts';
import type { Conflict } from './conflict.rules.ts';
import { conflictWith } from './conflict.server.ts';
import { plain } from './matter.rules.ts';
import { MOST_WAITING } from './objecting.server.ts';
import { type DeclarationSheet, declarationSheet } from './reading.server.ts';
import type { DeclarationState } from './states.rules.ts';

/** Another declaration that may rest on the same evidence. */
export interface Lookalike {
  id: string;
  title: string;
  personName: string;
  state: DeclarationState;
  why: 'certificate' | 'file' | 'matter';
}

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
    lookalikesOf(db, row, sheet),
  ]);
  const objectors = objections.map(({ personId }) => personId);
  const conflict = await conflictWith(db, actor, row, objectors);
  return { ...sheet, personName, conflict, objections, lookalikes };
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

const MOST_LOOKALIKES = 10;

/** Others of theirs with the same certificate or the same file, and what others declared of the same thing. One statement. */
async function lookalikesOf(db: Db, row: DeclarationRow, { files }: DeclarationSheet): Promise<Lookalike[]> {
  const sums = files.map(({ sha256 }) => sha256);
  const rows = await ownOthers(db, row).unionAll(ofMatter(db, row)).execute();
  const found = new Map<string, Lookalike>();
  for (const { id, title, name, state, certificate, matter_key, sha256 } of rows) {
    const [same, ours] = [plain(certificate), plain(row.certificate)];
    const why = whyAlike({
      sameNumber: ours !== '' && same === ours,
      sameFile: sha256 !== null && sums.includes(sha256),
      sameMatter: row.matter_key !== null && matter_key === row.matter_key,
    });
    if (why && !found.has(id))
      found.set(id, { id, title, personName: name, state: state as DeclarationState, why });
  }
  return [...found.values()].slice(0, MOST_LOOKALIKES);
}

function whyAlike(seen: {
  sameNumber: boolean;
  sameFile: boolean;
  sameMatter: boolean;
}): Lookalike['why'] | null {
  if (seen.sameNumber) return 'certificate';
  if (seen.sameFile) return 'file';
  return seen.sameMatter ? 'matter' : null;
}

function sentOnes(db: Db) {
  return db
    .selectFrom('declaration')
    .innerJoin('person', 'person.id', 'declaration.person_id')
    .leftJoin('declaration_file', 'declaration_file.declaration_id', 'declaration.id')
    .leftJoin('media_file', 'media_file.id', 'declaration_file.media_id')
    .select(['declaration.id', 'title', 'person.name', 'state', 'certificate', 'matter_key', 'sha256'])
    .where('declaration.sent_at', 'is not', null);
}

const ownOthers = (db: Db, row: DeclarationRow) =>
  sentOnes(db).where('declaration.person_id', '=', row.person_id).where('declaration.id', '!=', row.id);

const ofMatter = (db: Db, row: DeclarationRow) =>
  sentOnes(db)
    .where('declaration.matter_key', '=', row.matter_key ?? '')
    .where('declaration.person_id', '!=', row.person_id);
