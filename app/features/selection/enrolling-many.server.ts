import { pinMany } from '#app/features/completion/pinning.server.ts';
import { writeJournalLines } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Trx } from '#db/database.ts';

export interface NewSeats {
  actor: Actor;
  section: { id: string; termId: string; courseId: string };
  /** `actedBy`: who asked for it on their behalf. */
  people: readonly { personId: string; actedBy: string | null }[];
  now: Date;
}

/** Makes these people's other selections of the term wait, in the order of their ids, as `lockLearner` does for one. */
export async function lockLearners(trx: Trx, personIds: readonly string[], termId: string): Promise<void> {
  const ids = [...personIds].sort();
  if (ids.length === 0) return;
  const known = await trx
    .selectFrom('learner_term')
    .select('person_id')
    .where('term_id', '=', termId)
    .where('person_id', 'in', ids)
    .execute();
  const rows = ids.filter((id) => !known.some(({ person_id }) => person_id === id));
  // Somebody's own request may make the row meanwhile: then the whole batch is tried again by the caller.
  if (rows.length > 0)
    await trx
      .insertInto('learner_term')
      .values(rows.map((person_id) => ({ person_id, term_id: termId, turn: 0 })))
      .execute();
  await trx
    .updateTable('learner_term')
    .set((eb) => ({ turn: eb('turn', '+', 1) }))
    .where('term_id', '=', termId)
    .where('person_id', 'in', ids)
    .execute();
}

/** Takes several seats at once when that many are free: one conditional statement, as `takeSeat` does for one. */
export async function takeSeats(trx: Trx, sectionId: string, count: number): Promise<boolean> {
  if (count === 0) return true;
  const { numUpdatedRows } = await trx
    .updateTable('seat_count')
    .set((eb) => ({ taken: eb('taken', '+', count) }))
    .where('section_id', '=', sectionId)
    .where((eb) => eb(eb('taken', '+', count), '<=', eb.ref('capacity')))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Writes the enrolments of seats that the caller has taken, and pins what they ask and pay: `addEnrolment` for many. */
export async function addEnrolments(trx: Trx, { actor, section, people, now }: NewSeats): Promise<void> {
  if (people.length === 0) return;
  const enrolments = people.map((person) => ({ ...person, id: newId() }));
  await trx
    .insertInto('enrolment')
    .values(
      enrolments.map(({ id, personId, actedBy }) => ({
        id,
        section_id: section.id,
        person_id: personId,
        term_id: section.termId,
        course_id: section.courseId,
        active: 1,
        enrolled_at: now.toISOString(),
        acted_by: actedBy,
      })),
    )
    .execute();
  await pinMany(trx, { enrolments, sectionId: section.id, now });
  await writeJournalLines(
    trx,
    enrolments.map(({ id, personId, actedBy }) => ({
      actor,
      action: 'enrolment.made',
      subjectType: 'enrolment',
      subjectId: id,
      onBehalfOf: actedBy ? personId : null,
      detail: { sectionId: section.id, by: 'lottery' },
      now,
    })),
  );
}
