import { createPrivateKey, createPublicKey, hkdfSync, sign, verify } from 'node:crypto';
import { credentialsSecret, type SecretEnv } from '#app/lib/secret.server.ts';

/** What stands before the 32 bytes of an Ed25519 key in its usual wrapping (RFC 8410). */
const PRIVATE_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

export interface Signed {
  /** Ed25519, 32 bytes, base64url. */
  publicKey: string;
  signature: string;
}

/**
 * Signs what is kept of the journal outside of it. The key follows from CREDENTIALS_SECRET, which is not in the database: whoever has that alone can make
 * no signature, and all machines of an academy have the same.
 */
export function signText(env: SecretEnv, text: string): Signed {
  const seed = hkdfSync('sha256', credentialsSecret(env), 'journal', 'academy journal signature', 32);
  const key = createPrivateKey({
    key: Buffer.concat([PRIVATE_HEAD, Buffer.from(seed)]),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return {
    publicKey: spki.subarray(PUBLIC_HEAD.length).toString('base64url'),
    signature: sign(null, Buffer.from(text), key).toString('base64url'),
  };
}

/** Whether a text was signed by the key beside it. Which key that is has to be known from elsewhere. */
export function isSigned(text: string, { publicKey, signature }: Signed): boolean {
  try {
    const raw = Buffer.concat([PUBLIC_HEAD, Buffer.from(publicKey, 'base64url')]);
    const key = createPublicKey({ key: raw, format: 'der', type: 'spki' });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}
