import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import type { DeclarationRow } from '#db/tables/declarations.ts';
import { type Conflict, conflictOf } from './conflict.rules.ts';
import { plain } from './matter.rules.ts';

type Declared = Pick<
  DeclarationRow,
  'id' | 'person_id' | 'companions' | 'category' | 'activity' | 'title' | 'occurred_on'
>;

/**
 * Why this actor may not decide about a declaration, or null: it is theirs, they are named in it or have declared the same thing (whatever
 * their part in it), or they have objected to it. At most two statements; one where the caller has read who objected.
 */
export async function conflictWith(
  db: Db,
  actor: Actor,
  row: Declared,
  knownObjectors?: readonly string[],
): Promise<Conflict | null> {
  const { personId } = actor;
  if (personId === null || personId === row.person_id) return 'own';
  const [sameMatter, objectors] = await Promise.all([
    ownOfMatter(db, personId, row),
    knownObjectors ?? objectorsOf(db, row.id),
  ]);
  const { person_id: declarantId, companions } = row;
  return conflictOf(actor, { declarantId, companions, sameMatter, objectors });
}

/** This person, where they have declared the same thing themselves: the same kind with the same title on the same day. */
async function ownOfMatter(db: Db, personId: string, row: Declared): Promise<string[]> {
  const own = await db
    .selectFrom('declaration')
    .select(['person_id', 'title'])
    .where('person_id', '=', personId)
    .where('state', '!=', 'withdrawn')
    .where('category', '=', row.category)
    .where('occurred_on', '=', row.occurred_on)
    .limit(100)
    .execute();
  return own.filter(({ title }) => plain(title) === plain(row.title)).map(({ person_id }) => person_id);
}

async function objectorsOf(db: Db, declarationId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('publicity_objection')
    .select('person_id')
    .where('declaration_id', '=', declarationId)
    .limit(1_000)
    .execute();
  return rows.map(({ person_id }) => person_id);
}
