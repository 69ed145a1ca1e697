import type { Trx } from '#db/database.ts';
import { endFile } from './ends.server.ts';

/** Takes the names off the files that somebody brought, and lets go of those that nothing refers to: their account is closed. */
export async function forgetFileNames(
  trx: Trx,
  { personId, now }: { personId: string; now: Date },
): Promise<void> {
  const files = await trx.selectFrom('media_file').select('id').where('created_by', '=', personId).execute();
  await trx
    .updateTable('media_file')
    .set({ original_name: '文件' })
    .where('created_by', '=', personId)
    .execute();
  await trx
    .updateTable('media_upload')
    .set({ original_name: '文件' })
    .where('person_id', '=', personId)
    .execute();
  for (const { id: mediaId } of files) await endFile(trx, { mediaId, now });
}
