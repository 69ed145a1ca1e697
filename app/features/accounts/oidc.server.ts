import { createHash, randomBytes } from 'node:crypto';
import { type ContactKind, readContact } from '#app/features/contacts/contact.rules.ts';
import { personByContact } from '#app/features/contacts/contacts.server.ts';
import { grantsOf } from '#app/features/identity/held-roles.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import type { SealingEnv } from '#app/features/sealing/key-files.server.ts';
import { newId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import type { OidcAttemptRow } from '#db/tables/accounts.ts';
import { inTransaction } from '#db/transaction.server.ts';
import {
  authorizationAddress,
  IssuerAway,
  IssuerRefused,
  identityAt,
  type OidcEnv,
  type OidcIdentity,
} from './oidc-issuer.server.ts';

const MINUTES = 10;
const random = () => randomBytes(32).toString('base64url');
const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url');

export interface OidcBegin {
  env: OidcEnv;
  /** Where this academy is to be found. */
  origin: string;
  way: string;
  /** Whoever is signed in and links their account; null: somebody who wants to sign in. */
  linkTo: string | null;
  now: Date;
}

const backTo = (origin: string) => `${origin}/login/oidc/callback`;

/** Sends somebody on the way to the other service. `browser` belongs into a cookie: only the browser that went may come back. */
export async function beginOidc(
  db: Db,
  { env, origin, way, linkTo, now }: OidcBegin,
): Promise<{ ok: true; address: string; browser: string } | { ok: false; reason: 'away' }> {
  const [state, nonce, verifier, browser] = [random(), random(), random(), random()];
  try {
    const address = await authorizationAddress(env, { back: backTo(origin), state, nonce, verifier });
    await db
      .insertInto('oidc_attempt')
      .values({
        ...{ id: newId(), state_hash: hashOf(state), browser_hash: hashOf(browser), verifier, nonce },
        ...{ way: way.slice(0, 500), person_id: linkTo, own_device: 0 },
        expires_at: new Date(now.getTime() + MINUTES * 60_000).toISOString(),
      })
      .execute();
    return { ok: true, address, browser };
  } catch (error) {
    if (error instanceof IssuerAway) return { ok: false, reason: 'away' };
    throw error;
  }
}

export interface OidcReturn {
  env: OidcEnv & SealingEnv;
  origin: string;
  /** The query that the browser came back with. */
  search: URLSearchParams;
  /** What the cookie of the browser holds. */
  browser: string | null;
  /** Whoever is signed in now. */
  personId: string | null;
  now: Date;
}

export type OidcOutcome =
  /** `secondStep`: proven there, and taken for one here. */
  | { ok: true; did: 'sign-in'; personId: string; way: string; secondStep: boolean }
  | { ok: true; did: 'link'; personId: string; way: string }
  /** `lost`: it took too long, came twice, or another browser began it. `unknown`: nobody here belongs to that account. */
  | { ok: false; reason: 'lost' | 'refused' | 'away' | 'unknown' | 'taken' };

/** Somebody came back from the other service. Each way there is good for one return, whatever comes of it. */
export async function finishOidc(db: Db, back: OidcReturn): Promise<OidcOutcome> {
  const { env, origin, search, now } = back;
  const state = search.get('state') ?? '';
  const attempt = await takeAttempt(db, state, back);
  if (!attempt || (attempt.person_id !== null && attempt.person_id !== back.personId))
    return { ok: false, reason: 'lost' };
  const url = new URL(`${backTo(origin)}?${search}`);
  try {
    const identity = await identityAt(env, { url, state, nonce: attempt.nonce, verifier: attempt.verifier });
    if (attempt.person_id === null) return await signInBy(db, { identity, way: attempt.way, env, now });
    const linked = await link(db, { identity, personId: attempt.person_id, by: 'self', now });
    return linked
      ? { ok: true, did: 'link', personId: attempt.person_id, way: attempt.way }
      : { ok: false, reason: 'taken' };
  } catch (error) {
    if (error instanceof IssuerAway) return { ok: false, reason: 'away' };
    if (error instanceof IssuerRefused) return { ok: false, reason: 'refused' };
    throw error;
  }
}

/** The attempt of this state, begun by this browser, taken away so that nobody comes a second time; null where there is none. */
async function takeAttempt(
  db: Db,
  state: string,
  { browser, now }: OidcReturn,
): Promise<OidcAttemptRow | null> {
  const row = await db
    .selectFrom('oidc_attempt')
    .selectAll()
    .where('state_hash', '=', hashOf(state))
    .executeTakeFirst();
  if (!row || row.browser_hash !== hashOf(browser ?? '') || row.expires_at <= now.toISOString()) return null;
  const { numDeletedRows } = await db.deleteFrom('oidc_attempt').where('id', '=', row.id).executeTakeFirst();
  return Number(numDeletedRows) === 1 ? row : null;
}

interface SigningIn {
  identity: OidcIdentity;
  way: string;
  env: SealingEnv;
  now: Date;
}

async function signInBy(db: Db, { identity, way, env, now }: SigningIn): Promise<OidcOutcome> {
  const { issuer, subject, secondStep } = identity;
  const known = await db
    .selectFrom('oidc_link')
    .select('person_id')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  if (known) return { ok: true, did: 'sign-in', personId: known.person_id, way, secondStep };
  const personId = await personBySameContact(db, { identity, env, now });
  if (!personId || !(await link(db, { identity, personId, by: 'contact', now })))
    return { ok: false, reason: 'unknown' };
  return { ok: true, did: 'sign-in', personId, way, secondStep };
}

/**
 * The one person whose number or address both sides have made sure of. Whoever may do anything to others must link their account while signed
 * in: nobody gets rights by a telephone number.
 */
async function personBySameContact(
  db: Db,
  { identity, env, now }: Omit<SigningIn, 'way'>,
): Promise<string | null> {
  const found = new Set<string>();
  for (const [kind, said] of [
    ['phone', identity.phone],
    ['email', identity.email],
  ] as [ContactKind, string | null][]) {
    const reading = said === null ? null : readContact(kind, said);
    const holder = reading?.ok ? await personByContact(db, { env, kind, value: reading.value }) : null;
    if (holder?.confirmed) found.add(holder.personId);
  }
  const [personId, ...others] = found;
  if (!personId || others.length > 0) return null;
  return (await grantsOf(db, personId, dayOf(now))).length === 0 ? personId : null;
}

/** False where that account, or this person, is linked already. */
async function link(
  db: Db,
  {
    identity,
    personId,
    by,
    now,
  }: { identity: OidcIdentity; personId: string; by: 'self' | 'contact'; now: Date },
): Promise<boolean> {
  const { issuer, subject } = identity;
  try {
    await inTransaction(db, async (trx) => {
      await trx
        .insertInto('oidc_link')
        .values({ id: newId(), issuer, subject, person_id: personId, linked_at: now.toISOString() })
        .execute();
      await writeJournal(trx, {
        ...{ actor: systemActor('oidc'), action: 'oidc.linked', subjectType: 'person', subjectId: personId },
        ...{ detail: { by }, now },
      });
      await tell(trx, {
        ...{ personId, kind: 'account', title: '统一身份已经绑定', link: '/me/settings/contacts', now },
        body: '以后可以用统一身份登录这个账号。不是你本人绑的，请马上告诉学院教务。',
      });
    });
    return true;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return false;
  }
}

/** Since when a person's account is linked; null when it is not. */
export async function linkedSince(
  db: Db,
  { OIDC_ISSUER = '' }: OidcEnv,
  personId: string,
): Promise<string | null> {
  const rows = await db
    .selectFrom('oidc_link')
    .select(['issuer', 'linked_at'])
    .where('person_id', '=', personId)
    .execute();
  const bare = (issuer: string) => issuer.replace(/\/$/, '');
  return rows.find(({ issuer }) => bare(issuer) === bare(OIDC_ISSUER))?.linked_at ?? null;
}

/** Takes a person's links away. */
export async function unlink(db: Db, { personId, now }: { personId: string; now: Date }): Promise<void> {
  await inTransaction(db, async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom('oidc_link')
      .where('person_id', '=', personId)
      .executeTakeFirst();
    if (Number(numDeletedRows) === 0) return;
    await writeJournal(trx, {
      ...{ actor: systemActor('oidc'), action: 'oidc.unlinked' },
      ...{ subjectType: 'person', subjectId: personId, now },
    });
  });
}
