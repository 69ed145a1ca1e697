import { endFile } from '#app/features/media/ends.server.ts';
import type { Trx } from '#db/database.ts';

/** Removes whom somebody declared things with: their account is closed. What a declaration says is evidence, until `forgetDeclared`. */
export async function forgetCompanions(trx: Trx, personId: string): Promise<void> {
  await trx.updateTable('declaration').set({ companions: '' }).where('person_id', '=', personId).execute();
  await trx
    .updateTable('publicity_objection')
    .set({ words: '（已删）' })
    .where('person_id', '=', personId)
    .execute();
}

/** Empties the words of somebody's declarations and lets go of their files: the time is over for which evidence is kept. */
export async function forgetDeclared(
  trx: Trx,
  { personId, now }: { personId: string; now: Date },
): Promise<void> {
  const own = trx.selectFrom('declaration').select('id').where('person_id', '=', personId);
  const files = await trx
    .selectFrom('declaration_file')
    .select('media_id')
    .where('declaration_id', 'in', own)
    .execute();
  await trx.deleteFrom('declaration_file').where('declaration_id', 'in', own).execute();
  for (const { media_id: mediaId } of files) await endFile(trx, { mediaId, now });
  await trx.updateTable('declaration').set({ words: '' }).where('person_id', '=', personId).execute();
  await trx
    .updateTable('declaration_step')
    .set({ words: '' })
    .where('declaration_id', 'in', own)
    .where('by_person_id', '=', personId)
    .execute();
}
