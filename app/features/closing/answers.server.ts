import type { Db } from '#db/database.ts';
import type { FrozenAnswer } from './frozen.rules.ts';

/** What some people said last of their drafts, with the answer where there is one, by person. One statement. */
export async function lastAnswers(
  db: Db,
  { closingId, personIds }: { closingId: string; personIds: readonly string[] },
): Promise<Map<string, FrozenAnswer>> {
  if (personIds.length === 0) return new Map();
  const rows = await answerRows(db, { closingId, personIds });
  return new Map(rows.map((row) => [row.person_id, asAnswer(row)]));
}

async function answerRows(
  db: Db,
  { closingId, personIds }: { closingId: string; personIds: readonly string[] },
) {
  return db
    .selectFrom('statement_answer as answer')
    .leftJoin('statement_reply as reply', 'reply.answer_id', 'answer.id')
    .select(['answer.person_id', 'kind', 'answer.at', 'seen_hash', 'answer.words'])
    .select(['reply.words as replyWords', 'reply.at as replyAt'])
    .where('closing_id', '=', closingId)
    .where('answer.person_id', 'in', [...personIds])
    .orderBy('answer.person_id')
    .orderBy('answer.number')
    .execute();
}

type AnswerRow = Awaited<ReturnType<typeof answerRows>>[number];

function asAnswer({ kind, at, seen_hash, words, replyWords, replyAt }: AnswerRow): FrozenAnswer {
  return {
    kind: kind === 'objected' ? 'objected' : 'confirmed',
    at,
    seen: seen_hash,
    words,
    reply: replyWords !== null && replyAt !== null ? { words: replyWords, at: replyAt } : null,
  };
}

/** What somebody objected to in the drafts of a year, with the answer where there is one; instants. */
export interface OwnObjection {
  words: string;
  at: string;
  reply: { words: string; at: string } | null;
}

const MOST_OBJECTIONS = 20;

/**
 * What somebody said of the drafts of a year: the last of it, and their last objections, oldest first, also those after which they agreed. One
 * statement.
 */
export async function answersOf(
  db: Db,
  { closingId, personId }: { closingId: string; personId: string },
): Promise<{ last: FrozenAnswer | null; objections: OwnObjection[] }> {
  const said = (await answerRows(db, { closingId, personIds: [personId] })).map(asAnswer);
  const objections = said
    .filter(({ kind }) => kind === 'objected')
    .slice(-MOST_OBJECTIONS)
    .map(({ words, at, reply }) => ({ words: words ?? '', at, reply }));
  return { last: said.at(-1) ?? null, objections };
}
