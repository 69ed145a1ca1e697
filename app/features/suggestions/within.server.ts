import { type ExpressionBuilder, sql } from 'kysely';
import { peopleReached, reachBy } from '#app/features/identity/reach.server.ts';
import { type Actor, holds } from '#app/lib/actor.ts';
import type { Role } from '#app/lib/vocabulary.ts';
import type { Database, Db } from '#db/database.ts';
import { LEAST_OF_NAME, plainAbout } from './suggestions.rules.ts';

/** Who answers suggestions: each desk by those who hold its role, and the administrator also what lies with 教务. */
export const answerers: readonly Role[] = ['registrar', 'academy-admin'];
const administrators: readonly Role[] = ['academy-admin'];

/**
 * For `where` of everything that the desk reads or does: what lies at a desk of theirs, of people within their reach (what has no name only for
 * whoever reaches everywhere), and neither theirs nor about them.
 */
export function mayAnswer(db: Db, actor: Actor, now: Date) {
  return ({ eb, and, or, not }: ExpressionBuilder<Database, 'suggestion'>) => {
    const atDesk = (desk: string, roles: readonly Role[]) => {
      const reach = reachBy(actor, roles, now);
      const here = eb('desk', '=', desk);
      if (!holds(actor, ...roles)) return eb.lit(false);
      return reach.scopes === 'everywhere'
        ? here
        : and([here, eb('suggestion.person_id', 'in', peopleReached(db, reach))]);
    };
    const notTheirs = or([
      eb('suggestion.person_id', 'is', null),
      eb('suggestion.person_id', '!=', actor.personId ?? ''),
    ]);
    const shown = and([
      or([atDesk('registrar', answerers), atDesk('academy-admin', administrators)]),
      notTheirs,
    ]);
    const names = sql<boolean>`${namesThem(actor.name)}`;
    return [...actor.name].length < LEAST_OF_NAME ? shown : and([shown, not(names)]);
  };
}

/** The same as `isAbout`, for the database. */
function namesThem(name: string) {
  return sql`(instr(suggestion.about, ${plainAbout(name)}) > 0
    or (suggestion.kind = 'complaint' and instr(suggestion.words, ${name}) > 0))`;
}
