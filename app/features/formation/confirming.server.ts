import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import { sectionTitle } from '#app/features/selection/reading.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import type { Formation } from './formation-shape.ts';
import { groupName } from './formation-words.ts';
import { formPlaces } from './forming.server.ts';
import { MOST_FORMED, peopleToForm } from './people-to-form.server.ts';
import { lockedFormation } from './proposing.server.ts';

interface Deed {
  actor: Actor;
  sectionId: string;
  now: Date;
}

export type ConfirmOutcome =
  | { ok: true; told: number }
  | { ok: false; reason: 'none' | 'confirmed' }
  /** So many are enrolled but have no place yet. */
  | { ok: false; reason: 'unplaced'; people: number };

/** Confirms a formation: everybody in it is told where they sit and why. */
export async function confirmFormation(db: Db, { actor, sectionId, now }: Deed): Promise<ConfirmOutcome> {
  return inTransaction(db, async (trx) => {
    const formation = await lockedFormation(trx, sectionId);
    if (!formation) return { ok: false, reason: 'none' };
    if (formation.confirmedAt) return { ok: false, reason: 'confirmed' };
    const people = await peopleToForm(trx, { sectionId, formationId: formation.id, onDay: dayOf(now) });
    const unplaced = people.filter(({ place }) => place === null).length;
    if (unplaced > 0) return { ok: false, reason: 'unplaced', people: unplaced };
    await trx
      .insertInto('formation_confirmation')
      .values({ formation_id: formation.id, at: now.toISOString(), by_person_id: actor.personId })
      .execute();
    const placed = people.flatMap(({ place, ...person }) => (place ? [{ person, ...place }] : []));
    await tellPlaces(trx, { formation, placed, sectionId, now });
    await writeJournal(trx, {
      actor,
      action: 'formation.confirmed',
      subjectType: 'formation',
      subjectId: formation.id,
      detail: { sectionId, people: people.length },
      now,
    });
    return { ok: true, told: people.length };
  });
}

/**
 * Places whoever has come since, and moves nobody else. In a confirmed formation those who were placed are told. Answers how many;
 * 0 also where there is no formation.
 */
export async function placeLate(db: Db, { actor, sectionId, now }: Deed): Promise<{ placed: number }> {
  return inTransaction(db, async (trx) => {
    const formation = await lockedFormation(trx, sectionId);
    if (!formation) return { placed: 0 };
    const everybody = await peopleToForm(trx, { sectionId, formationId: formation.id, onDay: dayOf(now) });
    const people = everybody.slice(0, MOST_FORMED);
    if (people.every(({ place }) => place !== null)) return { placed: 0 };
    const placed = await formPlaces(trx, { formation, people, stays: () => true, asItIs: true, now });
    if (formation.confirmedAt) await tellPlaces(trx, { formation, placed, sectionId, now });
    await writeJournal(trx, {
      actor,
      action: 'formation.late-placed',
      subjectType: 'formation',
      subjectId: formation.id,
      detail: { sectionId, people: placed.map(({ person }) => person.personId) },
      now,
    });
    return { placed: placed.length };
  });
}

interface Telling {
  formation: Formation;
  placed: readonly {
    person: { personId: string; enrolmentId: string };
    cohort: number;
    group: number;
    reason: string;
  }[];
  sectionId: string;
  now: Date;
}

/** Tells people where they sit now, and why. */
export async function tellPlaces(trx: Trx, { formation, placed, sectionId, now }: Telling): Promise<void> {
  const section = await sectionTitle(trx, sectionId);
  for (const { person, cohort, group, reason } of placed) {
    const name = formation.cohorts.find(({ number }) => number === cohort)?.name ?? '';
    await tell(trx, {
      personId: person.personId,
      kind: 'formation',
      title: `《${section?.title ?? ''}》：你在${name}${groupName(group)}`,
      body: `为什么这样分：${reason}`,
      link: `/learn/${person.enrolmentId}`,
      now,
    });
  }
}
