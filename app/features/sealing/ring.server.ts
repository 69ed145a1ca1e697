import { statSync } from 'node:fs';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { type KeyRing, keyFolder, knownRing, madeRing, type SealingEnv } from './key-files.server.ts';

/** Thrown where this database was closed with keys that this machine does not have: restored elsewhere without them. */
export class KeysAway extends Error {
  constructor() {
    super(
      'The keys of this database are not here: copy DATA_DIR/field-keys from the machine that it comes from.',
    );
  }
}

interface Kept {
  stamp: string;
  ring: KeyRing;
}

/** By folder or variable; read again as soon as a key comes or goes. */
const kept = new Map<string, Kept>();

/** The keys of this machine; null where none were made yet. Costs one look at the folder. */
export function ringHere(env: SealingEnv): KeyRing | null {
  const name = env.FIELD_KEYS ?? keyFolder(env);
  const stamp = stampOf(env);
  const known = kept.get(name);
  if (known?.stamp === stamp) return known.ring;
  const ring = knownRing(env);
  if (ring) kept.set(name, { stamp, ring });
  return ring;
}

function stampOf(env: SealingEnv): string {
  if (env.FIELD_KEYS) return env.FIELD_INDEX_KEY ?? '';
  const folder = statSync(keyFolder(env), { bigint: true, throwIfNoEntry: false });
  return folder ? `${folder.mtimeNs}:${folder.ino}` : '';
}

const fitting = new WeakMap<Db, string>();

/**
 * The keys with which this database is closed, made with the first value that needs them. Throws `KeysAway` where it was closed with
 * others: whoever went on with new ones would find nobody by a number any more, and could never bring the two together again.
 */
export async function ringOf(db: Db, env: SealingEnv): Promise<KeyRing> {
  const here = ringHere(env);
  if (here && fitting.get(db) === here.fingerprint) return here;
  const known = await indexOf(db);
  // Of many that come at once one has made the keys meanwhile.
  if (known) return fits(db, here?.fingerprint === known ? here : ringHere(env), known);
  const ring = here ?? madeRing(env);
  try {
    await db.insertInto('sealing_index').values({ id: ONLY, fingerprint: ring.fingerprint }).execute();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return fits(db, ring, (await indexOf(db)) ?? '');
  }
  return ring;
}

/** Whether this database needs keys that are not here. */
export async function keysAreAway(db: Db, env: SealingEnv): Promise<boolean> {
  const known = await indexOf(db);
  return known !== null && ringHere(env)?.fingerprint !== known;
}

const ONLY = 'index';

function fits(db: Db, ring: KeyRing | null, fingerprint: string): KeyRing {
  if (ring?.fingerprint !== fingerprint) throw new KeysAway();
  if (!db.isTransaction) fitting.set(db, fingerprint);
  return ring;
}

async function indexOf(db: Db): Promise<string | null> {
  const row = await db
    .selectFrom('sealing_index')
    .select('fingerprint')
    .where('id', '=', ONLY)
    .executeTakeFirst();
  return row?.fingerprint ?? null;
}
