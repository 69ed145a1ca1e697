import { endFile } from '#app/features/media/ends.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { heldDeclaration } from './steps.server.ts';

export type Discarded = { ok: true } | { ok: false; reason: 'not-found' | 'not-draft' };

/**
 * Throws one's own draft away with its files, whose bytes go as those of any file that nothing refers to. What was ever sent stays: it is taken
 * back instead.
 */
export async function discardDraft(
  db: Db,
  { actor, declarationId, now }: { actor: Actor; declarationId: string; now: Date },
): Promise<Discarded> {
  return inTransaction(db, async (trx): Promise<Discarded> => {
    const row = await heldDeclaration(trx, declarationId);
    if (row?.person_id !== actor.personId) return { ok: false, reason: 'not-found' };
    if (row.state !== 'draft') return { ok: false, reason: 'not-draft' };
    const files = await trx
      .selectFrom('declaration_file')
      .select('media_id')
      .where('declaration_id', '=', declarationId)
      .execute();
    await trx.deleteFrom('declaration_file').where('declaration_id', '=', declarationId).execute();
    for (const { media_id: mediaId } of files) await endFile(trx, { mediaId, now });
    await trx.deleteFrom('declaration').where('id', '=', declarationId).execute();
    return { ok: true };
  });
}
