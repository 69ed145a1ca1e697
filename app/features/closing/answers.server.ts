import type { Db } from '#db/database.ts';
import type { FrozenAnswer } from './frozen.rules.ts';

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
