import { sql } from 'kysely';
import { peopleReached, type Reach } from '#app/features/identity/reach.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { replyNotice } from './told-words.ts';

/** What somebody objects to in their draft, with the answer to it. */
export interface Objection {
  id: string;
  personId: string;
  personName: string;
  words: string;
  at: string;
  reply: { words: string; at: string; byName: string } | null;
}

const PAGE_SIZE = 50;
const everybody: Reach = { scopes: 'everywhere', onDay: '' };

/** How many objections wait for an answer. One statement. */
export async function openObjections(db: Db, closingId: string): Promise<number> {
  const { waiting } = await db
    .selectFrom('statement_answer as answer')
    .leftJoin('statement_reply as reply', 'reply.answer_id', 'answer.id')
    .select(({ fn }) => fn.countAll<number>().as('waiting'))
    .where('closing_id', '=', closingId)
    .where('kind', '=', 'objected')
    .where('reply.answer_id', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(waiting);
}

/**
 * A page of the objections of a year, of people within reach where one is given: all that waits for an answer, then what was answered, each in the
 * order in which it came. So what keeps the year from being locked stands first, however many there are. One statement.
 */
export async function objectionsOf(
  db: Db,
  { closingId, page, reach = everybody }: { closingId: string; page: number; reach?: Reach },
): Promise<{ objections: Objection[]; hasMore: boolean }> {
  const shown = db
    .selectFrom('statement_answer')
    .leftJoin('statement_reply', 'statement_reply.answer_id', 'statement_answer.id')
    .select(['statement_answer.id', sql<number>`statement_reply.answer_id is not null`.as('isAnswered')])
    .where('closing_id', '=', closingId)
    .where('kind', '=', 'objected')
    .$if(reach.scopes !== 'everywhere', (query) =>
      query.where('statement_answer.person_id', 'in', peopleReached(db, reach)),
    )
    .orderBy('isAnswered')
    .orderBy('statement_answer.at')
    .orderBy('statement_answer.id')
    .limit(PAGE_SIZE + 1)
    .offset((page - 1) * PAGE_SIZE);
  const rows = await db
    .selectFrom(shown.as('shown'))
    .innerJoin('statement_answer as answer', 'answer.id', 'shown.id')
    .innerJoin('person', 'person.id', 'answer.person_id')
    .leftJoin('statement_reply as reply', 'reply.answer_id', 'answer.id')
    .leftJoin('person as replier', 'replier.id', 'reply.by_person_id')
    .select(['answer.id', 'answer.person_id as personId', 'person.name as personName'])
    .select(['answer.words', 'answer.at'])
    .select(['reply.words as replyWords', 'reply.at as replyAt', 'replier.name as replierName'])
    .orderBy('shown.isAnswered')
    .orderBy('answer.at')
    .orderBy('answer.id')
    .execute();
  const objections = rows.slice(0, PAGE_SIZE).map(asObjection);
  return { objections, hasMore: rows.length > PAGE_SIZE };
}

function asObjection({
  replyWords,
  replyAt,
  replierName,
  words,
  ...row
}: Pick<Objection, 'id' | 'personId' | 'personName' | 'at'> & {
  words: string | null;
  replyWords: string | null;
  replyAt: string | null;
  replierName: string | null;
}): Objection {
  const reply =
    replyWords !== null && replyAt !== null
      ? { words: replyWords, at: replyAt, byName: replierName ?? '' }
      : null;
  return { ...row, words: words ?? '', reply };
}

/**
 * Answers an objection; the person is told. Once, and never one's own: what is to change in the ledger changes there, by a reversal or a posting, and the
 * draft shows it at once.
 */
export async function answerObjection(
  db: Db,
  {
    actor,
    year,
    answerId,
    words,
    now,
  }: { actor: Actor; year: number; answerId: string; words: string; now: Date },
): Promise<{ ok: true } | { ok: false; reason: 'nobody' | 'not-found' | 'own' | 'already' }> {
  const byPersonId = actor.personId;
  if (!byPersonId) return { ok: false, reason: 'nobody' };
  try {
    return await inTransaction(db, async (trx) => {
      const objection = await trx
        .selectFrom('statement_answer')
        .innerJoin('year_closing', 'year_closing.id', 'statement_answer.closing_id')
        .select(['person_id', 'confirm_until'])
        .where('statement_answer.id', '=', answerId)
        .where('year', '=', year)
        .where('kind', '=', 'objected')
        .executeTakeFirst();
      if (!objection) return { ok: false, reason: 'not-found' };
      if (objection.person_id === byPersonId) return { ok: false, reason: 'own' };
      const at = now.toISOString();
      await trx
        .insertInto('statement_reply')
        .values({ answer_id: answerId, words, at, by_person_id: byPersonId })
        .execute();
      await writeJournal(trx, {
        ...{ actor, now },
        action: 'statement.objection-answered',
        subjectType: 'person',
        subjectId: objection.person_id,
        detail: { year, answerId },
      });
      const isOpen = at < objection.confirm_until;
      await tell(trx, replyNotice({ personId: objection.person_id, year, isOpen, now }));
      return { ok: true };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: 'already' };
    throw error;
  }
}
