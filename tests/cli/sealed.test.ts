import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { findingLine, verifySealed } from '#app/cli/checks/all.ts';
import { setContact } from '#app/features/contacts/contacts.server.ts';
import type { Db } from '#db/database.ts';
import { ownKeys } from '#tests/contacts/support.ts';
import { academy, aPerson, now } from '#tests/identity/support.ts';
import { withFactor } from '#tests/sign-in/factors.ts';
import { env as secrets } from '#tests/sign-in/visits.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

describeOnBothDatabases('what lies closed', (open) => {
  let db: Db;
  let one: string;
  let other: string;
  const keys = ownKeys();
  const env = () => ({ ...secrets, ...keys.env });
  const found = async () =>
    (await verifySealed(db, env())).filter(({ breach }) => breach).map((finding) => findingLine(finding));

  beforeEach(async () => {
    db = await open();
    [one, other] = [await aPerson(db), await aPerson(db)];
    for (const [personId, value] of [
      [one, '19900000001'],
      [other, '19900000002'],
    ] as const)
      await setContact(db, {
        ...{ env: env(), actor: academy, personId, kind: 'phone', value },
        ...{ source: 'staff', confirmed: true, now },
      });
    await withFactor(db, one);
    await withFactor(db, other);
  });

  it('opens, each in its own place', async () => {
    expect(await found()).toEqual([]);
  });

  it('is missed where a number was put into another row, or is found by something else', async () => {
    const { sealed } = await db
      .selectFrom('contact')
      .select('sealed')
      .where('person_id', '=', one)
      .executeTakeFirstOrThrow();
    await db.updateTable('contact').set({ sealed }).where('person_id', '=', other).execute();
    expect(await found()).toEqual([expect.stringMatching(/BREACH .*phone number.*does not open/)]);
    await db.updateTable('contact').set({ sealed: 'x' }).execute();
    await db.deleteFrom('contact').where('person_id', '=', other).execute();
    await db
      .updateTable('contact')
      .set({ sealed, blind: 'x'.repeat(43) })
      .execute();
    expect(await found()).toEqual([expect.stringMatching(/found by something else/)]);
    await db.updateTable('contact').set({ key_id: 'no-such-key' }).execute();
    expect(await found()).toEqual([expect.stringMatching(/does not open/)]);
  });

  it('is missed where a second step was put into another row', async () => {
    const { secret } = await db
      .selectFrom('second_factor')
      .select('secret')
      .where('person_id', '=', one)
      .executeTakeFirstOrThrow();
    await db.updateTable('second_factor').set({ secret }).where('person_id', '=', other).execute();
    expect(await found()).toEqual([expect.stringMatching(new RegExp(`BREACH .*second step.*${other}`))]);
  });

  it('is nothing to tell of where neither keys nor secret are on this machine', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'academy-elsewhere-'));
    const CREDENTIALS_SECRET = 'another secret of thirty-two characters and more';
    for (const secret of [{}, { CREDENTIALS_SECRET }]) {
      const findings = await verifySealed(db, { DATA_DIR: elsewhere, ...secret });
      expect(findings.map(({ breach }) => breach)).toEqual([null, null, null]);
    }
    rmSync(elsewhere, { recursive: true });
  });
});
