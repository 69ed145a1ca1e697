import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Env } from '#app/lib/env.ts';
import { isId, newId } from '#app/lib/id.ts';

export type SealingEnv = Pick<Env, 'DATA_DIR' | 'FIELD_KEYS' | 'FIELD_INDEX_KEY'>;

/** One key that closes fields. `id` stands beside everything that it closed. */
export interface FieldKey {
  id: string;
  key: Buffer;
}

/** All keys of an academy: the newest closes, every one opens; the index key finds closed values again and never changes. */
export interface KeyRing {
  newest: FieldKey;
  keys: ReadonlyMap<string, FieldKey>;
  index: Buffer;
  /** Which index key this is, without telling it. */
  fingerprint: string;
}

const FOLDER = 'field-keys';
const INDEX = 'index.key';
const SECRET = /^[\w-]{43}$/;

/** The folder that must go along when an academy moves: no backup holds it. */
export const keyFolder = ({ DATA_DIR }: Pick<Env, 'DATA_DIR'>) => join(resolve(DATA_DIR), FOLDER);

/**
 * The keys of this machine: FIELD_KEYS with FIELD_INDEX_KEY, or the files below DATA_DIR/field-keys. Null where there are none yet.
 * Throws where a file holds no key: what was closed with nothing would be open to everybody.
 */
export function knownRing(env: SealingEnv): KeyRing | null {
  const { keys, index } = env.FIELD_KEYS ? fromEnv(env) : fromFiles(keyFolder(env));
  const newest = keys[0];
  if (!newest || !index) return null;
  return {
    newest,
    keys: new Map(keys.map((key) => [key.id, key])),
    index,
    fingerprint: createHmac('sha256', index).update('fingerprint').digest('hex').slice(0, 16),
  };
}

/** The same, made where there are none yet. Of processes that come at once each finds the same index key. */
export function madeRing(env: SealingEnv): KeyRing {
  const known = knownRing(env);
  if (known) return known;
  const folder = keyFolder(env);
  if (keyNames(folder).length === 0) addKeyFile(env);
  writeOnce(join(folder, INDEX));
  const made = knownRing(env);
  if (!made) throw new Error(`${folder} holds no keys although they were just made.`);
  return made;
}

/** Adds a key, which closes from now on. Answers its id. */
export function addKeyFile(env: SealingEnv): string {
  const id = newId();
  writeOnce(join(keyFolder(env), `${id}.key`));
  return id;
}

/** Removes a key for good. Ask first whether a row still needs it. */
export function removeKeyFile(env: SealingEnv, id: string): void {
  unlinkSync(join(keyFolder(env), `${id}.key`));
}

/** The newest first: the names are in the order of time. */
function keyNames(folder: string): string[] {
  return namesIn(folder)
    .filter((name) => name.endsWith('.key') && isId(name.slice(0, -'.key'.length)))
    .sort()
    .reverse();
}

function fromFiles(folder: string): { keys: FieldKey[]; index: Buffer | null } {
  const names = keyNames(folder);
  const keys = names.map((name) => {
    const id = name.slice(0, -'.key'.length);
    return { id, key: derived(secretIn(join(folder, name)), 'academy field key') };
  });
  const hasIndex = namesIn(folder).includes(INDEX);
  return { keys, index: hasIndex ? derived(secretIn(join(folder, INDEX)), 'academy field index') : null };
}

/** Secrets as the operator wrote them, the newest first; their ids follow from them, the same on every machine. */
function fromEnv({ FIELD_KEYS = '', FIELD_INDEX_KEY = '' }: SealingEnv) {
  const keys = FIELD_KEYS.split(',').map((secret) => ({
    id: createHash('sha256').update(`academy field key ${secret}`).digest('hex').slice(0, 36),
    key: derived(secret, 'academy field key'),
  }));
  return { keys, index: FIELD_INDEX_KEY ? derived(FIELD_INDEX_KEY, 'academy field index') : null };
}

const derived = (secret: string, label: string) => Buffer.from(hkdfSync('sha256', secret, '', label, 32));

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return [];
  }
}

function secretIn(file: string): string {
  const secret = readFileSync(file, 'utf8').trim();
  if (!SECRET.test(secret)) throw new Error(`${file} holds no key: put it back from where keys are kept.`);
  return secret;
}

/** Written aside and given its name only when it is whole: a crash leaves no empty file, and of two processes one is first. */
function writeOnce(file: string): void {
  mkdirSync(resolve(file, '..'), { recursive: true, mode: 0o700 });
  const aside = `${file}.${randomBytes(8).toString('hex')}`;
  writeFileSync(aside, `${randomBytes(32).toString('base64url')}\n`, {
    flag: 'wx',
    mode: 0o600,
    flush: true,
  });
  try {
    linkSync(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(aside);
  }
}
