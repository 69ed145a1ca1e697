import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { checkChain, checkNow, lastCheck } from '#app/features/audit/checking.server.ts';
import {
  faultOfCheckpoint,
  lastCheckpoints,
  makeCheckpoint,
} from '#app/features/audit/checkpoints.server.ts';
import { isSigned, signText } from '#app/features/audit/signing.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import type { Env } from '#app/lib/env.ts';
import type { Db } from '#db/database.ts';
import { operate } from '#tests/cli/support.ts';
import { aGrant, aPerson } from '#tests/identity/support.ts';
import { letGoOfTheLedger } from '#tests/support/by-hand.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, now } from '#tests/support/world.ts';
import { actor, daysOfLines, ownPlace, told } from './support.ts';

describeOnBothDatabases('the journal, looked through', (open) => {
  let db: Db;
  let url: string;
  let env: Env;
  let folder: string;
  beforeEach(async () => {
    ({ db, url } = await open.withUrl());
    const place = await ownPlace(db, now);
    [env, folder] = [place.context.env, place.folder];
    await daysOfLines(db, { days: 45, lines: 2, now });
  });

  it('is gone through in steps, by whoever comes, and once a day', async () => {
    let turns = 0;
    expect(await checkChain(db, { now, stopped: () => turns++ > 0 })).toBe(false);
    expect(await lastCheck(db)).toBeNull();
    const [one, other] = await Promise.all([checkChain(db, { now }), checkChain(db, { now })]);
    expect(one || other).toBe(true);
    expect(await lastCheck(db)).toMatchObject({ blocks: 45, entries: 90, inFiles: 0, fault: null });
    expect(await db.selectFrom('journal_check').selectAll().execute()).toHaveLength(1);
    expect(await checkChain(db, { now: after({ hours: 23 }) })).toBe(false);
    expect(await checkChain(db, { now: after({ hours: 24 }) })).toBe(true);
    expect(await checkNow(db, { actor, now: after({ hours: 25 }) })).toBe(true);
    expect(await db.selectFrom('journal_check').selectAll().execute()).toHaveLength(3);
  });

  it('tells every auditor, and nobody else, of the line that was changed', async () => {
    const auditor = await aPerson(db, { username: 'auditor' });
    await aGrant(db, auditor, 'auditor');
    const other = await aPerson(db, { username: 'sysadmin' });
    await aGrant(db, other, 'system-admin');
    await letGoOfTheLedger(db);
    await db
      .updateTable('journal_entry')
      .set({ outcome: 'failed' })
      .where('subject_id', '=', 'd5-1')
      .execute();
    expect(await checkChain(db, { now })).toBe(true);
    expect((await lastCheck(db))?.fault).toMatch(/^block 41, line .* is not what was sealed$/);
    expect(await unreadNotices(db, auditor)).toMatchObject([{ link: '/admin/audit' }]);
    expect(await unreadNotices(db, other)).toEqual([]);
  });

  it('is compared with what was kept outside', async () => {
    const variables = { DATA_DIR: folder, MEDIA_URL: `file:${folder}/media` };
    const printed = await operate(url, ['audit', 'checkpoint'], { variables });
    expect(printed).toMatchObject({ code: 0, complained: [] });
    const kept = join(folder, 'kept');
    await writeFile(kept, `${printed.said[0]}\n`);
    const compared = await operate(url, ['audit', 'compare', kept], { variables });
    expect(compared).toMatchObject({ code: 0, said: [expect.stringMatching(/^ok .* block 45$/)] });
    const [checkpoint] = await lastCheckpoints(db, 5);
    expect(JSON.parse(printed.said[0] ?? '')).toEqual(checkpoint);
    expect(await told(db, open.engine)).toEqual([]);
    if (!checkpoint) return;
    for (const wrong of [{ total: 1 }, { hash: '0'.repeat(64) }, { at: now.toISOString() }])
      expect(await faultOfCheckpoint(db, { ...checkpoint, ...wrong })).toBe('its signature does not fit');
    // Whoever writes the whole chain anew, with hashes that fit, is found out.
    await letGoOfTheLedger(db);
    await db
      .updateTable('journal_block')
      .set({ hash: 'f'.repeat(64) })
      .where('number', '=', 45)
      .execute();
    expect(await operate(url, ['audit', 'compare', kept], { variables })).toMatchObject({
      code: 1,
      said: [expect.stringMatching(/^BREACH .* block 45 is another one$/)],
    });
    expect((await operate(url, ['audit', 'compare', `${kept}-not`], { variables })).code).toBe(1);
  });

  it('is signed with a key that follows from the secret of the academy', async () => {
    const signed = signText(env, 'words');
    expect(signText(env, 'words')).toEqual(signed);
    expect(isSigned('words', signed)).toBe(true);
    expect(isSigned('other words', signed)).toBe(false);
    expect(isSigned('words', { ...signed, publicKey: 'short' })).toBe(false);
    const other = signText({ ...env, CREDENTIALS_SECRET: 'x'.repeat(32) }, 'words');
    expect(other.publicKey).not.toBe(signed.publicKey);
    expect(await makeCheckpoint(db, { env, actor, now })).toMatchObject({ publicKey: signed.publicKey });
  });
});
