import { type KeyObject, verify } from 'node:crypto';

/** On whose pages a film may play. */
export interface Restriction {
  allowed_domains: string[];
  allow_no_referrer?: boolean;
}

/** What a token has to be good for. */
interface Right {
  publicKey: KeyObject;
  keyId: string;
  playbackId: string;
  audience: string;
  seconds: number;
}

/** What Mux checks of a token: the key, what it is for, and that its time is not over. */
export function isGood(token: string, { publicKey, keyId, playbackId, audience, seconds }: Right): boolean {
  const [head = '', claims = '', signature = ''] = token.split('.');
  const signed = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    publicKey,
    Buffer.from(signature, 'base64url'),
  );
  if (!signed || read(head).alg !== 'RS256') return false;
  const { sub, aud, exp, kid } = claimsOf(token);
  return sub === playbackId && aud === audience && kid === keyId && Number(exp) > seconds;
}

/** What a token says. */
export function claimsOf(token: string): Record<string, unknown> {
  return read(token.split('.')[1] ?? '');
}

/** Whether a restriction lets in who comes from that page, or says nothing of a page. */
export function isFrom(referer: string | undefined, restriction: Restriction | undefined): boolean {
  if (!referer) return restriction?.allow_no_referrer === true;
  return restriction?.allowed_domains.includes(new URL(referer).hostname) === true;
}

function read(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
}
