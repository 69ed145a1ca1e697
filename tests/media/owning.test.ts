import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { verifyStore } from '#app/cli/checks/all.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { removeEnded } from '#app/features/media/ended-bytes.server.ts';
import { endFile } from '#app/features/media/ends.server.ts';
import { mediaFile, storeFile } from '#app/features/media/files.server.ts';
import { findLeftBehind } from '#app/features/media/left-behind.server.ts';
import { whoseStore } from '#app/features/media/owning.server.ts';
import { storeOf, waitingPath } from '#app/features/media/store.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { operate } from '#tests/cli/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

const now = new Date();
const inHours = (hours: number) => new Date(now.getTime() + hours * 3600_000);
const actor = systemActor('test');
const needOf = async () => null;

describeOnBothDatabases('a media store', (open) => {
  let db: Db;
  let url: string;
  let folder: string;
  beforeEach(async () => {
    ({ db, url } = await open.withUrl());
    folder = await mkdtemp(join(tmpdir(), 'owning-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const env = () => ({ MEDIA_URL: `file:${join(folder, 'media')}`, DATA_DIR: folder });
  const run = (of: string, ...words: string[]) => operate(of, words, { variables: env() });
  async function stored(into = db): Promise<{ id: string; key: string }> {
    const source = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.from(newId())]);
    const file = { source, purpose: 'poster' as const, originalName: 'a.png', env: env(), actor, now };
    const kept = await storeFile(into, file);
    if (!kept.ok) throw new Error(kept.reason);
    return { id: kept.mediaId, key: (await mediaFile(into, kept.mediaId))?.storageKey ?? '' };
  }
  const isThere = async (key: string) => (await storeOf(env()).stat(key)) !== null;
  let told = 0;
  const notOurs = () => {
    told += 1;
  };
  const look = (of: Db, hours: number) =>
    findLeftBehind(of, { env: env(), now: inHours(hours), needOf, limit: 99, notOurs });
  const sweep = (of: Db, hours: number, more = {}) =>
    removeEnded(of, { env: env(), now: inHours(hours), needOf, notOurs, ...more });
  const end = (of: Db, mediaId: string) =>
    inTransaction(of, (trx) => endFile(trx, { mediaId, now, atOnce: true }));
  const whose = (of: Db) => whoseStore(of, { env: env(), needOf });

  it('loses nothing to a database that is empty, or knows little of it, before and after it has its mark', async () => {
    const all = [await stored(), await stored(), await stored(), await stored()];
    const empty = await open();
    expect([await look(empty, 49), await whose(empty)]).toEqual([0, 'unknown']);
    await stored(empty);
    expect([await look(empty, 49), await whose(empty)]).toEqual([0, 'unknown']);
    expect(await empty.selectFrom('media_owner').select('id').execute()).toEqual([]);
    // An academy from before the mark writes it by its first look.
    expect([await look(db, 0), await whose(db), await whose(empty)]).toEqual([0, 'ours', 'anothers']);
    told = 0;
    expect([await look(empty, 49), await look(empty, 99), told]).toEqual([0, 0, 2]);
    await sweep(empty, 99);
    expect(await Promise.all(all.map(({ key }) => isThere(key)))).toEqual(all.map(() => true));
    await db.deleteFrom('media_file').execute();
    // Nor to its own database where that knows no file any more.
    expect(await look(db, 49)).toBe(0);
  });

  it('loses nothing to a copy of its academy until that is told that the store is its own', async () => {
    const [first, second] = [await stored(), await stored()];
    await look(db, 0);
    const file = join(folder, 'all.gz');
    expect((await run(url, 'backup', file)).code).toBe(0);
    const later = await stored();
    const copy = await open.withUrl();
    expect(await run(copy.url, 'restore', file)).toMatchObject({
      code: 0,
      said: expect.arrayContaining([expect.stringContaining('belongs to another database')]),
    });
    await end(copy.db, first.id);
    expect([await look(copy.db, 49), await sweep(copy.db, 25)]).toEqual([
      0,
      { gone: [], kept: [], trouble: null },
    ]);
    expect([await isThere(first.key), await isThere(later.key)]).toEqual([true, true]);
    expect((await copy.db.selectFrom('media_end').select('id').execute()).map(({ id }) => id)).toContain(
      first.id,
    );
    const breaches = async (of: Db) =>
      (await verifyStore(of, { env: env(), now })).filter(({ breach }) => breach).map(({ name }) => name);
    expect([await breaches(db), await breaches(copy.db)]).toEqual([
      [],
      ['the media store is the one of this database'],
    ]);
    expect((await run(copy.url, 'doctor')).said.join()).toMatch(/note +media +.*belongs to another database/);
    const bare = await open.withUrl();
    expect(await run(bare.url, 'media', 'adopt')).toMatchObject({ code: 1 });
    expect(await run(copy.url, 'media', 'adopt')).toMatchObject({ code: 0, complained: [] });
    expect([await whose(db), await whose(copy.db)]).toEqual(['anothers', 'ours']);
    expect((await sweep(copy.db, 25)).gone).toEqual([first.id]);
    expect([await isThere(first.key), await isThere(second.key)]).toEqual([false, true]);
    expect(await look(copy.db, 49)).toBe(1);
  });

  it('is cleared a while at a time, and not while the process is to end', async () => {
    const all = [await stored(), await stored(), await stored()];
    for (const { id } of all) await end(db, id);
    expect(await sweep(db, 1, { forMs: 0 })).toEqual({ gone: [], kept: [], trouble: null });
    let asked = 0;
    const stopped = () => ++asked > 2;
    expect((await sweep(db, 1, { stopped })).gone).toHaveLength(2);
    expect((await sweep(db, 1)).gone).toHaveLength(1);
  });

  it('is whatever lies there: an academy whose worker has looked is still empty for a backup', async () => {
    await stored();
    const file = join(folder, 'all.gz');
    const strange = `0a/${newId()}`;
    const path = await waitingPath(env());
    await writeFile(path, 'x');
    await db
      .insertInto('film_worker')
      .values({ id: 'one', has_ffmpeg: 1, heard_at: now.toISOString() })
      .execute();
    await look(db, 0);
    await run(url, 'backup', file);
    const started = await open.withUrl();
    await started.db
      .insertInto('film_worker')
      .values({ id: 'two', has_ffmpeg: 0, heard_at: now.toISOString() })
      .execute();
    const times = { ended_at: now.toISOString(), due_at: now.toISOString(), tries: 0, going_at: null };
    await started.db
      .insertInto('media_end')
      .values({ id: newId(), kind: 'file', storage_key: strange, ...times })
      .execute();
    await started.db
      .insertInto('media_look')
      .values({ id: 'store', behind_key: '', looked_at: now.toISOString(), began_at: now.toISOString() })
      .execute();
    expect(await run(started.url, 'restore', file)).toMatchObject({ code: 0, complained: [] });
    const workers = await started.db.selectFrom('film_worker').select('id').execute();
    expect(workers).toEqual([{ id: 'two' }]);
    expect(await started.db.selectFrom('media_end').select('id').execute()).toEqual([]);
    expect(await run(started.url, 'restore', file)).toMatchObject({
      code: 1,
      complained: [expect.stringMatching(/not empty \(media_file/)],
    });
  });
});
