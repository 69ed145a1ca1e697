import type { Actor } from '#app/lib/actor.ts';
import { isId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import type { SuggestionRow } from '#db/tables/suggestions.ts';
import { type Clock, clockOf, nextWords } from './clock.rules.ts';
import { codeHash, readCode } from './codes.ts';
import {
  type DeskCode,
  deskNames,
  type StepKind,
  type SuggestionKind,
  type SuggestionState,
} from './suggestions.rules.ts';

export interface ShownStep {
  kind: StepKind;
  at: string;
  words: string;
  /** The staff's name; null of the writer and of the worker. */
  byName: string | null;
  desk: DeskCode | null;
}

export interface ShownSuggestion {
  id: string;
  kind: SuggestionKind;
  about: string;
  words: string;
  state: SuggestionState;
  named: boolean;
  receivedAt: string;
  saidAgain: boolean;
  clock: Clock;
  next: string;
  steps: ShownStep[];
}

/** What somebody may follow: by its id what they wrote with their name, by its code what was written without one. One statement. */
export async function suggestionOf(
  db: Db,
  { actor, key }: { actor: Actor | null; key: string },
): Promise<SuggestionRow | null> {
  const code = readCode(key);
  const found = db.selectFrom('suggestion').selectAll();
  const row = isId(key)
    ? await found
        .where('id', '=', key)
        .where('person_id', '=', actor?.personId ?? '')
        .executeTakeFirst()
    : code &&
      (await found.where('code_hash', '=', codeHash(code)).where('person_id', 'is', null).executeTakeFirst());
  return row || null;
}

/** The same with every step and what comes next. Two statements. */
export async function followedSuggestion(
  db: Db,
  { actor, key, now }: { actor: Actor | null; key: string; now: Date },
): Promise<ShownSuggestion | null> {
  const row = await suggestionOf(db, { actor, key });
  return row && shownSuggestion(db, row, now);
}

/** A suggestion with its steps, oldest first. One statement. */
export async function shownSuggestion(db: Db, row: SuggestionRow, now: Date): Promise<ShownSuggestion> {
  const steps = await stepsOf(db, row.id);
  const state = row.state as SuggestionState;
  const clock = clockOf({ state, clockFrom: row.clock_from }, now);
  const accepted = steps.findLast(({ kind }) => kind === 'accepted' || kind === 'forwarded');
  const owner = accepted?.kind === 'accepted' ? (accepted.byName ?? '') : null;
  return {
    ...{
      id: row.id,
      kind: row.kind as SuggestionKind,
      about: row.about,
      words: row.words,
      state,
      clock,
      steps,
    },
    ...{ named: row.person_id !== null, receivedAt: row.received_at, saidAgain: row.said_again === 1 },
    next: nextWords({
      ...{ state, clock },
      reminded: isReminded(steps, clock),
      owner: owner === null ? null : `${deskNames[row.desk as DeskCode]}${owner}`,
      closesAfter: row.due_on,
    }),
  };
}

/** Whether somebody was reminded after the day that has passed. */
function isReminded(steps: readonly ShownStep[], { late, acceptBy, answerBy }: Clock): boolean {
  const passed = late?.what === 'accept' ? acceptBy : answerBy;
  return steps.some(({ kind, at }) => kind === 'reminded' && passed !== null && at > passed);
}

const MOST_STEPS = 100;

async function stepsOf(db: Db, suggestionId: string): Promise<ShownStep[]> {
  const rows = await db
    .selectFrom('suggestion_step as step')
    .leftJoin('person', 'person.id', 'step.by_person_id')
    .select(['step.kind', 'step.at', 'step.words', 'person.name', 'step.desk'])
    .where('suggestion_id', '=', suggestionId)
    .orderBy('number')
    .limit(MOST_STEPS)
    .execute();
  return rows.map(({ kind, at, words, name, desk }) => ({
    ...{ kind: kind as StepKind, at, words, byName: name, desk: (desk || null) as DeskCode | null },
  }));
}

export interface OwnSuggestion {
  id: string;
  kind: SuggestionKind;
  words: string;
  state: SuggestionState;
  receivedAt: string;
}

const OWN_PAGE = 10;

/** A page of what somebody wrote with their name, the newest first, and whether there is more. One statement. */
export async function ownSuggestions(
  db: Db,
  { personId, page }: { personId: string; page: number },
): Promise<{ own: OwnSuggestion[]; more: boolean }> {
  const rows = await db
    .selectFrom('suggestion')
    .select(['id', 'kind', 'words', 'state', 'received_at'])
    .where('person_id', '=', personId)
    .orderBy('received_at', 'desc')
    .limit(OWN_PAGE + 1)
    .offset((page - 1) * OWN_PAGE)
    .execute();
  const own = rows.slice(0, OWN_PAGE).map(({ received_at: receivedAt, kind, state, ...row }) => ({
    ...{ ...row, receivedAt, kind: kind as SuggestionKind, state: state as SuggestionState },
  }));
  return { own, more: rows.length > OWN_PAGE };
}
