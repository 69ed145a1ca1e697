import { beforeEach, expect, it } from 'vitest';
import { isNobodyHere, makeFirstPerson, offerSetup } from '#app/features/accounts/setup.server.ts';
import { grantsOf } from '#app/features/identity/held-roles.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { aPerson, now } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

describeOnBothDatabases('an academy without anybody', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
  });
  const first = (code: string, more: object = {}) =>
    makeFirstPerson(db, { code, name: '安一', username: 'an-yi', password: 'my-own-garden-3', now, ...more });

  it('is begun with the code of any of its servers, by one of many who try at once, and then never again', async () => {
    const codes = [(await offerSetup(db, now)) ?? '', (await offerSetup(db, now)) ?? ''];
    expect(await first('AAAA-AAAA-AAAA-AAAA')).toEqual({ ok: false, reason: 'code' });
    expect(await first(codes[0] ?? '', { password: 'short' })).toMatchObject({ reason: 'password' });
    const later = new Date(now.getTime() + 8 * 24 * 3600_000);
    expect(await first(codes[0] ?? '', { now: later })).toEqual({ ok: false, reason: 'code' });
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, n) => first(codes[n % 2] ?? '', { username: `an-yi-${n}` })),
    );
    const made = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.personId] : []));
    expect(made).toHaveLength(1);
    expect(await db.selectFrom('person').select('id').execute()).toHaveLength(1);
    expect((await grantsOf(db, made[0] ?? '', dayOf(now))).map(({ role }) => role)).toEqual([
      'security-admin',
    ]);
    expect(await first(codes[1] ?? '')).toEqual({ ok: false, reason: 'over' });
    expect(await offerSetup(db, now)).toBeNull();
  });

  it('is no such academy once somebody was made another way', async () => {
    const code = (await offerSetup(db, now)) ?? '';
    await aPerson(db);
    expect(await isNobodyHere(db)).toBe(false);
    expect(await first(code)).toEqual({ ok: false, reason: 'over' });
  });
});
