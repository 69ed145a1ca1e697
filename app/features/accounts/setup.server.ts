import { createHash } from 'node:crypto';
import { createPerson, grantRole } from '#app/features/identity/people.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { newId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { typedCode } from './codes.rules.ts';
import { newSpoken } from './codes.server.ts';

const DAYS = 7;

/** Whether the academy waits for its first person. One statement. */
export async function isNobodyHere(db: Db): Promise<boolean> {
  return !(await db.selectFrom('person').select('id').limit(1).executeTakeFirst());
}

/**
 * The code with which the first account may be made, for the log of a server that starts: whoever reads that runs the machine. Null where there is somebody
 * already. Each process has its own; all of them hold for a week, and none once somebody is there.
 */
export async function offerSetup(db: Db, now: Date): Promise<string | null> {
  if (!(await isNobodyHere(db))) return null;
  const code = [newSpoken(), newSpoken()].join('');
  await db
    .insertInto('setup_code')
    .values({
      id: newId(),
      code_hash: hashOf(code),
      made_at: now.toISOString(),
      expires_at: new Date(now.getTime() + DAYS * 24 * 3600_000).toISOString(),
    })
    .execute();
  return (code.match(/.{4}/g) ?? []).join('-');
}

// Sixteen characters of chance: nobody tries them all, with the hash in hand or without.
const hashOf = (code: string) =>
  createHash('sha256')
    .update(`setup:${typedCode(code)}`)
    .digest('base64url');

export interface FirstPerson {
  code: string;
  name: string;
  username: string;
  password: string;
  now: Date;
}

export type SetupOutcome =
  | { ok: true; personId: string }
  /** `over`: there is somebody already. */
  | { ok: false; reason: 'over' | 'code' | 'username' | 'name' }
  | { ok: false; reason: 'password'; problem: string };

/** Makes the first account, a security administrator, who then grants everybody else what they may do. Of two at once one does. */
export async function makeFirstPerson(db: Db, first: FirstPerson): Promise<SetupOutcome> {
  const { now } = first;
  if (!(await isNobodyHere(db))) return { ok: false, reason: 'over' };
  const code = await db
    .selectFrom('setup_code')
    .select('id')
    .where('code_hash', '=', hashOf(first.code))
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst();
  if (!code) return { ok: false, reason: 'code' };
  try {
    return await inTransaction(db, async (trx) => {
      const actor = systemActor('setup');
      const made = await createPerson(trx, { actor, ...first });
      if (!made.ok) {
        if (made.reason === 'username-taken') return { ok: false, reason: 'over' };
        return made.reason === 'password' ? made : { ok: false, reason: made.reason };
      }
      await trx
        .insertInto('setup_done')
        .values({ id: 'first', person_id: made.personId, at: now.toISOString() })
        .execute();
      await trx.deleteFrom('setup_code').execute();
      const granted = await grantRole(trx, {
        ...{ actor, personId: made.personId, role: 'security-admin', orgUnitId: null },
        ...{ validFrom: dayOf(now), now },
      });
      if (!granted.ok) throw new Error(`The first person cannot be made security-admin: ${granted.reason}.`);
      return made;
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return { ok: false, reason: 'over' };
  }
}
