import { sql } from 'kysely';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import type { DeclarationRow } from '#db/tables/declarations.ts';
import { type Conflict, conflictOf } from './conflict.rules.ts';
import { plain } from './matter.rules.ts';
import { appealVerdicts } from './states.rules.ts';

type Declared = Pick<
  DeclarationRow,
  'id' | 'person_id' | 'companions' | 'category' | 'activity' | 'title' | 'occurred_on'
>;

/**
 * Why this actor may not decide about a declaration, or null: it is theirs, they are named in it or have declared the same thing (whatever
 * their part in it), they have objected to it, or they have heard an appeal about it. `until`: by what had happened before that instant. At
 * most two statements; one where the caller has read who objected.
 */
export async function conflictWith(
  db: Db,
  actor: Pick<Actor, 'personId' | 'name'>,
  row: Declared,
  knownObjectors?: readonly string[],
  until?: string,
): Promise<Conflict | null> {
  const { personId } = actor;
  if (personId === null || personId === row.person_id) return 'own';
  const [parts, objectors] = await Promise.all([
    ownParts(db, personId, { row, until }),
    knownObjectors ?? objectorsOf(db, row.id),
  ]);
  const { person_id: declarantId, companions } = row;
  const idsOf = (isPart: boolean) => (isPart ? [personId] : []);
  return conflictOf(actor, {
    ...{ declarantId, companions, objectors },
    sameMatter: idsOf(parts.some(({ kind, title }) => kind === 'same' && plain(title) === plain(row.title))),
    hearers: idsOf(parts.some(({ kind }) => kind === 'heard')),
  });
}

/** What this person has declared of that category and day, and whether they have heard an appeal about this one. */
async function ownParts(
  db: Db,
  personId: string,
  { row, until }: { row: Declared; until: string | undefined },
): Promise<{ kind: string; title: string }[]> {
  const declared = db
    .selectFrom('declaration')
    .select([sql<string>`'same'`.as('kind'), 'title'])
    .where('person_id', '=', personId)
    .where('state', '!=', 'withdrawn')
    .where('category', '=', row.category)
    .where('occurred_on', '=', row.occurred_on)
    .$if(until !== undefined, (query) => query.where('sent_at', '<', until ?? ''))
    .limit(100);
  return db
    .selectFrom(declared.as('declared'))
    .selectAll()
    .unionAll(
      db
        .selectFrom('declaration_step')
        .select([sql<string>`'heard'`.as('kind'), sql<string>`''`.as('title')])
        .where('declaration_id', '=', row.id)
        .where('by_person_id', '=', personId)
        .where('kind', 'in', [...appealVerdicts])
        .$if(until !== undefined, (query) => query.where('at', '<', until ?? '')),
    )
    .execute();
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
