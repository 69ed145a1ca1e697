import type { Db } from '#db/database.ts';

interface Own {
  enrolmentId: string;
  personId: string | null;
}

const MOST_MERGES = 5;

/**
 * The enrolment that goes on for one of this person's whose section was merged into another, also where that one was merged again; null
 * when it was not, they were not moved, or have left since. One statement a merge.
 */
export async function enrolmentGoingOn(db: Db, { enrolmentId, personId }: Own): Promise<string | null> {
  if (!personId) return null;
  let id = enrolmentId;
  for (let merges = 0; merges < MOST_MERGES; merges++) {
    const moved = await movedTo(db, { enrolmentId: id, personId });
    if (!moved || moved.active === 1) return moved?.id ?? null;
    id = moved.id;
  }
  return null;
}

function movedTo(db: Db, { enrolmentId, personId }: { enrolmentId: string; personId: string }) {
  return db
    .selectFrom('enrolment')
    .innerJoin('section_merge', 'section_merge.section_id', 'enrolment.section_id')
    .innerJoin('enrolment as moved', (join) =>
      join
        .onRef('moved.person_id', '=', 'enrolment.person_id')
        .onRef('moved.section_id', '=', 'section_merge.into_section_id')
        // Whoever came there by the merge, and not by themselves.
        .onRef('moved.enrolled_at', '=', 'section_merge.at'),
    )
    .select(['moved.id', 'moved.active'])
    .where('enrolment.id', '=', enrolmentId)
    .where('enrolment.person_id', '=', personId)
    .where('enrolment.active', 'is', null)
    .executeTakeFirst();
}

/**
 * What `read` finds of an enrolment; where there is nothing any more because its section was merged while the page was open, of the one that
 * goes on. `enrolmentId` is the one of which it is.
 */
export async function readWhereItGoesOn<Found>(
  db: Db,
  own: Own,
  read: (enrolmentId: string) => Promise<Found | null>,
): Promise<{ enrolmentId: string; desk: Found | null }> {
  const desk = await read(own.enrolmentId);
  const goingOn = desk === null ? await enrolmentGoingOn(db, own) : null;
  return goingOn
    ? { enrolmentId: goingOn, desk: await read(goingOn) }
    : { enrolmentId: own.enrolmentId, desk };
}
