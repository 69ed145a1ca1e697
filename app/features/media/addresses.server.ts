import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';

const KEY_ID = 'signing-key';
const HOUR_MS = 3600_000;

/**
 * Addresses made within one step are the same text, so that a browser keeps what it has fetched; each lives between one and
 * two steps. One bound to a person is short, since it outlives a withdrawal of the recording.
 */
const steps = { personal: 6 * HOUR_MS, open: 24 * HOUR_MS };

export interface Signing {
  now: Date;
  /** Only this person may fetch it. Needed for videos and captions. */
  forPerson?: string | null;
}

/** The signed path under which a file can be fetched for some hours: `/media/:mediaId?e=<expires>&s=<signature>`. */
export async function mediaAddress(db: Db, mediaId: string, signing: Signing): Promise<string> {
  const [address = ''] = await mediaAddresses(db, [mediaId], signing);
  return address;
}

/** The same for several files, in their order; none needs a statement once the process knows the key. */
export async function mediaAddresses(
  db: Db,
  mediaIds: readonly string[],
  signing: Signing,
): Promise<string[]> {
  const grants = await grantsFor(db, mediaIds, signing);
  return grants.map(({ subject, expires, signature }) => `/media/${subject}?e=${expires}&s=${signature}`);
}

/** What is signed: a file by its id, or a whole stream by `streams/<id>`. */
export interface Grant {
  subject: string;
  /** Seconds since 1970. */
  expires: number;
  signature: string;
}

/** One grant for each subject, in their order. */
export async function grantsFor(
  db: Db,
  subjects: readonly string[],
  { now, forPerson }: Signing,
): Promise<Grant[]> {
  const secret = await signingSecret(db, now);
  const step = forPerson ? steps.personal : steps.open;
  const expires = ((Math.floor(now.getTime() / step) + 2) * step) / 1000;
  return subjects.map((subject) => ({
    subject,
    expires,
    signature: signatureOf(secret, { subject, expires, personId: forPerson ?? null }),
  }));
}

export interface SignedPath extends Grant {
  /** Whoever asks, when signed in. */
  personId: string | null;
}

/** For whom an address was signed: for everyone, for the person who asks, or not at all (forged, somebody else's, too old). */
export async function checkAddress(
  db: Db,
  path: SignedPath,
  now: Date,
): Promise<'everyone' | 'person' | 'nobody'> {
  if (path.expires * 1000 <= now.getTime()) return 'nobody';
  const secret = await signingSecret(db, now);
  if (matches(path.signature, signatureOf(secret, { ...path, personId: null }))) return 'everyone';
  return path.personId && matches(path.signature, signatureOf(secret, path)) ? 'person' : 'nobody';
}

function signatureOf(secret: Buffer, { subject, expires, personId }: Omit<SignedPath, 'signature'>): string {
  return createHmac('sha256', secret)
    .update(`${subject}\n${expires}\n${personId ?? ''}`)
    .digest('base64url');
}

function matches(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const secrets = new WeakMap<Db, Promise<Buffer>>();

/** The key of this academy, made with its first file and the same in every process. */
export function signingSecret(db: Db, now: Date): Promise<Buffer> {
  const known = secrets.get(db);
  if (known) return known;
  const reading = readOrMakeSecret(db, now);
  secrets.set(db, reading);
  reading.catch(() => secrets.delete(db));
  return reading;
}

async function readOrMakeSecret(db: Db, now: Date): Promise<Buffer> {
  const kept = await readSecret(db);
  if (kept) return kept;
  try {
    const secret = randomBytes(32).toString('base64url');
    await db.insertInto('media_key').values({ id: KEY_ID, secret, created_at: now.toISOString() }).execute();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
  const made = await readSecret(db);
  if (!made) throw new Error('The key that signs media addresses cannot be kept.');
  return made;
}

async function readSecret(db: Db): Promise<Buffer | null> {
  const row = await db.selectFrom('media_key').select('secret').where('id', '=', KEY_ID).executeTakeFirst();
  return row ? Buffer.from(row.secret, 'base64url') : null;
}
