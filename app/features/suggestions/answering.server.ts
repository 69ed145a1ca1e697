import { writeJournal } from '#app/features/journal/journal.server.ts';
import { type NewNotice, tell } from '#app/features/notices/notices.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { formatDate } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import type { SuggestionRow } from '#db/tables/suggestions.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { clockOf } from './clock.rules.ts';
import { takeStep } from './steps.server.ts';
import { type DeskCode, deskNames, type SuggestionState } from './suggestions.rules.ts';
import { mayAnswer } from './within.server.ts';

interface Deed {
  actor: Actor;
  suggestionId: string;
  now: Date;
}

export type AnswerOutcome = { ok: true } | { ok: false; reason: 'not-found' | 'done-already' | 'same-desk' };

/**
 * Takes a suggestion up: from now on this person is responsible, which the writer is told with the day of the answer. `not-found` also where it is out of
 * reach, their own, or about them; `done-already` where it is no longer waiting for that.
 */
export async function acceptSuggestion(db: Db, deed: Deed): Promise<AnswerOutcome> {
  return atDesk(db, deed, async (trx, row) => {
    const { actor, now } = deed;
    const change = { owner_person_id: actor.personId };
    const taken = await takeStep(trx, { ...stepOf(deed, row), kind: 'accepted', change });
    if (!taken) return { ok: false, reason: 'done-already' };
    const { answerBy } = clockOf({ state: 'accepted', clockFrom: row.clock_from }, now);
    const body = `由${actor.name}负责${answerBy ? `，${formatDate(answerBy)}前答复` : ''}。`;
    await tellWriter(trx, row, { title: '你写的意见已经受理', body, mentions: [actor], now });
    await note(trx, deed, 'suggestion.accepted');
    return { ok: true };
  });
}

/** Hands a suggestion on to the other desk, with the reason, which the writer is told; the days run on. */
export async function forwardSuggestion(
  db: Db,
  { desk, reason, ...deed }: Deed & { desk: DeskCode; reason: string },
): Promise<AnswerOutcome> {
  return atDesk(db, deed, async (trx, row) => {
    if (row.desk === desk) return { ok: false, reason: 'same-desk' };
    const change = { owner_person_id: null };
    const step = { ...stepOf(deed, row), kind: 'forwarded' as const, words: reason, desk, change };
    if (!(await takeStep(trx, step))) return { ok: false, reason: 'done-already' };
    const told = {
      title: '你写的意见转给了别的人办',
      body: `转给${deskNames[desk]}：${reason}`,
      now: deed.now,
    };
    await tellWriter(trx, row, told);
    await note(trx, deed, 'suggestion.forwarded', { desk });
    return { ok: true };
  });
}

/** Answers a suggestion that was taken up; of two answers at once one is written. */
export async function answerSuggestion(
  db: Db,
  { words, ...deed }: Deed & { words: string },
): Promise<AnswerOutcome> {
  return atDesk(db, deed, async (trx, row) => {
    const { now } = deed;
    const state = row.state as SuggestionState;
    const inTime = clockOf({ state, clockFrom: row.clock_from }, now).late?.what !== 'answer';
    const change = row.answered_in_time === null ? { answered_in_time: inTime ? 1 : 0 } : {};
    if (!(await takeStep(trx, { ...stepOf(deed, row), kind: 'answered', words, change })))
      return { ok: false, reason: 'done-already' };
    await tellWriter(trx, row, { title: '你写的意见有答复了', body: words, now });
    await note(trx, deed, 'suggestion.answered');
    return { ok: true };
  });
}

async function atDesk(
  db: Db,
  { actor, suggestionId, now }: Deed,
  work: (trx: Trx, row: SuggestionRow) => Promise<AnswerOutcome>,
): Promise<AnswerOutcome> {
  return inTransaction(db, async (trx) => {
    const row = await trx
      .selectFrom('suggestion')
      .selectAll()
      .where('id', '=', suggestionId)
      .where(mayAnswer(trx, actor, now))
      .executeTakeFirst();
    return row ? work(trx, row) : { ok: false, reason: 'not-found' };
  });
}

const stepOf = ({ actor, now }: Deed, row: SuggestionRow) => ({
  ...{ row, by: actor.personId, at: now.toISOString(), now },
});

async function note(
  trx: Trx,
  { actor, suggestionId, now }: Deed,
  action: string,
  detail: Record<string, unknown> = {},
): Promise<void> {
  await writeJournal(trx, {
    ...{ actor, action, detail, now },
    subjectType: 'suggestion',
    subjectId: suggestionId,
  });
}

/** Whoever wrote without a name is told nothing: nobody knows who it was. */
export async function tellWriter(
  trx: Trx,
  { id, person_id: personId }: Pick<SuggestionRow, 'id' | 'person_id'>,
  told: Pick<NewNotice, 'title' | 'body' | 'mentions' | 'now'>,
): Promise<void> {
  if (personId) await tell(trx, { personId, kind: 'suggestion', ...told, link: `/suggestions/${id}` });
}
