import { writeJournal } from '#app/features/journal/journal.server.ts';
import { windowsOfTerm } from '#app/features/timetable/terms.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { sha256 } from './lottery.rules.ts';
import type { StepKind } from './steps.rules.ts';

/** What the registrar decides of a round before it is published. */
export interface RoundRules {
  name: string;
  mostChoices: number;
  mostPlaces: number;
  mostLots: number;
}

export interface NewRound extends RoundRules {
  actor: Actor;
  termId: string;
  /** 32 random bytes as 64 hexadecimal figures. Goes into its own table and nowhere else until the draw. */
  seed: string;
  now: Date;
}

export type RoundMade =
  | { ok: true; roundId: string }
  /** `window`: the term has no time for applications, or it is over. `exists`: the term has its round already. */
  | { ok: false; reason: 'window' | 'exists' };

/** Prepares a term's round of preselection. Nothing of it is public before `publishRound`. */
export async function makeRound(db: Db, round: NewRound): Promise<RoundMade> {
  const { actor, termId, seed, now } = round;
  const windows = await windowsOfTerm(db, termId);
  if (!windows.some(({ kind, closesAt }) => kind === 'preselect' && closesAt > now.toISOString()))
    return { ok: false, reason: 'window' };
  const id = newId();
  try {
    await inTransaction(db, async (trx) => {
      await trx
        .insertInto('selection_round')
        .values({
          id,
          term_id: termId,
          name: round.name,
          most_choices: round.mostChoices,
          most_places: round.mostPlaces,
          most_lots: round.mostLots,
          seed_hash: sha256(seed),
          created_at: now.toISOString(),
          created_by: actor.personId,
        })
        .execute();
      await trx.insertInto('round_seed').values({ round_id: id, seed }).execute();
      await journal(trx, { actor, action: 'round.made', roundId: id, detail: { termId }, now });
    });
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: 'exists' };
    throw error;
  }
  return { ok: true, roundId: id };
}

/** Makes everybody else who changes this round, applies in it or moves it on wait until the transaction ends. */
export async function lockRound(trx: Trx, roundId: string): Promise<void> {
  await trx
    .updateTable('selection_round')
    .set((eb) => ({ most_lots: eb.ref('most_lots') }))
    .where('id', '=', roundId)
    .execute();
}

/** The steps that a round has taken. Ask it under the round's lock when something depends on it. */
export async function stepsOf(trx: Db, roundId: string): Promise<Set<StepKind>> {
  const rows = await trx.selectFrom('round_step').select('kind').where('round_id', '=', roundId).execute();
  return new Set(rows.map(({ kind }) => kind as StepKind));
}

/** Writes down a step, in the transaction of its effect. `detail` says what it came to. */
export async function takeStep(
  trx: Trx,
  {
    roundId,
    kind,
    actor,
    detail,
    now,
  }: { roundId: string; kind: StepKind; actor: Actor; detail: object; now: Date },
): Promise<void> {
  await trx
    .insertInto('round_step')
    .values({
      round_id: roundId,
      kind,
      at: now.toISOString(),
      by_person_id: actor.personId,
      detail: JSON.stringify(detail),
    })
    .execute();
}

/** Changes a round's rules while it is prepared. False when it is published already. */
export async function changeRules(
  db: Db,
  { actor, roundId, rules, now }: { actor: Actor; roundId: string; rules: RoundRules; now: Date },
): Promise<boolean> {
  return whilePreparing(db, roundId, async (trx) => {
    await trx
      .updateTable('selection_round')
      .set({
        name: rules.name,
        most_choices: rules.mostChoices,
        most_places: rules.mostPlaces,
        most_lots: rules.mostLots,
      })
      .where('id', '=', roundId)
      .execute();
    await journal(trx, { actor, action: 'round.rules', roundId, detail: { ...rules }, now });
  });
}

/** Does something to a round that is not published yet; false when it is. */
export async function whilePreparing(
  db: Db,
  roundId: string,
  work: (trx: Trx) => Promise<void>,
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    await lockRound(trx, roundId);
    if ((await stepsOf(trx, roundId)).has('published')) return false;
    await work(trx);
    return true;
  });
}

/** Notes a deed of a round in the journal. */
export async function journal(
  trx: Trx,
  line: { actor: Actor; action: string; roundId: string; detail: Record<string, unknown>; now: Date },
): Promise<void> {
  const { roundId, ...deed } = line;
  await writeJournal(trx, { ...deed, subjectType: 'selection-round', subjectId: roundId });
}
