import { pinRequirements } from '#app/features/completion/requirements.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Trx } from '#db/database.ts';
import { readyStatement } from '#db/ready-statement.server.ts';
import type { SectionAtDesk } from './desk.server.ts';
import { onBehalfOf, tellOfHelp } from './on-behalf.server.ts';

/** Who gets a place, who saw to it, and when. */
export interface Placing {
  actor: Actor;
  personId: string;
  /** Moved with their section by the office: nobody chose on their behalf, and whoever moves them tells them. */
  moved?: true;
  now: Date;
}

/** Writes the enrolment of a seat that the caller has taken, and pins what it asks and pays. Returns its id. */
export async function addEnrolment(
  trx: Trx,
  section: SectionAtDesk,
  { actor, personId, moved, now }: Placing,
): Promise<string> {
  const id = newId();
  await trx
    .insertInto('enrolment')
    .values({ ...placeRow(section, { actor, personId, moved }), id, enrolled_at: now.toISOString() })
    .execute();
  await pinRequirements(trx, { enrolmentId: id, personId, sectionId: section.id, now });
  await writeJournal(trx, {
    actor,
    action: 'enrolment.made',
    subjectType: 'enrolment',
    subjectId: id,
    detail: { sectionId: section.id },
    onBehalfOf: moved ? null : onBehalfOf(actor, personId),
    now,
  });
  if (moved) return id;
  await tellOfHelp(trx, {
    actor,
    personId,
    did: `选了《${section.title}》`,
    next: '时间和要做的事都在“我的课”里。不想上的话，可以在那里退选。',
    now,
  });
  return id;
}

/** Puts somebody at the end of a section's line. The caller holds the section's lock. `position` counts from 1. */
export async function joinWaitlist(
  trx: Trx,
  section: SectionAtDesk,
  { actor, personId, now }: Placing,
): Promise<{ entryId: string; position: number }> {
  const id = newId();
  const [line] = (await endOfLine(trx, { sectionId: section.id })).rows;
  await trx
    .insertInto('waitlist_entry')
    .values({
      ...placeRow(section, { actor, personId }),
      id,
      joined_at: behind(line?.last ?? null, now).toISOString(),
    })
    .execute();
  await writeJournal(trx, {
    actor,
    action: 'waitlist.joined',
    subjectType: 'waitlist-entry',
    subjectId: id,
    detail: { sectionId: section.id },
    onBehalfOf: onBehalfOf(actor, personId),
    now,
  });
  await tellOfHelp(trx, {
    actor,
    personId,
    did: `排了《${section.title}》的候补`,
    next: '有名额时会通知你，在通知写明的时间前确认就行。不想等的话，可以在“我的课”里退出候补。',
    now,
  });
  return { entryId: id, position: Number(line?.waiting ?? 0) + 1 };
}

function placeRow(section: SectionAtDesk, { actor, personId, moved }: Omit<Placing, 'now'>) {
  return {
    section_id: section.id,
    person_id: personId,
    term_id: section.termId,
    course_id: section.courseId,
    active: 1,
    acted_by: moved || actor.personId === personId ? null : actor.personId,
  };
}

const endOfLine = readyStatement<{ sectionId: string }>()((db, place) =>
  db
    .selectFrom('waitlist_entry')
    .select(({ fn }) => [fn.countAll<number>().as('waiting'), fn.max('joined_at').as('last')])
    .where('section_id', '=', place('sectionId'))
    .where('active', '=', 1),
);

/** The line keeps the order of the lock, which is the place that people are told; they may have asked in another one. */
function behind(last: string | null, now: Date): Date {
  return new Date(Math.max(now.getTime(), last ? Date.parse(last) + 1 : 0));
}
