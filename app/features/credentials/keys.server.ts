import { generateKeyPairSync } from 'node:crypto';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { credentialsSecret, knownSecret, type SecretEnv, seal, unseal } from '#app/lib/secret.server.ts';
import { yearOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { takeNumbers } from './numbers.server.ts';

/** A public key as it is published: Ed25519 (RFC 8037). */
export interface PublicKey {
  id: string;
  jwk: { kty: 'OKP'; crv: 'Ed25519'; x: string };
  retiredAt: string | null;
}

/** A key that this process can sign with. `privateJwk` never leaves the process. */
export interface SigningKey {
  id: string;
  privateJwk: { kty: 'OKP'; crv: 'Ed25519'; x: string; d: string };
}

interface KeyWork {
  env: SecretEnv;
  actor: Actor;
  now: Date;
}

const MOST_IN_USE = 20;

/** The newest key in use that this process can open; null where there is none yet, or none with its secret. Writes nothing. One statement. */
export async function signingKey(db: Db, env: SecretEnv): Promise<SigningKey | null> {
  const secret = knownSecret(env);
  if (secret === null) return null;
  const rows = await db
    .selectFrom('credential_key')
    .select(['id', 'sealed'])
    .where('retired_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(MOST_IN_USE)
    .execute();
  for (const { id, sealed } of rows) {
    const opened = unseal(secret, { name: id, sealed });
    if (opened) return { id, privateJwk: JSON.parse(opened) as SigningKey['privateJwk'] };
  }
  return null;
}

/**
 * Makes a key where certificates were issued and this process can open none (the first ones, or a database without its secret): the worker's
 * round. What older keys have signed stays good: they stay published. Of processes that come at once one makes it. Answers whether it was this one.
 */
export async function readyKey(db: Db, work: KeyWork): Promise<boolean> {
  if (await signingKey(db, work.env)) return false;
  const issued = await db.selectFrom('certificate').select('id').limit(1).executeTakeFirst();
  if (!issued) return false;
  return inTransaction(db, async (trx) => {
    // Whoever else makes one, or issues, is waited for.
    await takeNumbers(trx, yearOf(work.now));
    if (await signingKey(trx, work.env)) return false;
    await makeKey(trx, work);
    return true;
  });
}

/** Takes the keys in use out of use and makes a new one. Answers its id. Badges that were signed before stay good. */
export async function rotateKeys(db: Db, work: KeyWork): Promise<string> {
  return inTransaction(db, async (trx) => {
    await trx
      .updateTable('credential_key')
      .set({ retired_at: work.now.toISOString() })
      .where('retired_at', 'is', null)
      .execute();
    return (await makeKey(trx, work)).id;
  });
}

async function makeKey(trx: Trx, { env, actor, now }: KeyWork): Promise<SigningKey> {
  const id = newId();
  const { privateKey } = generateKeyPairSync('ed25519');
  const { x = '', d = '' } = privateKey.export({ format: 'jwk' });
  const jwk = { kty: 'OKP', crv: 'Ed25519', x } as const;
  const privateJwk = { ...jwk, d };
  const sealed = seal(credentialsSecret(env), { name: id, text: JSON.stringify(privateJwk) });
  await trx
    .insertInto('credential_key')
    .values({ id, public_jwk: JSON.stringify(jwk), sealed, made_at: now.toISOString(), retired_at: null })
    .execute();
  await writeJournal(trx, {
    actor,
    action: 'credential-key.made',
    subjectType: 'credential-key',
    subjectId: id,
    now,
  });
  return { id, privateJwk };
}

const MOST_PUBLISHED = 1_000;

/** Every key that ever signed, newest first. */
export async function publicKeys(db: Db): Promise<PublicKey[]> {
  const rows = await db
    .selectFrom('credential_key')
    .select(['id', 'public_jwk', 'retired_at'])
    .orderBy('id', 'desc')
    .limit(MOST_PUBLISHED)
    .execute();
  return rows.map(asPublic);
}

/** One published key, or null. */
export async function publicKey(db: Db, keyId: string): Promise<PublicKey | null> {
  const row = await db
    .selectFrom('credential_key')
    .select(['id', 'public_jwk', 'retired_at'])
    .where('id', '=', keyId)
    .executeTakeFirst();
  return row ? asPublic(row) : null;
}

function asPublic(row: { id: string; public_jwk: string; retired_at: string | null }): PublicKey {
  return { id: row.id, jwk: JSON.parse(row.public_jwk) as PublicKey['jwk'], retiredAt: row.retired_at };
}
