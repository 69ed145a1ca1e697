import { randomInt } from 'node:crypto';
import type { School } from '#app/lib/vocabulary.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { whereSeatGoesOn } from './going-on.server.ts';
import { lockLease } from './lease-lock.server.ts';
import { askedBetween } from './viewing-policy.schema.ts';
import { type Seat, type ViewingState, viewingState } from './viewing-state.server.ts';

type Asking = Pick<ViewingState, 'askAtMs' | 'coveredMs' | 'completedAt'>;

/** Whether somebody is asked at all, until enough is watched. */
function isAsked({ askAtMs, completedAt }: Pick<Asking, 'askAtMs' | 'completedAt'>): boolean {
  return askAtMs > 0 && completedAt === null;
}

/** Whether a question waits for its answer now. */
export function isAsking(state: Asking): boolean {
  return isAsked(state) && state.coveredMs >= state.askAtMs;
}

/** Up to where somebody may watch before the first question, in milliseconds covered; 0 where nobody is asked. */
export async function firstQuestionOf(trx: Trx, enrolmentId: string): Promise<number> {
  return nextQuestion(await schoolOf(trx, enrolmentId), 0);
}

export type Answered = { answered: true } | { answered: false; reason: 'lease-lost' | 'not-asked' };

/**
 * Takes the answer to the question that is open: what is watched from now on counts again, until the next one. Null when they may
 * not watch it. Source: domain.md §3, rule 4: no countdown, playing simply waits.
 */
export function answerQuestion(
  db: Db,
  answer: Seat & { lease: string; now: Date },
): Promise<Answered | null> {
  return whereSeatGoesOn(db, answer, (enrolmentId) => takeAnswer(db, { ...answer, enrolmentId }));
}

function takeAnswer(
  db: Db,
  { lease, now, ...seat }: Seat & { lease: string; now: Date },
): Promise<Answered | null> {
  return inTransaction(db, async (trx) => {
    await lockLease(trx, seat.personId);
    const state = await viewingState(trx, seat);
    if (!state) return null;
    const { held } = state;
    if (
      held?.lease !== lease ||
      held.enrolmentId !== seat.enrolmentId ||
      held.recordingId !== seat.recordingId
    )
      return { answered: false, reason: 'lease-lost' };
    if (!isAsking(state)) return { answered: false, reason: 'not-asked' };
    await writeAnswer(trx, { seat, coveredMs: state.coveredMs, now });
    return { answered: true };
  });
}

async function writeAnswer(
  trx: Trx,
  { seat: { enrolmentId, recordingId }, coveredMs, now }: { seat: Seat; coveredMs: number; now: Date },
): Promise<void> {
  const { last } = await trx
    .selectFrom('viewing_answer')
    .select((eb) => eb.fn.max('number').as('last'))
    .where('enrolment_id', '=', enrolmentId)
    .where('recording_id', '=', recordingId)
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('viewing_answer')
    .values({
      enrolment_id: enrolmentId,
      recording_id: recordingId,
      number: Number(last ?? 0) + 1,
      covered_ms: coveredMs,
      answered_at: now.toISOString(),
    })
    .execute();
  await trx
    .updateTable('viewing')
    .set({ ask_at_ms: nextQuestion(await schoolOf(trx, enrolmentId), coveredMs) })
    .where('enrolment_id', '=', enrolmentId)
    .where('recording_id', '=', recordingId)
    .execute();
}

/** By chance, so that nobody knows beforehand when it comes. */
function nextQuestion(school: School, coveredMs: number): number {
  const between = askedBetween(school);
  return between ? coveredMs + randomInt(between[0], between[1]) : 0;
}

async function schoolOf(trx: Trx, enrolmentId: string): Promise<School> {
  const { school } = await trx
    .selectFrom('enrolment')
    .innerJoin('section', 'section.id', 'enrolment.section_id')
    .select('section.school')
    .where('enrolment.id', '=', enrolmentId)
    .executeTakeFirstOrThrow();
  return school as School;
}
