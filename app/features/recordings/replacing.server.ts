import { plannedIn, replaceInPlans } from '#app/features/completion/requirements.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Trx } from '#db/database.ts';

interface Publishing {
  actor: Actor;
  recording: { id: string; title: string; courseId: string };
  now: Date;
}

/**
 * A recording that is being published takes the place of the one that it is a new version of: in the library, and in what sections
 * ask of those who enrol from now on. Whoever has the old one pinned goes on with it, and what they watched stays (promise 6).
 * False when that one has been replaced already: then nothing is done.
 */
export async function replacePrevious(trx: Trx, { actor, recording, now }: Publishing): Promise<boolean> {
  const version = await trx
    .selectFrom('recording_version')
    .select('previous_id')
    .where('recording_id', '=', recording.id)
    .executeTakeFirst();
  const previousId = version?.previous_id;
  if (!previousId) return true;
  // Held, so that of two new versions that are published at once the second is told.
  await trx
    .updateTable('recording')
    .set(({ ref }) => ({ title: ref('title') }))
    .where('id', '=', previousId)
    .execute();
  const replaced = await trx
    .selectFrom('recording_replacement')
    .select('by_recording_id')
    .where('recording_id', '=', previousId)
    .executeTakeFirst();
  if (replaced) return false;
  await trx
    .insertInto('recording_replacement')
    .values({
      recording_id: previousId,
      by_recording_id: recording.id,
      at: now.toISOString(),
      by_person_id: actor.personId,
    })
    .execute();
  await takeMeeting(trx, { from: previousId, to: recording.id });
  const line = { kind: 'watch', subjectId: previousId } as const;
  const planned = await plannedIn(trx, { ...line, courseId: recording.courseId });
  const sectionIds = planned.map(({ sectionId }) => sectionId);
  await replaceInPlans(trx, { ...line, sectionIds, by: { subjectId: recording.id, title: recording.title } });
  await writeJournal(trx, {
    actor,
    action: 'recording.replaced',
    subjectType: 'recording',
    subjectId: previousId,
    detail: { by: recording.id, sectionIds },
    now,
  });
  return true;
}

/** The new version stands for the meeting that the old one stood for, unless it says of which it is. */
async function takeMeeting(trx: Trx, { from, to }: { from: string; to: string }): Promise<void> {
  const before = await trx
    .selectFrom('recording')
    .select('meeting_id')
    .where('id', '=', from)
    .executeTakeFirstOrThrow();
  if (before.meeting_id === null) return;
  await trx
    .updateTable('recording')
    .set({ meeting_id: before.meeting_id })
    .where('id', '=', to)
    .where('meeting_id', 'is', null)
    .execute();
}
