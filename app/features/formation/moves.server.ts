import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import type { FormationMoveRow } from '#db/tables/formation.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { tellPlaces } from './confirming.server.ts';
import type { PlaceOf } from './formation.rules.ts';
import type { Formation, PersonToForm } from './formation-shape.ts';
import { peopleToForm } from './people-to-form.server.ts';
import { lockedFormation } from './proposing.server.ts';

export interface Moving {
  actor: Actor;
  sectionId: string;
  /** Those who are not in the section, or sit there already, are passed over. */
  enrolmentIds: readonly string[];
  to: PlaceOf;
  /** In the registrar's words; the person reads it. May be empty. */
  why: string;
  now: Date;
}

export type MoveOutcome =
  | { ok: true; batchId: string; moved: number }
  | { ok: false; reason: 'none' | 'no-such-place' | 'nobody' };

/**
 * Puts people into a group by hand; whatever is proposed afterwards leaves them there. The group may be one more than the cohort
 * has. In a confirmed formation they are told. `batchId` undoes it.
 */
export async function moveByHand(db: Db, moving: Moving): Promise<MoveOutcome> {
  const { sectionId, enrolmentIds, to, now } = moving;
  return inTransaction(db, async (trx) => {
    const formation = await lockedFormation(trx, sectionId);
    if (!formation) return { ok: false, reason: 'none' };
    const people = await peopleToForm(trx, { sectionId, formationId: formation.id, onDay: dayOf(now) });
    if (!isPlace(to, formation, people)) return { ok: false, reason: 'no-such-place' };
    const moved = people.filter(
      ({ enrolmentId, place }) =>
        enrolmentIds.includes(enrolmentId) &&
        place !== null &&
        !(place.cohort === to.cohort && place.group === to.group && place.byHand),
    );
    if (moved.length === 0) return { ok: false, reason: 'nobody' };
    const batchId = await writeMoves(trx, formation, { ...moving, moved });
    return { ok: true, batchId, moved: moved.length };
  });
}

function isPlace({ cohort, group }: PlaceOf, formation: Formation, people: readonly PersonToForm[]): boolean {
  if (!formation.cohorts.some(({ number }) => number === cohort)) return false;
  const groups = people.flatMap(({ place }) => (place?.cohort === cohort ? [place.group] : []));
  return group >= 1 && group <= Math.max(0, ...groups) + 1;
}

async function writeMoves(
  trx: Trx,
  formation: Formation,
  { actor, sectionId, moved, to, why, now }: Moving & { moved: readonly PersonToForm[] },
): Promise<string> {
  const batchId = newId();
  const reason = why === '' ? '教务安排在这里。' : `教务安排在这里：${why.replace(/。$/, '')}。`;
  await trx
    .insertInto('formation_move')
    .values(
      moved.map(({ enrolmentId, place }) => ({
        id: newId(),
        batch_id: batchId,
        formation_id: formation.id,
        enrolment_id: enrolmentId,
        from_class: place?.cohort ?? 0,
        from_group: place?.group ?? 0,
        from_reason: place?.reason ?? '',
        from_by_hand: place?.byHand ? 1 : 0,
        to_class: to.cohort,
        to_group: to.group,
        at: now.toISOString(),
        by_person_id: actor.personId,
      })),
    )
    .execute();
  await trx
    .updateTable('formation_place')
    .set({ class_number: to.cohort, group_number: to.group, reason, by_hand: 1 })
    .where('formation_id', '=', formation.id)
    .where(
      'enrolment_id',
      'in',
      moved.map(({ enrolmentId }) => enrolmentId),
    )
    .execute();
  const placed = moved.map((person) => ({ person, ...to, reason }));
  if (formation.confirmedAt) await tellPlaces(trx, { formation, placed, sectionId, now });
  await writeJournal(trx, {
    actor,
    action: 'formation.moved',
    subjectType: 'formation',
    subjectId: formation.id,
    // Why stands with the places: here it would outlast the accounts of those whom it is about.
    detail: { sectionId, people: moved.map(({ personId }) => personId), to },
    now,
  });
  return batchId;
}

export interface Undoing {
  actor: Actor;
  sectionId: string;
  /** One press of moving, or all moves of one person. */
  which: { batchId: string } | { enrolmentId: string };
  now: Date;
}

/**
 * Takes hand moves back: everybody concerned goes to where they came from, unless they have been moved on since or that cohort is
 * gone. Answers how many went back.
 */
export async function undoMoves(
  db: Db,
  { actor, sectionId, which, now }: Undoing,
): Promise<{ undone: number }> {
  return inTransaction(db, async (trx) => {
    const formation = await lockedFormation(trx, sectionId);
    if (!formation) return { undone: 0 };
    const moves = await movesOf(trx, formation.id, which);
    const people = await peopleToForm(trx, { sectionId, formationId: formation.id, onDay: dayOf(now) });
    const back = new Set<PersonToForm>();
    for (const move of moves) {
      const person = people.find(({ enrolmentId }) => enrolmentId === move.enrolment_id);
      if (!person || !mayGoBack(move, formation, person)) continue;
      await goBack(trx, move);
      person.place = {
        cohort: move.from_class,
        group: move.from_group,
        reason: move.from_reason,
        byHand: move.from_by_hand === 1,
      };
      back.add(person);
    }
    if (back.size > 0) await writeUndone(trx, formation, { actor, sectionId, people: [...back], now });
    return { undone: back.size };
  });
}

interface Undone {
  actor: Actor;
  sectionId: string;
  people: readonly PersonToForm[];
  now: Date;
}

async function writeUndone(
  trx: Trx,
  formation: Formation,
  { actor, sectionId, people, now }: Undone,
): Promise<void> {
  const placed = people.flatMap(({ place, ...person }) => (place ? [{ person, ...place }] : []));
  if (formation.confirmedAt) await tellPlaces(trx, { formation, placed, sectionId, now });
  await writeJournal(trx, {
    actor,
    action: 'formation.move-undone',
    subjectType: 'formation',
    subjectId: formation.id,
    detail: { sectionId, people: people.map(({ personId }) => personId) },
    now,
  });
}

/** The newest first, so that somebody who was moved twice goes back step by step. */
function movesOf(trx: Trx, formationId: string, which: Undoing['which']): Promise<FormationMoveRow[]> {
  const moves = trx
    .selectFrom('formation_move')
    .selectAll()
    .where('formation_id', '=', formationId)
    .orderBy('id', 'desc')
    .limit(1000);
  return 'batchId' in which
    ? moves.where('batch_id', '=', which.batchId).execute()
    : moves.where('enrolment_id', '=', which.enrolmentId).execute();
}

function mayGoBack(move: FormationMoveRow, formation: Formation, { place }: PersonToForm): boolean {
  return (
    place?.cohort === move.to_class &&
    place.group === move.to_group &&
    formation.cohorts.some(({ number }) => number === move.from_class)
  );
}

async function goBack(trx: Trx, move: FormationMoveRow): Promise<void> {
  await trx
    .updateTable('formation_place')
    .set({
      class_number: move.from_class,
      group_number: move.from_group,
      reason: move.from_reason,
      by_hand: move.from_by_hand,
    })
    .where('formation_id', '=', move.formation_id)
    .where('enrolment_id', '=', move.enrolment_id)
    .execute();
  await trx.deleteFrom('formation_move').where('id', '=', move.id).execute();
}
