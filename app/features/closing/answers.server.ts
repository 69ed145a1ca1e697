import type { Db } from '#db/database.ts';
import type { FrozenAnswer } from './frozen.rules.ts';
import { knownClosing } from './known-closings.server.ts';

/** What some people said last of their drafts, with the answer where there is one, by person. One statement. */
export async function lastAnswers(
  db: Db,
  { closingId, personIds }: { closingId: string; personIds: readonly string[] },
): Promise<Map<string, FrozenAnswer>> {
  if (personIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('statement_answer as answer')
    .leftJoin('statement_reply as reply', 'reply.answer_id', 'answer.id')
    .select(['answer.person_id', 'kind', 'answer.at', 'seen_hash', 'answer.words'])
    .select(['reply.words as replyWords', 'reply.at as replyAt'])
    .where('closing_id', '=', closingId)
    .where('answer.person_id', 'in', [...personIds])
    .orderBy('answer.person_id')
    .orderBy('answer.number')
    .execute();
  return new Map(
    rows.map(({ person_id, kind, at, seen_hash, words, replyWords, replyAt }) => [
      person_id,
      {
        kind: kind === 'objected' ? 'objected' : 'confirmed',
        at,
        seen: seen_hash,
        words,
        reply: replyWords !== null && replyAt !== null ? { words: replyWords, at: replyAt } : null,
      },
    ]),
  );
}

/** What somebody objected to in the drafts of a year, with the answer where there is one; instants. */
export interface OwnObjection {
  words: string;
  at: string;
  reply: { words: string; at: string } | null;
}

const MOST_OBJECTIONS = 20;

/** The last objections of somebody to the drafts of a year, oldest first, also those after which they agreed. At most one statement. */
export async function ownObjections(
  db: Db,
  { personId, year }: { personId: string; year: number },
): Promise<OwnObjection[]> {
  const closing = await knownClosing(db, year);
  if (!closing) return [];
  const rows = await db
    .selectFrom('statement_answer as answer')
    .leftJoin('statement_reply as reply', 'reply.answer_id', 'answer.id')
    .select(['answer.words', 'answer.at', 'reply.words as replyWords', 'reply.at as replyAt'])
    .where('closing_id', '=', closing.id)
    .where('answer.person_id', '=', personId)
    .where('kind', '=', 'objected')
    .orderBy('answer.number', 'desc')
    .limit(MOST_OBJECTIONS)
    .execute();
  return rows.reverse().map(({ words, at, replyWords, replyAt }) => ({
    words: words ?? '',
    at,
    reply: replyWords !== null && replyAt !== null ? { words: replyWords, at: replyAt } : null,
  }));
}
