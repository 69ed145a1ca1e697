import { readContact } from '#app/features/contacts/contact.rules.ts';
import { blindLabel, contactPlace } from '#app/features/contacts/contacts.server.ts';
import { shutRows } from '#app/features/imports/shut-rows.server.ts';
import type { KeyRing, SealingEnv } from '#app/features/sealing/key-files.server.ts';
import { keysAreAway, ringHere } from '#app/features/sealing/ring.server.ts';
import { blindIndex, openField } from '#app/features/sealing/seal.server.ts';
import { secondFactorOpens } from '#app/features/sign-in/second-factor.server.ts';
import { knownSecret, type SecretEnv } from '#app/lib/secret.server.ts';
import type { Db } from '#db/database.ts';
import type { ContactRow } from '#db/tables/contacts.ts';
import { type Breach, breachOf } from './check.ts';
import { judgeAll } from './paging.server.ts';

/** One invariant that only a machine with the academy's keys can look at. */
export interface SealedCheck {
  name: string;
  run(db: Db, env: SealingEnv & SecretEnv): Promise<Breach | null>;
}

export const sealedChecks: readonly SealedCheck[] = [
  {
    name: 'every closed phone number and e-mail address opens here, and is found again by what it says',
    run: async (db, env) => {
      const ring = ringHere(env);
      // Whose keys are elsewhere is told by doctor: the data may be sound all the same.
      if (!ring || (await keysAreAway(db, env))) return null;
      return breachOf(await judgeAll(db, readContacts, (rows) => rows.flatMap((row) => fault(ring, row))));
    },
  },
  {
    name: 'every row of a sheet that waits, and what is said of it, opens here in its own place',
    run: async (db, env) => {
      const ring = ringHere(env);
      if (!ring || (await keysAreAway(db, env))) return null;
      return breachOf(await shutRows(db, ring));
    },
  },
  {
    name: 'every second step opens with the secret of the academy, for its own person',
    run: async (db, env) => {
      const own = knownSecret(env);
      let opened = 0;
      const closed = await judgeAll(db, readFactors, (rows) => {
        const shut = rows.filter((row) => own === null || !secondFactorOpens(own, row));
        opened += rows.length - shut.length;
        return shut.map(({ id }) => `person ${id}`);
      });
      // None at all: the secret is on another machine, which doctor tells.
      return opened > 0 ? breachOf(closed) : null;
    },
  },
];

function readContacts(db: Db, after: string, limit: number) {
  return db
    .selectFrom('contact')
    .select(['id', 'person_id', 'kind', 'sealed', 'key_id', 'blind'])
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

type Closed = Pick<ContactRow, 'id' | 'person_id' | 'kind' | 'sealed' | 'key_id' | 'blind'>;

function fault(ring: KeyRing, { id, person_id, kind, sealed, key_id: keyId, blind }: Closed): string[] {
  if (kind !== 'phone' && kind !== 'email') return [`contact ${id}: a kind that is none`];
  const value = openField(ring, { ...contactPlace(person_id, kind), keyId, sealed });
  if (value === null) return [`contact ${id}: does not open`];
  const reading = readContact(kind, value);
  const isFound = blindIndex(ring, blindLabel(kind), value) === blind;
  return isFound && reading.ok && reading.value === value
    ? []
    : [`contact ${id}: is found by something else`];
}

function readFactors(db: Db, after: string, limit: number) {
  return db
    .selectFrom('second_factor')
    .select(['person_id as id', 'secret'])
    .where('person_id', '>', after)
    .orderBy('person_id')
    .limit(limit)
    .execute();
}
