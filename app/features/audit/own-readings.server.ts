import { sql } from 'kysely';
import { dayOf } from '#app/lib/time.ts';
import { type Role, roleNames } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { type ReadingWords, readingActions, readingWords } from './readings.rules.ts';
import type { Place } from './search.server.ts';

/** One time that somebody of the staff opened a person's record: who, by the roles that they held on that day, never by name. */
export interface OwnReading extends ReadingWords {
  id: string;
  at: string;
  roles: string;
}

/**
 * Who read a person's record, newest first, those before `before`. What they did themselves is not in it, nor what lies in files by now. Two statements, along
 * the index of whom a line concerns.
 */
export async function ownReadings(
  db: Db,
  { personId, before, limit }: { personId: string; before: Place | null; limit: number },
): Promise<OwnReading[]> {
  let query = db
    .selectFrom('journal_entry')
    .select(['id', 'at', 'action', 'actor_id'])
    .where('concerns_id', '=', personId)
    .where('actor_id', '<>', personId)
    // Hidden from the planner, which would otherwise gather what others read of everybody.
    .where(sql<string>`coalesce(action, '')`, 'in', readingActions)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);
  if (before)
    query = query
      .where('at', '<=', before.at)
      .where(({ or, eb }) => or([eb('at', '<', before.at), eb('id', '<', before.id)]));
  const lines = await query.execute();
  const rolesOn = await rolesOf(
    db,
    lines.map(({ actor_id }) => actor_id ?? ''),
  );
  return lines.flatMap(({ id, at, action, actor_id }) => {
    const words = readingWords[action];
    return words ? [{ id, at, ...words, roles: rolesOn(actor_id ?? '', dayOf(at)) }] : [];
  });
}

async function rolesOf(db: Db, personIds: readonly string[]) {
  const grants = await db
    .selectFrom('role_grant')
    .select(['person_id', 'role', 'valid_from', 'valid_to'])
    .where('person_id', 'in', ['nobody', ...new Set(personIds)])
    .execute();
  return (personId: string, day: string): string => {
    const held = grants.filter(
      (grant) => grant.person_id === personId && grant.valid_from <= day && (grant.valid_to ?? '9999') >= day,
    );
    const names = held.map(({ role }) => roleNames[role as Role] ?? role);
    return [...new Set(names)].join('、') || '工作人员';
  };
}
