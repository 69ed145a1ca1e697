import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Env } from '#app/lib/env.ts';

export type SecretEnv = Pick<Env, 'DATA_DIR' | 'CREDENTIALS_SECRET'>;

const FILE = 'credentials-secret';
/** As CREDENTIALS_SECRET must have (lib/env). */
const FEWEST_CHARACTERS = 32;

/**
 * What closes the private keys: CREDENTIALS_SECRET, or a file in the data folder that is made once. It does not lie in the database, so
 * a copy of that alone signs nothing. Throws where the file holds no secret: keys closed with nothing would be open to everybody.
 */
export function credentialsSecret(env: SecretEnv): string {
  return knownSecret(env) ?? whole(fileOf(env), made(fileOf(env)));
}

/** The same for whoever only reads: null where none was made yet. */
export function knownSecret(env: SecretEnv): string | null {
  if (env.CREDENTIALS_SECRET) return env.CREDENTIALS_SECRET;
  const secret = kept(fileOf(env));
  return secret === null ? null : whole(fileOf(env), secret);
}

const fileOf = ({ DATA_DIR }: SecretEnv) => join(resolve(DATA_DIR), FILE);

function whole(file: string, secret: string): string {
  if (secret.length < FEWEST_CHARACTERS)
    throw new Error(`${file} holds no secret of ${FEWEST_CHARACTERS} characters: put it back from a backup.`);
  return secret;
}

function kept(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return null;
  }
}

/** Written aside and given its name only when it is whole: a crash leaves no empty file, and of two processes one is first. */
function made(file: string): string {
  mkdirSync(dirname(file), { recursive: true });
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
  return readFileSync(file, 'utf8').trim();
}

const NONCE = 12;
const TAG = 16;

/** Closes a text (AES-256-GCM); `name` says what it is and is needed to open it. */
export function seal(secret: string, { name, text }: { name: string; text: string }): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret, name), nonce);
  const closed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), closed]).toString('base64url');
}

/** Opens what `seal` closed; null with another secret, another name, or when it was changed. */
export function unseal(secret: string, { name, sealed }: { name: string; sealed: string }): string | null {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length <= NONCE + TAG) return null;
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret, name), bytes.subarray(0, NONCE));
  decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

const keyOf = (secret: string, name: string) =>
  Buffer.from(hkdfSync('sha256', secret, name, 'academy credential key', 32));
