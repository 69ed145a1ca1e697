import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import { sectionTitle } from '#app/features/selection/reading.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import type { FormationSettings } from './formation.rules.ts';
import type { Formation } from './formation-shape.ts';
import { formPlaces } from './forming.server.ts';
import { MOST_FORMED, peopleToForm } from './people-to-form.server.ts';
import { formationOf } from './reading.server.ts';

export interface Proposing {
  actor: Actor;
  sectionId: string;
  settings: FormationSettings;
  /** Random text of at most 64 characters, for a formation that begins; kept with it. */
  seed: string;
  /** Another seed than before: whoever was not placed by hand may come to sit elsewhere. */
  another?: boolean;
  now: Date;
}

export type ProposalOutcome =
  | { ok: true; formationId: string; people: number }
  | { ok: false; reason: 'nobody' | 'too-many' | 'confirmed' };

/**
 * Proposes cohorts and groups for a section: a first time, or again with the seed that is kept (the same people and settings give
 * the same places) or with another. Whoever was placed by hand stays. A confirmed formation is not proposed again: late people
 * are placed into it (`placeLate`), or it is begun anew (`beginAnew`). Source: domain.md §6.4, A17.
 */
export async function proposeFormation(db: Db, proposing: Proposing): Promise<ProposalOutcome> {
  return inTransaction(db, async (trx) => {
    const known = await lockedFormation(trx, proposing.sectionId);
    if (known?.confirmedAt) return { ok: false, reason: 'confirmed' };
    const refused = await notFormable(trx, proposing.sectionId);
    if (refused) return { ok: false, reason: refused };
    const formation = known ?? (await beginFormation(trx, proposing));
    const seed = known && !proposing.another ? known.seed : proposing.seed;
    if (known)
      await trx
        .updateTable('formation')
        .set({ seed, settings: JSON.stringify(proposing.settings), proposed_at: proposing.now.toISOString() })
        .where('id', '=', known.id)
        .execute();
    return fill(trx, { ...proposing, seed, formation });
  });
}

/**
 * Begins again: the old formation is kept but holds no longer, nobody's place is carried over. With the settings of the old one.
 * Whoever had been told a place is told that it holds no longer. Null when there is none.
 */
export async function beginAnew(
  db: Db,
  anew: Omit<Proposing, 'settings' | 'another'>,
): Promise<ProposalOutcome | null> {
  return inTransaction(db, async (trx) => {
    const old = await lockedFormation(trx, anew.sectionId);
    if (!old) return null;
    const refused = await notFormable(trx, anew.sectionId);
    if (refused) return { ok: false, reason: refused };
    if (old.confirmedAt) await tellOfBeginning(trx, { formationId: old.id, ...anew });
    await trx.updateTable('formation').set({ active: null }).where('id', '=', old.id).execute();
    const formation = await beginFormation(trx, { ...anew, settings: old.settings });
    return fill(trx, { ...anew, settings: old.settings, formation });
  });
}

async function tellOfBeginning(
  trx: Trx,
  { formationId, sectionId, now }: { formationId: string; sectionId: string; now: Date },
): Promise<void> {
  const section = await sectionTitle(trx, sectionId);
  const people = await peopleToForm(trx, { sectionId, formationId, onDay: dayOf(now) });
  for (const { personId, enrolmentId } of people.filter(({ place }) => place !== null))
    await tell(trx, {
      personId,
      kind: 'formation',
      title: `《${section?.title ?? ''}》正在重新分班`,
      body: '以前通知你的班和组不再算数。重新分好、确认以后，会再通知你在哪个班、哪个组。',
      link: `/learn/${enrolmentId}`,
      now,
    });
}

/** The formation that holds, after everybody else who changes it: two registrars press at once. */
export async function lockedFormation(trx: Trx, sectionId: string): Promise<Formation | null> {
  await trx
    .updateTable('formation')
    .set((eb) => ({ seed: eb.ref('seed') }))
    .where('section_id', '=', sectionId)
    .where('active', '=', 1)
    .execute();
  return formationOf(trx, sectionId);
}

/** Why the people of a section cannot be divided; null when they can. */
async function notFormable(trx: Trx, sectionId: string): Promise<'nobody' | 'too-many' | null> {
  const rows = await trx
    .selectFrom('enrolment')
    .select('id')
    .where('section_id', '=', sectionId)
    .where('active', '=', 1)
    .limit(MOST_FORMED + 1)
    .execute();
  if (rows.length === 0) return 'nobody';
  return rows.length > MOST_FORMED ? 'too-many' : null;
}

async function beginFormation(
  trx: Trx,
  { actor, sectionId, settings, seed, now }: Proposing,
): Promise<Formation> {
  try {
    await trx
      .insertInto('formation')
      .values({
        id: newId(),
        section_id: sectionId,
        seed,
        settings: JSON.stringify(settings),
        proposed_at: now.toISOString(),
        proposed_by: actor.personId,
        active: 1,
      })
      .execute();
  } catch (error) {
    // Somebody else has begun it in this moment: theirs is formed again.
    if (!isUniqueViolation(error)) throw error;
  }
  const begun = await lockedFormation(trx, sectionId);
  if (!begun) throw new Error(`formation of section ${sectionId} vanished`);
  return begun;
}

async function fill(
  trx: Trx,
  { actor, sectionId, settings, seed, formation, now }: Proposing & { formation: Formation },
): Promise<ProposalOutcome> {
  const people = await peopleToForm(trx, { sectionId, formationId: formation.id, onDay: dayOf(now) });
  const placed = await formPlaces(trx, {
    formation: { ...formation, settings, seed },
    people,
    stays: ({ byHand }) => byHand,
    now,
  });
  await writeJournal(trx, {
    actor,
    action: 'formation.proposed',
    subjectType: 'formation',
    subjectId: formation.id,
    detail: { sectionId, seed, settings, placed: placed.length },
    now,
  });
  return { ok: true, formationId: formation.id, people: people.length };
}
