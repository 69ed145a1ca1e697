import type { ExpressionBuilder } from 'kysely';
import { addDays, dayOf } from '#app/lib/time.ts';
import type { Database, Db, Trx } from '#db/database.ts';
import { type Part, partOf } from '#db/part.server.ts';
import { peopleReached, type Reach } from './reach.server.ts';
import { signInPolicy } from './session-end.rules.ts';

/** Keeps the day on which somebody who was given a right signed in last, and no other; of nobody else any. One statement. */
export async function noteSignIn(db: Db, { personId, now }: { personId: string; now: Date }): Promise<void> {
  await db
    .updateTable('last_sign_in')
    .set({ day: dayOf(now), has_come: 1 })
    .where('person_id', '=', personId)
    .execute();
}

/**
 * From this day on it counts how long somebody, who is being given a right, does not sign in; where another right stands on it, nothing changes. Inside the
 * caller's transaction, which holds the person, and before the right is written. Three statements at most.
 */
export async function countFrom(
  trx: Trx,
  { personId, validFrom, today }: { personId: string; validFrom: string; today: string },
): Promise<void> {
  const other = await trx
    .selectFrom('role_grant')
    .select('id')
    .where('person_id', '=', personId)
    .where(inForceOn(today))
    .limit(1)
    .executeTakeFirst();
  const isCounted = await trx
    .selectFrom('last_sign_in')
    .select('day')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  if (other && isCounted) return;
  const row = { day: validFrom > today ? validFrom : today, has_come: 0 };
  if (isCounted) await trx.updateTable('last_sign_in').set(row).where('person_id', '=', personId).execute();
  else
    await trx
      .insertInto('last_sign_in')
      .values({ person_id: personId, ...row })
      .execute();
}

/** Forgets the days of whoever holds no right any more and will hold none. One statement. */
export async function forgetUnheld(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom('last_sign_in')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('role_grant')
            .select('id')
            .whereRef('role_grant.person_id', '=', 'last_sign_in.person_id')
            .where(({ or, eb }) => or([eb('valid_to', 'is', null), eb('valid_to', '>=', dayOf(now))])),
        ),
      ),
    )
    .execute();
}

/** Of rights: in force on a day. */
const inForceOn =
  (day: string) =>
  ({ and, or, eb }: ExpressionBuilder<Database, 'role_grant'>) =>
    and([eb('valid_from', '<=', day), or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)])]);

/** Somebody who holds a right and has not signed in for long. */
export interface UnusedAccount {
  personId: string;
  name: string;
  username: string;
  /** The day of the last sign-in or, where there was none, of the right. */
  day: string;
  hasCome: boolean;
}

export const UNUSED_PAGE = 50;

/**
 * Who holds a role today, within reach, and has not signed in for `staffUnusedDays` days, the longest first; who never did counts from the day of the
 * role. One statement. Source: 等级保护 (GB/T 22239-2019), stale accounts are found each quarter.
 */
export async function unusedAccounts(
  db: Db,
  { reach, now, ...part }: { reach: Reach; now: Date } & Part,
): Promise<UnusedAccount[]> {
  const unused = unusedHolders(db, { reach, now })
    .innerJoin('person', 'person.id', 'last_sign_in.person_id')
    .select(['last_sign_in.person_id', 'person.name', 'person.username', 'day', 'has_come']);
  const rows = await partOf(unused, { ...part, order: longestFirst, pageSize: UNUSED_PAGE }).execute();
  return rows.map(({ person_id: personId, has_come: hasCome, ...row }) => ({
    ...row,
    ...{ personId, hasCome: hasCome === 1 },
  }));
}

const longestFirst = [
  ['last_sign_in.day', 'asc'],
  ['last_sign_in.person_id', 'asc'],
] as const;

/** How many they are. One statement. */
export async function countUnused(db: Db, asked: { reach: Reach; now: Date }): Promise<number> {
  const { total } = await unusedHolders(db, asked)
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

function unusedHolders(db: Db, { reach, now }: { reach: Reach; now: Date }) {
  const today = dayOf(now);
  return db
    .selectFrom('last_sign_in')
    .where('day', '<', addDays(today, -signInPolicy.staffUnusedDays))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('role_grant')
          .select('role_grant.id')
          .whereRef('role_grant.person_id', '=', 'last_sign_in.person_id')
          .where(inForceOn(today)),
      ),
    )
    .$if(reach.scopes !== 'everywhere', (query) =>
      query.where('last_sign_in.person_id', 'in', peopleReached(db, reach)),
    );
}
