import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import {
  addressOf,
  contactsOf,
  openContact,
  personByContact,
  removeContact,
  setContact,
} from '#app/features/contacts/contacts.server.ts';
import { contactsByKey, recloseContacts } from '#app/features/contacts/reclosing.server.ts';
import { addKeyFile, removeKeyFile } from '#app/features/sealing/key-files.server.ts';
import { KeysAway, keysAreAway, ringHere } from '#app/features/sealing/ring.server.ts';
import type { Db } from '#db/database.ts';
import { operate } from '#tests/cli/support.ts';
import { academy, aPerson, now } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { ownKeys } from './support.ts';

const numberOf = (n: number) => `199${String(n).padStart(8, '0')}`;

describeOnBothDatabases('phone numbers and e-mail addresses', (open) => {
  let db: Db;
  let url: string;
  const keys = ownKeys();
  beforeEach(async () => {
    ({ db, url } = await open.withUrl());
  });

  const give = (personId: string, value: string, more: object = {}) =>
    setContact(db, {
      ...{ env: keys.env, actor: academy, personId, kind: 'phone', value },
      ...{ source: 'staff', confirmed: false, now },
      ...more,
    });
  const found = (value: string) => personByContact(db, { env: keys.env, kind: 'phone', value });
  const rows = () => db.selectFrom('contact').selectAll().execute();

  it('lie closed, are found again by the whole number, and are shown masked', async () => {
    const personId = await aPerson(db);
    expect(await found('13800000000')).toBeNull();
    expect(await give(personId, '13800000000')).toEqual({ ok: true, changed: true });
    expect(JSON.stringify(await rows())).not.toMatch(/13800000000|0000000/);
    expect(await found('13800000000')).toEqual({ personId, confirmed: false });
    expect(await found('13800000001')).toBeNull();
    expect(await contactsOf(db, keys.env, personId)).toEqual([
      { kind: 'phone', masked: '138****0000', confirmed: false },
    ]);
    expect(JSON.stringify(await db.selectFrom('journal_entry').selectAll().execute())).not.toMatch(/0000000/);
  });

  it('belong to one person, and each person has one', async () => {
    const [one, other] = [await aPerson(db), await aPerson(db)];
    await give(one, numberOf(1));
    expect(await give(other, numberOf(1))).toEqual({ ok: false, reason: 'taken' });
    await give(one, numberOf(2));
    expect(await rows()).toHaveLength(1);
    expect(await give(other, numberOf(1))).toMatchObject({ ok: true });
    expect(await removeContact(db, { actor: academy, personId: other, kind: 'phone', now })).toBe(true);
    expect(await removeContact(db, { actor: academy, personId: other, kind: 'phone', now })).toBe(false);
  });

  it('go to one of fifty who ask at once for the same', async () => {
    const people = await Promise.all(Array.from({ length: 50 }, () => aPerson(db)));
    const outcomes = await Promise.all(people.map((personId) => give(personId, numberOf(7))));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await rows()).toHaveLength(1);
  });

  it('are opened for staff with a line in the journal', async () => {
    const personId = await aPerson(db);
    await give(personId, numberOf(3));
    const opening = { env: keys.env, actor: academy, personId, kind: 'phone', why: '电话回访', now } as const;
    expect(await openContact(db, opening)).toBe(numberOf(3));
    const entry = await db
      .selectFrom('journal_entry')
      .selectAll()
      .where('action', '=', 'contact.opened')
      .executeTakeFirstOrThrow();
    expect(entry.subject_id).toBe(personId);
    expect(JSON.parse(entry.detail)).toMatchObject({ kind: 'phone', why: '电话回访' });
  });

  it('open for nobody else: a closed number put into another row stays closed', async () => {
    const [one, other] = [await aPerson(db), await aPerson(db)];
    await give(one, numberOf(4));
    await give(other, numberOf(5));
    const first = (await rows()).find(({ person_id }) => person_id === one);
    await db
      .updateTable('contact')
      .set({ sealed: first?.sealed ?? '' })
      .where('person_id', '=', other)
      .execute();
    expect(await addressOf(db, { env: keys.env, personId: other, kind: 'phone' })).toBeNull();
  });

  it('are closed anew wherever the round is killed, and found all the while', async () => {
    const people = await Promise.all(Array.from({ length: 12 }, () => aPerson(db)));
    for (const [n, personId] of people.entries()) await give(personId, numberOf(100 + n));
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 4 }),
        async (atOnce, turns) => {
          addKeyFile(keys.env);
          let left = turns;
          await recloseContacts(db, { env: keys.env, atOnce, stopped: () => left-- <= 0 });
          for (const [n, personId] of people.entries())
            expect((await found(numberOf(100 + n)))?.personId).toBe(personId);
          const killed = [...(await contactsByKey(db)).values()].reduce((sum, many) => sum + many, 0);
          expect(killed).toBe(12);
          await recloseContacts(db, { env: keys.env, atOnce });
          expect([...(await contactsByKey(db))]).toEqual([[ringHere(keys.env)?.newest.id, 12]]);
          for (const [n, personId] of people.entries())
            expect((await addressOf(db, { env: keys.env, personId, kind: 'phone' }))?.value).toBe(
              numberOf(100 + n),
            );
        },
      ),
      { numRuns: 8 },
    );
  });

  it('that were changed by hand hold nobody up', async () => {
    const people = await Promise.all(Array.from({ length: 3 }, () => aPerson(db)));
    for (const [n, personId] of people.entries()) await give(personId, numberOf(n));
    await db
      .updateTable('contact')
      .set({ sealed: 'AAAA' })
      .where('person_id', '=', people[0] ?? '')
      .execute();
    addKeyFile(keys.env);
    expect(await recloseContacts(db, { env: keys.env, atOnce: 1 })).toBe(2);
  });

  it('stay closed where the keys are not, and no new ones are begun there', async () => {
    const personId = await aPerson(db);
    await give(personId, numberOf(6));
    const elsewhere = { DATA_DIR: `${keys.env.DATA_DIR}/elsewhere` };
    expect(await keysAreAway(db, elsewhere)).toBe(true);
    expect(await contactsOf(db, elsewhere, personId)).toMatchObject([{ masked: '（密钥不在，暂时看不了）' }]);
    await expect(give(personId, numberOf(8), { env: elsewhere })).rejects.toThrow(KeysAway);
    const variables = { DATA_DIR: elsewhere.DATA_DIR };
    const seen = await operate(url, ['doctor'], { variables });
    expect(seen.code).toBe(1);
    expect(seen.said.join('\n')).toMatch(/LACKS +keys +1 phone numbers/);
  });

  it('get a new key from the operator, who forgets the old one when nothing needs it', async () => {
    const personId = await aPerson(db);
    await give(personId, numberOf(9));
    const variables = { DATA_DIR: keys.env.DATA_DIR };
    const old = ringHere(keys.env)?.newest.id ?? '';
    expect((await operate(url, ['keys', 'rotate'], { variables })).code).toBe(0);
    const early = await operate(url, ['keys', 'forget', old], { variables });
    expect(early.code).toBe(1);
    expect(early.complained.join('\n')).toContain('still closes 1');
    await recloseContacts(db, { env: keys.env });
    expect((await operate(url, ['keys', 'forget', old], { variables })).code).toBe(0);
    expect((await addressOf(db, { env: keys.env, personId, kind: 'phone' }))?.value).toBe(numberOf(9));
    const listed = await operate(url, ['keys', 'list'], { variables });
    expect(listed.said).toHaveLength(1);
    removeKeyFile(keys.env, ringHere(keys.env)?.newest.id ?? '');
    expect((await operate(url, ['keys', 'list'], { variables })).complained.join()).toContain('MISSING');
    rmSync(keys.env.DATA_DIR, { recursive: true });
  });

  it('are closed with keys of the environment too', async () => {
    const personId = await aPerson(db);
    const [first, second, index] = ['a'.repeat(32), 'b'.repeat(32), 'c'.repeat(32)];
    const env = { ...keys.env, FIELD_KEYS: first, FIELD_INDEX_KEY: index };
    await give(personId, numberOf(10), { env });
    const later = { ...env, FIELD_KEYS: `${second},${first}` };
    expect(await recloseContacts(db, { env: later })).toBe(1);
    const last = { ...env, FIELD_KEYS: second };
    expect((await addressOf(db, { env: last, personId, kind: 'phone' }))?.value).toBe(numberOf(10));
  });
});
