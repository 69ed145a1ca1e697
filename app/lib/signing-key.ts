import { createPrivateKey, sign } from 'node:crypto';

/** RS256 wants at least so much (RFC 7518, 3.3). */
const LEAST_BITS = 2048;

/**
 * Whether a key as Mux hands it out (a PEM, or base64 of it) really signs tokens by RS256: it is whole, without a password, RSA, and
 * long enough. Its first characters say nothing of that.
 */
export function signsTokens(key: string): boolean {
  const pem = pemOf(key.trim());
  if (!/^-----BEGIN (RSA )?PRIVATE KEY-----/.test(pem)) return false;
  try {
    const privateKey = createPrivateKey(pem);
    const bits = privateKey.asymmetricKeyDetails?.modulusLength ?? 0;
    if (privateKey.asymmetricKeyType !== 'rsa' || bits < LEAST_BITS) return false;
    return sign('sha256', Buffer.from('token'), privateKey).length > 0;
  } catch {
    return false;
  }
}

function pemOf(key: string): string {
  if (key.startsWith('-----BEGIN')) return key;
  try {
    return atob(key);
  } catch {
    return '';
  }
}
