import { beforeEach, expect, it } from 'vitest';
import { action, loader } from '#app/features/accounts/pages/person-first-code.tsx';
import { setContact } from '#app/features/contacts/contacts.server.ts';
import { startSession } from '#app/features/identity/sessions.server.ts';
import type { Db } from '#db/database.ts';
import { ownKeys } from '#tests/contacts/support.ts';
import { academy, aGrant, aPerson, now } from '#tests/identity/support.ts';
import { askPage } from '#tests/support/asking.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { workOff } from './support.ts';

describeOnBothDatabases('a registrar who helps somebody', (open) => {
  let db: Db;
  let personId: string;
  let cookie: string;
  const keys = ownKeys();
  beforeEach(async () => {
    db = await open();
    personId = await aPerson(db);
    const registrar = await aPerson(db);
    await aGrant(db, registrar, 'registrar');
    cookie = (await startSession(db, { personId: registrar, secure: false, now })).split(';')[0] ?? '';
    await setContact(db, {
      ...{ env: keys.env, actor: academy, personId, kind: 'phone', value: '19900000001' },
      ...{ source: 'staff', confirmed: true, now },
    });
  });

  const ask = (form?: Record<string, string>, to = personId) =>
    askPage(db, form ? action : loader, `/admin/people/${to}/first-code`, {
      ...{ cookie, now, env: keys.env, params: { personId: to } },
      ...(form ? { form } : {}),
    });
  const actions = async () =>
    (await db.selectFrom('journal_entry').select('action').execute()).map(({ action: one }) => one);

  it('sees the number masked, and whole only with a line in the journal', async () => {
    const shown = JSON.stringify((await ask()).data);
    expect(shown).toContain('199****0001');
    expect(shown).not.toContain('19900000001');
    expect(await actions()).not.toContain('contact.opened');
    expect((await ask({ what: 'open' })).data.phone).toBe('19900000001');
    expect(await actions()).toContain('contact.opened');
  });

  it('writes another number down; the person and the number before are told', async () => {
    expect((await ask({ what: 'phone', phone: '12' })).status).toBe(400);
    expect((await ask({ what: 'phone', phone: '199 0000 0002' })).data.saved).toBe(true);
    expect(await workOff(db, keys.env, now)).toMatchObject([{ to: '19900000001', kind: 'note' }]);
    expect(JSON.stringify((await ask()).data)).toContain('199****0002');
    const notices = await db.selectFrom('notice').selectAll().where('person_id', '=', personId).execute();
    expect(JSON.stringify(notices)).toContain('199****0002');
    const other = await aPerson(db);
    expect((await ask({ what: 'phone', phone: '19900000002' }, other)).status).toBe(409);
  });

  it('does nothing of it for whoever may do as much, and is shown no number of theirs', async () => {
    const admin = await aPerson(db);
    await aGrant(db, admin, 'auditor');
    expect((await ask(undefined, admin)).data.phone).toBeNull();
    for (const what of ['open', 'phone', 'code'])
      expect((await ask({ what, phone: '19900000003', identified: 'known' }, admin)).status).toBe(409);
    expect(await actions()).not.toContain('first-code.given');
  });
});
