import { createHash, randomBytes } from 'node:crypto';
import { grantsOf } from '#app/features/identity/held-roles.server.ts';
import { knownBrowserOf } from '#app/features/identity/known-browsers.server.ts';
import { signInPolicy } from '#app/features/identity/session-end.rules.ts';
import { endAllSessions } from '#app/features/identity/sessions.server.ts';
import { needsAnotherHand } from '#app/features/identity/two-hands.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import { academyFlag } from '#app/features/organisation/flags.server.ts';
import { type Actor, holds } from '#app/lib/actor.ts';
import type { SecretEnv } from '#app/lib/secret.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Role } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { DEMO_FLAG } from './demo-accounts.ts';
import { beginAttempt, clearFailures, codeKeys, countAgainstAddress } from './locks.server.ts';
import { noteFailure } from './noting-failures.server.ts';
import { readCode } from './one-time-codes.rules.ts';
import { deleteFactor, takeCode } from './second-factor.server.ts';

/** Whether people with these roles cannot do without the second step. The demo academy asks it of nobody, so that everybody can look around. */
export async function needsSecondStep(db: Db, roles: readonly Role[]): Promise<boolean> {
  if (!roles.some((role) => signInPolicy.secondStepRoles.includes(role))) return false;
  return (await academyFlag(db, DEMO_FLAG)) === null;
}

/** Half signed in: who has proven the first factor and may open the page of the code, or the one that sets the second step up. */
export interface HalfWay {
  id: string;
  personId: string;
  username: string;
  via: 'password' | 'oidc';
  ownDevice: boolean;
  way: string;
  hasFactor: boolean;
}

const COOKIE = 'academy_step';
const HALF_WAY_MINUTES = 15;
const LONGEST_WAY = 500;
const hashOf = (value: string) => createHash('sha256').update(value).digest('hex');

/** Notes that the first factor is proven; answers the Set-Cookie line, which only the pages of signing in are sent. */
export async function beginHalfWay(
  db: Db,
  half: Pick<HalfWay, 'personId' | 'via' | 'ownDevice' | 'way'> & { secure: boolean; now: Date },
): Promise<string> {
  const value = randomBytes(24).toString('base64url');
  await db
    .insertInto('sign_in_step')
    .values({
      id: hashOf(value),
      person_id: half.personId,
      via: half.via,
      own_device: half.ownDevice ? 1 : 0,
      way: half.way.length <= LONGEST_WAY ? half.way : '',
      created_at: half.now.toISOString(),
    })
    .execute();
  return cookieLine(value, { secure: half.secure, seconds: HALF_WAY_MINUTES * 60 });
}

const cookieLine = (value: string, { secure, seconds }: { secure: boolean; seconds: number }) =>
  `${COOKIE}=${value}; Path=/login; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;

/** The Set-Cookie line that takes it back. */
export const noHalfWay = (secure: boolean) => cookieLine('', { secure, seconds: 0 });

/** Who is half signed in with this browser; null for nobody, and after a quarter of an hour. */
export async function halfWayOf(
  db: Db,
  { cookies, now }: { cookies: string | null; now: Date },
): Promise<HalfWay | null> {
  const value = new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]{32})(?:;|$)`).exec(cookies ?? '')?.[1];
  if (!value) return null;
  const row = await db
    .selectFrom('sign_in_step')
    .innerJoin('person', 'person.id', 'sign_in_step.person_id')
    .leftJoin('second_factor', 'second_factor.person_id', 'person.id')
    .leftJoin('password_credential', 'password_credential.person_id', 'person.id')
    .select(['sign_in_step.id', 'sign_in_step.person_id', 'username', 'via', 'own_device', 'way'])
    .select('second_factor.person_id as factor')
    .where('sign_in_step.id', '=', hashOf(value))
    .where('sign_in_step.created_at', '>', startOfHalfWays(now))
    // A password that was changed since is not the one that was shown.
    .where(({ or, eb, ref }) =>
      or([
        eb('password_credential.changed_at', 'is', null),
        eb('password_credential.changed_at', '<=', ref('sign_in_step.created_at')),
      ]),
    )
    .executeTakeFirst();
  if (!row) return null;
  const { id, person_id: personId, username, via, way } = row;
  return {
    ...{ id, personId, username, way, via: via === 'oidc' ? 'oidc' : 'password' },
    ownDevice: row.own_device === 1,
    hasFactor: row.factor !== null,
  };
}

