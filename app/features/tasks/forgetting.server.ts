import { endFile } from '#app/features/media/ends.server.ts';
import type { Trx } from '#db/database.ts';

/** Empties what somebody began to write and never handed in: their account is closed. What was handed in is evidence, until `forgetWork`. */
export async function forgetDrafts(trx: Trx, personId: string): Promise<void> {
  await trx
    .updateTable('submission')
    .set({ body: '' })
    .where('enrolment_id', 'in', seatsOf(trx, personId))
    .where('submitted_at', 'is', null)
    .execute();
}

/** Empties what somebody handed in and lets go of its files: the time is over for which evidence is kept. Marks stay. */
export async function forgetWork(
  trx: Trx,
  { personId, now }: { personId: string; now: Date },
): Promise<void> {
  const own = trx.selectFrom('submission').select('id').where('enrolment_id', 'in', seatsOf(trx, personId));
  const files = await trx
    .selectFrom('submission_file')
    .select('media_id')
    .where('submission_id', 'in', own)
    .execute();
  await trx.deleteFrom('submission_file').where('submission_id', 'in', own).execute();
  for (const { media_id: mediaId } of files) await endFile(trx, { mediaId, now });
  await trx
    .updateTable('submission')
    .set({ body: '' })
    .where('enrolment_id', 'in', seatsOf(trx, personId))
    .execute();
}

const seatsOf = (trx: Trx, personId: string) =>
  trx.selectFrom('enrolment').select('id').where('person_id', '=', personId);
