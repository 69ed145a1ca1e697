import { contactsByKey } from '#app/features/contacts/reclosing.server.ts';
import type { SealingEnv } from '#app/features/sealing/key-files.server.ts';
import { keysAreAway, ringHere } from '#app/features/sealing/ring.server.ts';
import type { Db } from '#db/database.ts';

/** What is wrong with the keys of closed fields, in one line; null where nothing is. */
export async function missingKeys(db: Db, env: SealingEnv): Promise<string | null> {
  const ring = ringHere(env);
  const many = [...(await contactsByKey(db))]
    .filter(([id]) => !ring?.keys.has(id))
    .reduce((sum, [, count]) => sum + count, 0);
  if (many === 0 && !(await keysAreAway(db, env))) return null;
  const them =
    many === 0 ? 'Phone numbers and e-mail addresses' : `${many} phone numbers or e-mail addresses`;
  return `${them} were closed with keys that are not here: copy DATA_DIR/field-keys (or FIELD_KEYS) from the machine that they come from`;
}
