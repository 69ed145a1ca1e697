import { signingKey } from '#app/features/credentials/keys.server.ts';
import type { Env } from '#app/lib/env.ts';
import type { Db } from '#db/database.ts';

/**
 * What has to be brought along of a database whose keys this machine cannot open, in one line for the operator; null where nothing is missing. The secret that
 * closes them is in no backup: whoever finds one alone can sign nothing.
 */
export async function keysElsewhere(db: Db, env: Env): Promise<string | null> {
  const inUse = await db
    .selectFrom('credential_key')
    .select('id')
    .where('retired_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  if (!inUse || (await signingKey(db, env))) return null;
  return `The keys of this academy cannot be opened here: set CREDENTIALS_SECRET as it was, or copy credentials-secret of its DATA_DIR into ${env.DATA_DIR} before the server starts. Without it a new key is made, and whatever else was closed with the old secret stays closed`;
}
