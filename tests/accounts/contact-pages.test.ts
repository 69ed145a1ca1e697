import { beforeEach, expect, it } from 'vitest';
import { askForContact, confirmContact } from '#app/features/accounts/contact-changes.server.ts';
import { action, loader } from '#app/features/accounts/pages/my-contacts.tsx';
import { contactsOf, setContact } from '#app/features/contacts/contacts.server.ts';
import { startSession } from '#app/features/identity/sessions.server.ts';
import {
  loader as settings,
  action as settingsAction,
} from '#app/features/messages/pages/admin-settings.tsx';
import type { Db } from '#db/database.ts';
import { ownKeys } from '#tests/contacts/support.ts';
import { academy, aGrant, aPerson, now, PASSWORD } from '#tests/identity/support.ts';
import { askPage } from '#tests/support/asking.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { digitsIn, workOff } from './support.ts';

describeOnBothDatabases('one’s own phone number and address', (open) => {
  let db: Db;
  let personId: string;
  let cookie: string;
  const keys = ownKeys();
  beforeEach(async () => {
    db = await open();
    personId = await aPerson(db, { username: 'learner', password: PASSWORD });
    cookie = (await startSession(db, { personId, secure: false, now })).split(';')[0] ?? '';
  });

  const post = (form: Record<string, string>) =>
    askPage(db, action, '/me/settings/contacts', { cookie, form, now, env: keys.env });
  const problems = (told: { data: Record<string, unknown> }) =>
    (told.data.problems as { field?: string; message: string }[]).map(({ field }) => field);
  const ask = (value: string, current = PASSWORD) => post({ what: 'ask', kind: 'phone', value, current });

  it('is changed with the present password and the code that was sent there; the old one is told', async () => {
    await setContact(db, {
      ...{ env: keys.env, actor: academy, personId, kind: 'phone', value: '19900000001' },
      ...{ source: 'staff', confirmed: false, now },
    });
    expect(problems(await ask('123'))).toEqual(['phone-value']);
    expect(problems(await ask('19900000002', 'wrong'))).toEqual(['phone-current']);
    expect((await ask('199 0000 0002')).location).toBe('/me/settings/contacts?done=ask');
    const [message] = await workOff(db, keys.env, now);
    expect(message?.to).toBe('19900000002');
    expect(await contactsOf(db, keys.env, personId)).toMatchObject([{ masked: '199****0001' }]);
    const shown = await askPage(db, loader, '/me/settings/contacts', { cookie, now, env: keys.env });
    expect(JSON.stringify(shown.data)).toContain('199****0002');
    expect(JSON.stringify(shown.data)).not.toContain('19900000002');
    expect(problems(await post({ what: 'confirm', kind: 'phone', code: '00000000' }))).toEqual([
      'phone-code',
    ]);
    const code = message ? digitsIn(message) : '';
    expect((await post({ what: 'confirm', kind: 'phone', code })).location).toContain('done=confirm');
    expect(await contactsOf(db, keys.env, personId)).toEqual([
      { kind: 'phone', masked: '199****0002', confirmed: true },
    ]);
    const [note] = await workOff(db, keys.env, now);
    expect(note?.to).toBe('19900000001');
    expect(note?.words).not.toContain('19900000002');
    expect((await post({ what: 'remove', kind: 'phone' })).location).toContain('done=remove');
    expect(await contactsOf(db, keys.env, personId)).toEqual([]);
  });

  it('is not given away by asking: whoever has it is told, and keeps it', async () => {
    const other = await aPerson(db);
    await setContact(db, {
      ...{ env: keys.env, actor: academy, personId: other, kind: 'phone', value: '19900000009' },
      ...{ source: 'staff', confirmed: true, now },
    });
    expect((await ask('19900000009')).location).toBe('/me/settings/contacts?done=ask');
    const [message] = await workOff(db, keys.env, now);
    const confirm = { env: keys.env, actor: academy, personId, kind: 'phone', now } as const;
    const code = message ? digitsIn(message) : '';
    expect(await confirmContact(db, { ...confirm, code })).toEqual({ ok: false, reason: 'taken' });
    expect(await contactsOf(db, keys.env, other)).toHaveLength(1);
  });

  it('gets three codes an hour for one number, whoever asks, and a code five tries', async () => {
    const value = '19900000005';
    const asked = async (id: string) =>
      (await askForContact(db, { env: keys.env, personId: id, kind: 'phone', value, now })).ok;
    const people = [await aPerson(db), await aPerson(db), await aPerson(db)];
    for (const id of people) expect(await asked(id)).toBe(true);
    expect(await asked(personId)).toBe(false);
    const messages = await workOff(db, keys.env, now);
    const code = messages.at(-1) ? digitsIn(messages.at(-1) as { words: string }) : '';
    const confirm = { env: keys.env, actor: academy, personId: people[2] ?? '', kind: 'phone', now } as const;
    for (let n = 0; n < 5; n++) await confirmContact(db, { ...confirm, code: '12345678' });
    expect(await confirmContact(db, { ...confirm, code })).toEqual({ ok: false, reason: 'wrong' });
  });

  it('the system administrator sends a test to their own and sees what became of it', async () => {
    const path = '/admin/settings';
    const visit = { cookie, now, env: keys.env };
    expect((await askPage(db, settings, path, visit)).status).toBe(403);
    await aGrant(db, personId, 'system-admin');
    const again = (await startSession(db, { personId, secure: false, now })).split(';')[0] ?? '';
    const as = { ...visit, cookie: again };
    expect((await askPage(db, settingsAction, path, { ...as, form: { way: 'email' } })).status).toBe(400);
    await setContact(db, {
      ...{ env: keys.env, actor: academy, personId, kind: 'email', value: 'sys@example.com' },
      ...{ source: 'self', confirmed: true, now },
    });
    const sent = await askPage(db, settingsAction, path, { ...as, form: { way: 'email' } });
    expect(sent.location).toBe('/admin/settings?done=test');
    expect(await workOff(db, keys.env, now)).toMatchObject([{ to: 'sys@example.com' }]);
    const shown = await askPage(db, settings, path, as);
    expect(shown.data.messages).toMatchObject([{ masked: 's***@example.com', state: 'sent', kind: 'test' }]);
  });
});
