import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { type ShownSuggestion, shownSuggestion } from './reading.server.ts';
import type { DeskCode } from './suggestions.rules.ts';
import { mayAnswer } from './within.server.ts';

export interface DeskSuggestion extends ShownSuggestion {
  desk: DeskCode;
  /** Null of what was written without a name. */
  personName: string | null;
}

/** A suggestion for whoever may answer it; null where there is none, it is out of reach, theirs or about them. Two statements. */
export async function suggestionAtDesk(
  db: Db,
  { actor, suggestionId, now }: { actor: Actor; suggestionId: string; now: Date },
): Promise<DeskSuggestion | null> {
  const found = await db
    .selectFrom('suggestion')
    .leftJoin('person', 'person.id', 'suggestion.person_id')
    .selectAll('suggestion')
    .select('person.name as personName')
    .where('suggestion.id', '=', suggestionId)
    .where(mayAnswer(db, actor, now))
    .executeTakeFirst();
  if (!found) return null;
  const { personName, ...row } = found;
  return { ...(await shownSuggestion(db, row, now)), desk: row.desk as DeskCode, personName };
}
