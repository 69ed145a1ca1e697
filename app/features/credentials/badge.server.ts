import { importJWK, SignJWT } from 'jose';
import type { Db } from '#db/database.ts';
import { keyAddress, openBadge, tokenClaims } from './badge.rules.ts';
import { publicKeys, type SigningKey } from './keys.server.ts';
import type { Certificate } from './reading.server.ts';

/** A certificate as a signed badge: a JSON Web Token (EdDSA) whose payload is the credential. `origin`: the academy's own address. */
export async function signedBadge(
  certificate: Certificate,
  { key, origin }: { key: SigningKey; origin: string },
): Promise<string> {
  const badge = openBadge(certificate, origin);
  return new SignJWT({ ...badge, ...tokenClaims(badge) })
    .setProtectedHeader({ alg: 'EdDSA', kid: keyAddress(origin, key.id), typ: 'JWT' })
    .sign(await importJWK(key.privateJwk, 'EdDSA'));
}

/** A public key as programs read it. */
export function publishedJwk({ id, jwk }: { id: string; jwk: object }, origin: string) {
  return { ...jwk, kid: keyAddress(origin, id), alg: 'EdDSA', use: 'sig' };
}

/** Every key that ever signed a badge (RFC 7517). */
export async function keySet(db: Db, origin: string) {
  return { keys: (await publicKeys(db)).map((key) => publishedJwk(key, origin)) };
}

/** The certificates issued in a year (of the calendar, UTC) that are valid no more: revoked or replaced, by id. */
export async function endedCertificates(db: Db, year: number): Promise<string[]> {
  const [from, to] = [`${year}-01-01`, `${year + 1}-01-01`];
  const revoked = await db
    .selectFrom('certificate_revocation')
    .innerJoin('certificate', 'certificate.id', 'certificate_revocation.certificate_id')
    .select('certificate.id')
    .where('at', '>=', from)
    .where('issued_at', '>=', from)
    .where('issued_at', '<', to)
    .execute();
  const replaced = await db
    .selectFrom('certificate as next')
    .innerJoin('certificate', 'certificate.id', 'next.replaces_id')
    .select('certificate.id')
    .where('next.replaces_id', 'is not', null)
    .where('certificate.issued_at', '>=', from)
    .where('certificate.issued_at', '<', to)
    .execute();
  return [...new Set([...revoked, ...replaced].map(({ id }) => id))].sort();
}
