import { peopleInScope, personByUsername } from '#app/features/identity/people.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { lockedFormation } from './proposing.server.ts';

export interface CohortChange {
  actor: Actor;
  sectionId: string;
  cohort: number;
  name: string;
  /** A username or a name; empty for nobody. */
  head: string;
  now: Date;
}

export type CohortOutcome =
  | { ok: true }
  | { ok: false; reason: 'not-found' | 'name-taken' | 'nobody-called-so' }
  /** Several people have this name: their usernames tell them apart. */
  | { ok: false; reason: 'several'; usernames: string[] };

/** Names a cohort and says who looks after it (班主任). */
export async function changeCohort(db: Db, change: CohortChange): Promise<CohortOutcome> {
  const { actor, sectionId, cohort, name, now } = change;
  const head = await personCalled(db, change.head, dayOf(now));
  if (!head.ok) return head;
  return inTransaction(db, async (trx) => {
    const formation = await lockedFormation(trx, sectionId);
    if (!formation?.cohorts.some(({ number }) => number === cohort))
      return { ok: false, reason: 'not-found' };
    if (formation.cohorts.some((other) => other.number !== cohort && other.name === name))
      return { ok: false, reason: 'name-taken' };
    await trx
      .updateTable('formation_class')
      .set({ name, head_teacher_id: head.personId })
      .where('formation_id', '=', formation.id)
      .where('number', '=', cohort)
      .execute();
    await writeJournal(trx, {
      actor,
      action: 'formation.cohort-changed',
      subjectType: 'formation',
      subjectId: formation.id,
      detail: { sectionId, cohort, name, headTeacherId: head.personId },
      now,
    });
    return { ok: true };
  });
}

type Called = { ok: true; personId: string | null } | Extract<CohortOutcome, { ok: false }>;

async function personCalled(db: Db, called: string, onDay: string): Promise<Called> {
  if (called === '') return { ok: true, personId: null };
  const known = await personByUsername(db, called);
  if (known) return { ok: true, personId: known.id };
  const { people } = await peopleInScope(db, { scopePath: null, onDay, q: called, pageSize: 20 });
  const named = people.filter(({ name }) => name === called);
  const [only] = named;
  if (!only) return { ok: false, reason: 'nobody-called-so' };
  if (named.length > 1)
    return { ok: false, reason: 'several', usernames: named.map(({ username }) => username) };
  return { ok: true, personId: only.id };
}
