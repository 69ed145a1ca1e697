import { beforeEach, expect, it } from 'vitest';
import { setContact } from '#app/features/contacts/contacts.server.ts';
import { accountNamed } from '#app/features/sign-in/account-named.server.ts';
import type { Db } from '#db/database.ts';
import { ownKeys } from '#tests/contacts/support.ts';
import { academy, aPerson, now } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

describeOnBothDatabases('whom a sign-in form means', (open) => {
  let db: Db;
  const keys = ownKeys();
  beforeEach(async () => {
    db = await open();
    const personId = await aPerson(db, { username: 'learner' });
    await setContact(db, {
      ...{ env: keys.env, actor: academy, personId, kind: 'phone', value: '19900000001' },
      ...{ source: 'staff', confirmed: false, now },
    });
  });
  const named = (typed: string) => accountNamed(db, { typed, env: keys.env });

  it('is the same person by username and by phone number, however it is written', async () => {
    for (const typed of [' Learner ', '19900000001', '+86 199 0000 0001', '１９９００００００01'])
      expect(await named(typed)).toBe('learner');
  });

  it('is nobody but what was typed, in one form, where nobody is called so', async () => {
    expect(await named('Nobody')).toBe('nobody');
    expect(await named('199 0000 0002')).toBe('19900000002');
    expect(await accountNamed(db, { typed: '19900000001' })).toBe('19900000001');
  });

  it('is whoever has it as a username before whoever has it as a number', async () => {
    await aPerson(db, { username: '19900000001' });
    expect(await named('19900000001')).toBe('19900000001');
  });
});
