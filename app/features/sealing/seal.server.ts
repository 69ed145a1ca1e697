import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { KeyRing } from './key-files.server.ts';

/** Whose field it is: closed text opens only where it was put, so that no row can be given another's. */
export interface Place {
  /** The id of the person or thing. */
  owner: string;
  field: string;
}

export interface Sealed {
  keyId: string;
  sealed: string;
}

const NONCE = 12;
const TAG = 16;
const ALGORITHM = 'aes-256-gcm';

const bound = ({ owner, field }: Place) => Buffer.from(`${owner}:${field}`);

/** Closes a text with the newest key (AES-256-GCM, bound to its place). */
export function sealField(ring: KeyRing, { text, ...place }: Place & { text: string }): Sealed {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(ALGORITHM, ring.newest.key, nonce).setAAD(bound(place));
  const closed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return {
    keyId: ring.newest.id,
    sealed: Buffer.concat([nonce, cipher.getAuthTag(), closed]).toString('base64url'),
  };
}

/** Opens what `sealField` closed; null without its key, in another place, or when it was changed. */
export function openField(ring: KeyRing, { keyId, sealed, ...place }: Place & Sealed): string | null {
  const key = ring.keys.get(keyId);
  const bytes = Buffer.from(sealed, 'base64url');
  if (!key || bytes.length < NONCE + TAG) return null;
  const decipher = createDecipheriv(ALGORITHM, key.key, bytes.subarray(0, NONCE));
  decipher.setAAD(bound(place)).setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

/**
 * By what a closed value is found again, or a code is known again: the same for the same text, and nothing that anybody without the key
 * could try numbers against. 43 characters.
 */
export function blindIndex(ring: KeyRing, label: string, text: string): string {
  return createHmac('sha256', ring.index).update(`${label}:${text}`).digest('base64url');
}
