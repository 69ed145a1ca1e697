import { beforeEach, expect, it } from 'vitest';
import { blindOf, setContact } from '#app/features/contacts/contacts.server.ts';
import { whoIsNamed } from '#app/features/sign-in/account-named.server.ts';
import type { Db } from '#db/database.ts';
import { ownKeys } from '#tests/contacts/support.ts';
import { academy, aPerson, now } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

describeOnBothDatabases('whom a sign-in form means', (open) => {
  let db: Db;
  const keys = ownKeys();
  let personId: string;
  beforeEach(async () => {
    db = await open();
    personId = await aPerson(db, { username: 'learner' });
    await setContact(db, {
      ...{ env: keys.env, actor: academy, personId, kind: 'phone', value: '19900000001' },
      ...{ source: 'staff', confirmed: false, now },
    });
  });
  const counted = (number: string) => blindOf(keys.env, 'phone', number);
  const named = (typed: string) => whoIsNamed(db, { typed, env: keys.env });

  it('is the same person by username and by phone number, however it is written', async () => {
    expect(await named(' Learner ')).toEqual({ name: 'learner', personId });
    for (const typed of ['19900000001', '+86 199 0000 0001', '１９９００００００01'])
      expect(await named(typed)).toEqual({ name: counted('19900000001'), personId });
    expect(counted('19900000001')).not.toContain('1990');
  });

  it('is nobody but what was typed, in one form, where nobody is called so', async () => {
    expect(await named('Nobody')).toEqual({ name: 'nobody', personId: null });
    expect(await named('199 0000 0002')).toEqual({ name: counted('19900000002'), personId: null });
    const keyless = { name: '19900000001', personId: null };
    expect(await whoIsNamed(db, { typed: '19900000001' })).toEqual(keyless);
  });

  it('is whoever has it as a username before whoever has it as a number', async () => {
    const other = await aPerson(db, { username: '19900000001' });
    expect(await named('19900000001')).toEqual({ name: counted('19900000001'), personId: other });
  });
});
