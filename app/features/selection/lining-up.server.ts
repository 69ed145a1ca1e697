import { writeJournalLines } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Trx } from '#db/database.ts';

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
