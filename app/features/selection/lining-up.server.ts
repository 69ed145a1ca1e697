import { writeJournalLines } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Trx } from '#db/database.ts';
import { passSeat, takeSeat } from './seats.server.ts';

interface LiningUp {
  actor: Actor;
  section: { id: string; termId: string; courseId: string };
  /** In the order in which they are to stand. `actedBy`: who asked for it on their behalf. */
  people: readonly { personId: string; actedBy: string | null }[];
  now: Date;
}

/**
 * Puts people into a section's line behind all who stand in it, in this order; who stands in it already keeps their place. Returns
 * the place of each who is new. The caller holds the section's lock.
 */
export async function joinInOrder(
  trx: Trx,
  { actor, section, people, now }: LiningUp,
): Promise<Map<string, number>> {
  if (people.length === 0) return new Map();
  const line = await trx
    .selectFrom('waitlist_entry')
    .select(['person_id', 'joined_at'])
    .where('section_id', '=', section.id)
    .where('active', '=', 1)
    .execute();
  const standing = new Set(line.map(({ person_id }) => person_id));
  const joining = people.filter(({ personId }) => !standing.has(personId));
  if (joining.length === 0) return new Map();
  const last = Math.max(now.getTime() - 1, ...line.map(({ joined_at }) => Date.parse(joined_at)));
  const entries = joining.map((person, at) => ({ ...person, id: newId(), at: new Date(last + 1 + at) }));
  await trx
    .insertInto('waitlist_entry')
    .values(
      entries.map(({ id, personId, actedBy, at }) => ({
        id,
        section_id: section.id,
        person_id: personId,
        term_id: section.termId,
        course_id: section.courseId,
        active: 1,
        joined_at: at.toISOString(),
        acted_by: actedBy,
      })),
    )
    .execute();
  await writeJournalLines(
    trx,
    entries.map(({ id, personId, actedBy }) => ({
      actor,
      action: 'waitlist.joined',
      subjectType: 'waitlist-entry',
      subjectId: id,
      onBehalfOf: actedBy ? personId : null,
      detail: { sectionId: section.id, by: 'lottery' },
      now,
    })),
  );
  return new Map(entries.map(({ personId }, at) => [personId, line.length + at + 1]));
}

/** Offers seats that are free to those in line, as many as there are of both. */
export async function offerFreeSeats(trx: Trx, sectionId: string, now: Date): Promise<void> {
  const { waiting } = await trx
    .selectFrom('waitlist_entry')
    .leftJoin('seat_offer', (join) =>
      join.onRef('seat_offer.entry_id', '=', 'waitlist_entry.id').on('seat_offer.open', '=', 1),
    )
    .select((eb) => eb.fn.countAll<number>().as('waiting'))
    .where('waitlist_entry.section_id', '=', sectionId)
    .where('waitlist_entry.active', '=', 1)
    .where('seat_offer.id', 'is', null)
    .executeTakeFirstOrThrow();
  for (let left = Number(waiting); left > 0 && (await takeSeat(trx, sectionId)); left--)
    await passSeat(trx, sectionId, now);
}
