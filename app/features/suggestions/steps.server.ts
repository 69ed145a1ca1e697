import { dayOf } from '#app/lib/time.ts';
import type { Trx } from '#db/database.ts';
import type { SuggestionRow } from '#db/tables/suggestions.ts';
import { clockOf, dueOn } from './clock.rules.ts';
import { type DeskCode, type StepKind, type SuggestionState, stateAfter } from './suggestions.rules.ts';

interface Step {
  row: SuggestionRow;
  kind: StepKind;
  /** Of the staff; null of whoever wrote the suggestion, and of the worker. */
  by: string | null;
  words?: string;
  /** When; of a suggestion without a name its writer's steps say only the day. */
  at: string;
  /** What else changes with it. */
  change?: Partial<Pick<SuggestionRow, 'owner_person_id' | 'clock_from' | 'answered_in_time' | 'said_again'>>;
  desk?: DeskCode;
  now: Date;
}

/**
 * Takes one step of a suggestion: its row first, which only one of two who press together can move, then the step. False where the step cannot be
 * taken from the state in which it is, or somebody else was faster.
 */
export async function takeStep(trx: Trx, step: Step): Promise<boolean> {
  const { row, kind, by, words = '', at, change = {}, desk, now } = step;
  const before = { state: row.state as SuggestionState, saidAgain: row.said_again === 1 };
  const state = stateAfter(before, kind);
  if (!state) return false;
  const { numUpdatedRows } = await trx
    .updateTable('suggestion')
    .set({
      ...change,
      ...{ state, steps: row.steps + 1, due_on: nextDue(row, { state, kind, change, now }) },
      ...(desk ? { desk } : {}),
    })
    .where('id', '=', row.id)
    .where('steps', '=', row.steps)
    .executeTakeFirst();
  if (Number(numUpdatedRows) !== 1) return false;
  await trx
    .insertInto('suggestion_step')
    .values({
      ...{ suggestion_id: row.id, number: row.steps + 1, kind, at, words },
      ...{ by_person_id: by, desk: desk ?? '' },
    })
    .execute();
  return true;
}

/** Nobody is reminded twice of the same day: after a reminder the next one is of the day of the answer, if that is still to come. */
function nextDue(
  row: SuggestionRow,
  {
    state,
    kind,
    change,
    now,
  }: Pick<Step, 'kind' | 'now'> & { state: SuggestionState; change: Step['change'] },
): string | null {
  const clockFrom = change?.clock_from ?? row.clock_from;
  if (kind !== 'reminded') return dueOn(state, clockFrom, now);
  const { answerBy } = clockOf({ state, clockFrom }, now);
  return answerBy !== null && answerBy >= dayOf(now) ? answerBy : null;
}

/** A suggestion, or null. One statement. */
export async function suggestionRow(trx: Trx, id: string): Promise<SuggestionRow | null> {
  const row = await trx.selectFrom('suggestion').selectAll().where('id', '=', id).executeTakeFirst();
  return row ?? null;
}
