import { peopleReached, type Reach } from '#app/features/identity/reach.server.ts';
import { signInPolicy } from '#app/features/identity/session-end.rules.ts';
import type { Role } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';

/** Whether guesses at the password locked it, at the code of the second step (whoever is asked for that knows the password), or both. */
export interface LockedBy {
  byPassword: boolean;
  byCode: boolean;
}

/** An account at which so many guesses went wrong that the next is not looked at for a while. */
export interface LockedAccount {
  personId: string;
  name: string;
  username: string;
  failures: number;
  /** Instants. */
  lastAt: string;
  lockedUntil: string;
  lockedBy: LockedBy;
}

export interface LockedPage {
  accounts: LockedAccount[];
  total: number;
  page: number;
}

export const LOCKED_PAGE = 50;

/** The accounts within reach that are locked now, the longest first, page by page. Two statements. */
export async function lockedAccounts(
  db: Db,
  { reach, page, now }: { reach: Reach; page: number; now: Date },
): Promise<LockedPage> {
  // Of a person several may be: of strangers, of a browser that is known, of the second step.
  const locked = db
    .selectFrom('sign_in_series')
    .where('kind', 'in', ['account', 'code'])
    .where('locked_until', '>', now.toISOString())
    .where('person_id', 'is not', null)
    .$if(reach.scopes !== 'everywhere', (query) => query.where('person_id', 'in', peopleReached(db, reach)));
  const { total } = await locked
    .select(({ fn }) => fn.count<number>('person_id').distinct().as('total'))
    .executeTakeFirstOrThrow();
  const pages = Math.max(1, Math.ceil(Number(total) / LOCKED_PAGE));
  const shown = Math.min(Math.max(1, page), pages);
  const each = locked
    .select('person_id')
    .select(({ fn }) => [
      fn.max('failures').as('failures'),
      fn.max('last_at').as('last_at'),
      fn.max('locked_until').as('locked_until'),
      fn.min('kind').as('first_kind'),
      fn.max('kind').as('last_kind'),
    ])
    .groupBy('person_id');
  const rows = await db
    .selectFrom(each.as('each'))
    .innerJoin('person', 'person.id', 'each.person_id')
    .select(['person.id', 'person.name', 'person.username', 'failures', 'last_at', 'locked_until'])
    .select(['first_kind', 'last_kind'])
    .orderBy('locked_until', 'desc')
    .orderBy('person.id')
    .limit(LOCKED_PAGE)
    .offset((shown - 1) * LOCKED_PAGE)
    .execute();
  const accounts = rows.map(({ id, last_at: lastAt, locked_until: lockedUntil, ...row }) => ({
    ...{ personId: id, name: row.name, username: row.username, failures: Number(row.failures) },
    ...{ lastAt, lockedUntil: lockedUntil ?? '' },
    lockedBy: lockedBy([row.first_kind, row.last_kind]),
  }));
  return { accounts, total: Number(total), page: shown };
}

/** How many names that nobody has, and how many addresses, are locked now: neither can be told by what is kept of them. */
export async function lockedOthers(db: Db, now: Date): Promise<{ names: number; addresses: number }> {
  const rows = await db
    .selectFrom('sign_in_series')
    .select(({ fn }) => ['kind', fn.countAll<number>().as('many')])
    .where('locked_until', '>', now.toISOString())
    .where('person_id', 'is', null)
    .groupBy('kind')
    .execute();
  const many = (kind: string) => Number(rows.find((row) => row.kind === kind)?.many ?? 0);
  return { names: many('name'), addresses: many('address') };
}

const lockedBy = (kinds: readonly string[]): LockedBy => ({
  byPassword: kinds.some((kind) => kind !== 'code'),
  byCode: kinds.includes('code'),
});

/** Until when somebody's account is locked, and by what; null when it is not. */
export async function lockOf(
  db: Db,
  personId: string,
  now: Date,
): Promise<({ until: string } & LockedBy) | null> {
  const rows = await db
    .selectFrom('sign_in_series')
    .select(['kind', 'locked_until'])
    .where('person_id', '=', personId)
    .where('locked_until', '>', now.toISOString())
    .execute();
  const [until = null] = rows
    .map((row) => row.locked_until ?? '')
    .sort()
    .reverse();
  return until === null ? null : { until, ...lockedBy(rows.map(({ kind }) => kind)) };
}

/** Somebody whose role asks for the second step, and whether they have it. */
export interface Administrator {
  personId: string;
  name: string;
  roles: Role[];
  /** Null: not set up yet, so that they cannot get in. */
  setUpAt: string | null;
  recoveryCodes: number;
}

const MOST_ADMINISTRATORS = 100;

/** The people within reach who must use the second step, by name, at most a hundred. Source: 等级保护, two factors for administrators. One statement. */
export async function administrators(db: Db, reach: Reach): Promise<Administrator[]> {
  const { onDay, scopes } = reach;
  const rows = await db
    .selectFrom('role_grant')
    .innerJoin('person', 'person.id', 'role_grant.person_id')
    .leftJoin('second_factor', 'second_factor.person_id', 'person.id')
    .select(['person.id', 'person.name', 'role', 'set_up_at'])
    .select(({ selectFrom }) =>
      selectFrom('recovery_code')
        .select(({ fn }) => fn.countAll<number>().as('codes'))
        .whereRef('recovery_code.person_id', '=', 'person.id')
        .as('codes'),
    )
    .where('role', 'in', signInPolicy.secondStepRoles)
    .where('role_grant.valid_from', '<=', onDay)
    .where(({ or, eb }) =>
      or([eb('role_grant.valid_to', 'is', null), eb('role_grant.valid_to', '>=', onDay)]),
    )
    .$if(scopes !== 'everywhere', (query) => query.where('person.id', 'in', peopleReached(db, reach)))
    .orderBy('person.name_pinyin')
    .orderBy('person.id')
    .limit(MOST_ADMINISTRATORS)
    .execute();
  const people = new Map<string, Administrator>();
  for (const { id, name, role, set_up_at: setUpAt, codes } of rows) {
    const known = people.get(id);
    if (known) known.roles = [...new Set([...known.roles, role as Role])];
    else
      people.set(id, {
        ...{ personId: id, name, roles: [role as Role] },
        ...{ setUpAt, recoveryCodes: Number(codes ?? 0) },
      });
  }
  return [...people.values()];
}
