import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Trx } from '#db/database.ts';

/**
 * Gives the recordings that were for one section only to the one into which it was merged: their class goes on there, and whoever has
 * begun to watch goes on. Those who were there already may watch them too: it is one class from now on, and for one class they are. What stood
 * for a meeting there stands for that of the same number here, where nothing does yet and completion does not ask it; else for none.
 */
export async function moveSectionRecordings(
  trx: Trx,
  { actor, sectionId, intoId, now }: { actor: Actor; sectionId: string; intoId: string; now: Date },
): Promise<void> {
  const recordings = await trx
    .selectFrom('section')
    .innerJoin('recording', (join) =>
      join
        .onRef('recording.course_id', '=', 'section.course_id')
        .onRef('recording.section_id', '=', 'section.id'),
    )
    .select('recording.id')
    .where('section.id', '=', sectionId)
    .execute();
  for (const { id } of recordings) {
    await trx.updateTable('recording').set({ section_id: intoId }).where('id', '=', id).execute();
    const subject = { subjectType: 'recording', subjectId: id };
    const detail = { from: sectionId, to: intoId };
    await writeJournal(trx, { actor, action: 'recording.section-merged', ...subject, detail, now });
  }
  await moveToMeetings(trx, { sectionId, intoId });
}

async function moveToMeetings(
  trx: Trx,
  { sectionId, intoId }: { sectionId: string; intoId: string },
): Promise<void> {
  const standing = await trx
    .selectFrom('meeting')
    .innerJoin('recording', 'recording.meeting_id', 'meeting.id')
    .leftJoin('meeting as there', (join) =>
      join.onRef('there.number', '=', 'meeting.number').on('there.section_id', '=', intoId),
    )
    .leftJoin('recording as known', 'known.meeting_id', 'there.id')
    .leftJoin('requirement_plan as plan', (join) =>
      join.onRef('plan.subject_id', '=', 'recording.id').on('plan.section_id', '=', intoId),
    )
    .select(['recording.id', 'there.id as thereId', 'known.id as knownId', 'plan.id as planId'])
    .where('meeting.section_id', '=', sectionId)
    .execute();
  for (const { id, thereId, knownId, planId } of standing)
    await trx
      .updateTable('recording')
      .set({ meeting_id: knownId === null && planId === null ? thereId : null })
      .where('id', '=', id)
      .execute();
}
