import { acceptSuggestion, answerSuggestion } from '#app/features/suggestions/answering.server.ts';
import type { SuggestionKind } from '#app/features/suggestions/suggestions.rules.ts';
import { WrittenLately } from '#app/features/suggestions/too-many.ts';
import { type Writing, writeSuggestion } from '#app/features/suggestions/writing.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newRandomId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { type Learner, now } from '#tests/support/world.ts';

export const words = '晚上的课能不能早半个小时？回家天太黑。';

/** A form as it comes from the page; without a name unless it says so. */
export const aForm = (wish: Partial<Writing> = {}): Writing => ({
  ...{ actor: null, named: false, kind: 'suggestion' as SuggestionKind, about: '', words, now },
  ...{ token: newRandomId(), address: '192.0.2.1', lately: new WrittenLately() },
  ...wish,
});

/** Writes with a name; the id. */
export async function writtenBy(db: Db, who: Learner, wish: Partial<Writing> = {}): Promise<string> {
  const written = await writeSuggestion(db, aForm({ actor: who.actor, named: true, ...wish }));
  if (!written.ok || written.suggestionId === null) throw new Error(JSON.stringify(written));
  return written.suggestionId;
}

/** Writes without a name; the code and, as only a test may know it, the id. */
export async function writtenByNobody(
  db: Db,
  wish: Partial<Writing> = {},
): Promise<{ code: string; id: string }> {
  const before = await db.selectFrom('suggestion').select('id').execute();
  const written = await writeSuggestion(db, aForm(wish));
  if (!written.ok || written.code === null) throw new Error(JSON.stringify(written));
  const known = new Set(before.map(({ id }) => id));
  const rows = await db.selectFrom('suggestion').select('id').execute();
  return { code: written.code, id: rows.find(({ id }) => !known.has(id))?.id ?? '' };
}

/** Taken up and answered. */
export async function answered(
  db: Db,
  actor: Actor,
  { suggestionId, at = now }: { suggestionId: string; at?: Date },
): Promise<void> {
  const accepted = await acceptSuggestion(db, { actor, suggestionId, now: at });
  const told = await answerSuggestion(db, { actor, suggestionId, words: '下学期改到六点半。', now: at });
  if (!accepted.ok || !told.ok) throw new Error(JSON.stringify([accepted, told]));
}

export async function rowOf(db: Db, id: string) {
  return db.selectFrom('suggestion').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

export async function kindsOf(db: Db, id: string): Promise<string[]> {
  const rows = await db
    .selectFrom('suggestion_step')
    .select('kind')
    .where('suggestion_id', '=', id)
    .orderBy('number')
    .execute();
  return rows.map(({ kind }) => kind);
}