const startOfHalfWays = (now: Date) => new Date(now.getTime() - HALF_WAY_MINUTES * 60_000).toISOString();

/** Uses it up; false where somebody else just did. */
export async function endHalfWay(db: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('sign_in_step').where('id', '=', id).executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Removes what was left half way; a queued job calls it now and then. */
export async function sweepHalfWays(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('sign_in_step').where('created_at', '<=', startOfHalfWays(now)).execute();
}

export type CodeOutcome =
  | { ok: true; kind: 'one-time' | 'recovery' }
  | { ok: false; reason: 'wrong' }
  | { ok: false; reason: 'locked'; waitSeconds: number };

/**
 * Checks the code of the second step of somebody who has shown their password, at the door or before they change the step itself. Wrong ones count and lock like
 * wrong passwords, of the person and of the address, and no password clears them; a right one is used up.
 */
export async function checkCode(
  db: Db,
  {
    env,
    personId,
    code,
    address,
    cookies,
    now,
  }: {
    env: SecretEnv;
    personId: string;
    code: string;
    address: string;
    /** What the browser sent. */
    cookies: string | null;
    now: Date;
  },
): Promise<CodeOutcome> {
  const browser = await knownBrowserOf(db, { personId, cookies, now });
  const keys = codeKeys({ personId, address, browser });
  const begun = await beginAttempt(db, keys, now);
  const failure = { action: 'second-step.failed', personId, address, now } as const;
  if (!begun.ok) {
    noteFailure(db, { ...failure, outcome: 'refused', detail: { why: 'locked' } });
    return { ...begun, reason: 'locked' };
  }
  const typed = readCode(code);
  if (!typed || !(await takeCode(db, { env, personId, typed, now }))) {
    await countAgainstAddress(db, keys, now);
    noteFailure(db, failure);
    return { ok: false, reason: 'wrong' };
  }
  await clearFailures(db, keys);
  return { ok: true, kind: typed.kind };
}

export type TakingAway =
  | { ok: true }
  | { ok: false; reason: 'not-yours-to-do' | 'self' | 'none' | 'second-person' };

/**
 * A security administrator takes away the second step of somebody who has lost it, after having made sure who asks (`checked`: how). All
 * their sessions end, and they are told. Never one's own: whoever sits at one's machine could do it too.
 */
export async function takeAwaySecondFactor(
  db: Db,
  { actor, personId, checked, now }: { actor: Actor; personId: string; checked: string; now: Date },
): Promise<TakingAway> {
  if (!holds(actor, 'security-admin')) return { ok: false, reason: 'not-yours-to-do' };
  if (actor.personId === personId) return { ok: false, reason: 'self' };
  const roles = (await grantsOf(db, personId, dayOf(now))).map(({ role }) => role);
  const other = { actorId: actor.personId, action: 'first-code.given', personId, roles, now };
  if (await needsAnotherHand(db, other)) return { ok: false, reason: 'second-person' };
  return inTransaction(db, async (trx) => {
    if (!(await deleteFactor(trx, personId))) return { ok: false, reason: 'none' };
    await endAllSessions(trx, personId);
    const subject = { subjectType: 'person', subjectId: personId };
    await writeJournal(trx, {
      actor,
      action: 'second-step.taken-away',
      ...subject,
      detail: { checked },
      now,
    });
    await tell(trx, {
      personId,
      kind: 'security',
      title: '安全管理员关闭了你的两步登录',
      body: `核对身份的办法：${checked}。账号已经在所有设备上退出登录；如果不是你提出的，请马上联系安全管理员。`,
      link: '/me/security',
      now,
    });
    return { ok: true };
  });
}
