import { sql } from 'kysely';
import { signInPolicy } from '#app/features/identity/session-end.rules.ts';
import { DEMO_FLAG } from '#app/features/sign-in/demo-accounts.ts';
import { RECOVERY_CODES, stepAt } from '#app/features/sign-in/one-time-codes.rules.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import type { SignInSeriesRow } from '#db/tables/sign-in.ts';
import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';
import { judgeAll } from './paging.server.ts';

const MINUTE_MS = 60_000;
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * MINUTE_MS).toISOString();
/** Clocks of several machines differ. */
const CLOCKS_MINUTES = 5;

/** Locks end, sessions end, administrators have shown two things, and no code counts twice. */
export const signInChecks: readonly Check[] = [
  {
    name: 'an account or address is locked for an hour at most, and after failures alone',
    run: async (db) => breachOf(await oddLocks(db)),
  },
  {
    name: 'a session is used after it began, and ends in its days',
    run: async (db) => breachOf((await oddSessions(db)).map(({ person_id }) => `of person ${person_id}`)),
  },
  {
    name: 'a browser is known by hashes',
    run: async (db) => breachOf((await oddBrowsers(db)).map(({ person_id }) => `of person ${person_id}`)),
  },
  {
    name: 'nobody who must use two steps is signed in by one',
    run: async (db) => breachOf((await signedInByOne(db)).map(({ person_id }) => `person ${person_id}`)),
  },
  {
    name: 'recovery codes are of somebody with a second step, ten at most, and no code is older than its secret',
    run: async (db) => breachOf((await oddFactors(db)).map((id) => `person ${id}`)),
  },
  {
    name: 'a code that set a password was used once, in its time and within its tries',
    run: async (db) => breachOf((await oddCodes(db)).map(({ id }) => `code ${id}`)),
  },
];

/** Times are compared with each other and not with a clock: an academy may be looked at on another day. */
async function oddLocks(db: Db): Promise<string[]> {
  const read = (from: Db, after: string, limit: number) =>
    from
      .selectFrom('sign_in_series')
      .select(['series_key as id', 'kind', 'person_id', 'failures', 'last_at', 'locked_until'])
      .where('series_key', '>', after)
      .orderBy('series_key')
      .limit(limit)
      .execute();
  return judgeAll(db, read, (rows) => rows.filter(isOddLock).map(({ id }) => `series ${id}`));
}

const kinds = ['name', 'account', 'code', 'address'];
type Lock = Pick<SignInSeriesRow, 'kind' | 'person_id' | 'failures' | 'last_at' | 'locked_until'>;

function isOddLock({ kind, person_id, failures, last_at, locked_until }: Lock): boolean {
  if (!kinds.includes(kind) || failures < 0) return true;
  if (kind === 'address' && person_id !== null) return true;
  if (locked_until === null) return false;
  const minutes = (Date.parse(locked_until) - Date.parse(last_at)) / MINUTE_MS;
  // An address goes on being guessed from after its time is over.
  if (kind !== 'address' && minutes <= 0) return true;
  return failures === 0 || minutes > Math.max(...signInPolicy.lock.minutes);
}

function oddSessions(db: Db) {
  const longest = inMinutes(signInPolicy.ownDeviceDays * 24 * 60 + CLOCKS_MINUTES);
  return db
    .selectFrom('session')
    .select('person_id')
    .where(
      sql<boolean>`(used_at <> '' and used_at < created_at) or expires_at > ${longest} or length(id) <> 64`,
    )
    .limit(MOST_OFFENDERS)
    .execute();
}

function oddBrowsers(db: Db) {
  return db
    .selectFrom('known_browser')
    .select('person_id')
    .where(sql<boolean>`length(id) <> 64 or length(session_ref) <> 64`)
    .limit(MOST_OFFENDERS)
    .execute();
}

/** Sessions that still open something to an administrator without a second step, here or at the service that signs them in. In the demo nobody must have one. */
async function signedInByOne(db: Db): Promise<{ person_id: string }[]> {
  const today = dayOf(new Date());
  const { rows } = await sql<{ person_id: string }>`select s.person_id from session s
    inner join role_grant g on g.person_id = s.person_id
    where g.role in (${sql.join(signInPolicy.secondStepRoles)}) and g.valid_from <= ${today}
    and (g.valid_to is null or g.valid_to >= ${today})
    and s.created_at > ${inMinutes(-signInPolicy.staffHours * 60)} and s.expires_at > ${inMinutes(0)}
    and not exists (select 1 from second_factor f where f.person_id = s.person_id)
    and not exists (select 1 from oidc_link o where o.person_id = s.person_id)
    and not exists (select 1 from academy_flag a where a.name = ${DEMO_FLAG})
    limit ${MOST_OFFENDERS}`.execute(db);
  return rows;
}

async function oddFactors(db: Db): Promise<string[]> {
  const many = await db
    .selectFrom('recovery_code')
    .select('person_id')
    .groupBy('person_id')
    .having(({ fn }) => fn.countAll<number>(), '>', RECOVERY_CODES)
    .limit(MOST_OFFENDERS)
    .execute();
  const alone = await db
    .selectFrom('recovery_code')
    .leftJoin('second_factor', 'second_factor.person_id', 'recovery_code.person_id')
    .select('recovery_code.person_id')
    .where('second_factor.person_id', 'is', null)
    .limit(MOST_OFFENDERS)
    .execute();
  return [...[...many, ...alone].map(({ person_id }) => person_id), ...(await agedFactors(db))];
}

/** Setting it up took a code of that moment; none that is older is taken after it. */
function agedFactors(db: Db): Promise<string[]> {
  const read = (from: Db, after: string, limit: number) =>
    from
      .selectFrom('second_factor')
      .select(['person_id as id', 'set_up_at', 'last_step'])
      .where('person_id', '>', after)
      .orderBy('person_id')
      .limit(limit)
      .execute();
  return judgeAll(db, read, (rows) =>
    rows.filter((row) => row.last_step < stepAt(new Date(row.set_up_at)) - 1).map(({ id }) => id),
  );
}

async function oddCodes(db: Db): Promise<{ id: string }[]> {
  const first = await db
    .selectFrom('first_code')
    .select('id')
    .where(
      sql<boolean>`used_at is not null and (active is not null or ended_at is null or used_at > expires_at
        or used_at < given_at or tries > 5)`,
    )
    .limit(MOST_OFFENDERS)
    .execute();
  // What was sent to the same person ends together, so it may have been of no use to anybody, but never used without having been sent.
  const reset = await db
    .selectFrom('reset_request')
    .select('id')
    .where(sql<boolean>`used_at is not null and (person_id is null or used_at < asked_at or tries > 5)`)
    .limit(MOST_OFFENDERS)
    .execute();
  return [...first, ...reset];
}
