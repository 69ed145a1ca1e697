import { endFile } from '#app/features/media/ends.server.ts';
import type { Trx } from '#db/database.ts';

/** Removes sheets of questions that somebody brought in and never confirmed: their account is closed. */
export async function forgetImports(trx: Trx, personId: string): Promise<void> {
  await trx.deleteFrom('question_import').where('person_id', '=', personId).execute();
}

/** Lets go of the files in somebody's answers: the time is over for which evidence is kept. Answers and marks stay. */
export async function forgetAnswerFiles(
  trx: Trx,
  { personId, now }: { personId: string; now: Date },
): Promise<void> {
  const own = trx.selectFrom('attempt').select('id').where('person_id', '=', personId);
  const files = await trx
    .selectFrom('attempt_file')
    .select('media_id')
    .where('attempt_id', 'in', own)
    .execute();
  await trx.deleteFrom('attempt_file').where('attempt_id', 'in', own).execute();
  for (const { media_id: mediaId } of files) await endFile(trx, { mediaId, now });
}
