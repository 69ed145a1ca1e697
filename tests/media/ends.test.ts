import { mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyStore } from '#app/cli/checks/all.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { removeEnded, removeNow } from '#app/features/media/ended-bytes.server.ts';
import { endFile, endStream } from '#app/features/media/ends.server.ts';
import { mediaFile, placeFile, recordFile, storeFile } from '#app/features/media/files.server.ts';
import { findLeftBehind } from '#app/features/media/left-behind.server.ts';
import { MARK_KEY, type StoreEnv } from '#app/features/media/media-store.ts';
import { markStore } from '#app/features/media/owning.server.ts';
import { storeOf, waitingPath } from '#app/features/media/store.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { aCourse, aRecording } from '#tests/recordings/academy.ts';
import { type BucketServer, startBucket } from '#tests/support/bucket-server.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

const now = new Date();
const inHours = (hours: number) => new Date(now.getTime() + hours * 3600_000);
const actor = systemActor('test');
const png = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const needOf = async () => null;

describeOnBothDatabases('bytes that nobody needs any more', (open) => {
  let db: Db;
  let bucket: BucketServer;
  let folder: string;
  beforeAll(async () => {
    bucket = await startBucket();
  });
  beforeEach(async () => {
    db = await open();
    folder = await mkdtemp(join(tmpdir(), 'ends-'));
    bucket.objects.clear();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  afterAll(() => bucket.close());

  describe.each(['a folder', 'a bucket'])('in %s', (kind) => {
    const isFolder = kind === 'a folder';
    const env = (): StoreEnv =>
      isFolder
        ? { MEDIA_URL: `file:${join(folder, 'media')}`, DATA_DIR: folder }
        : { ...bucket.settings, DATA_DIR: folder };
    const file = (words = '') => ({
      source: Buffer.concat([png, Buffer.from(words)]),
      purpose: 'poster' as const,
      originalName: 'a.png',
      ...{ env: env(), actor, now },
    });
    async function stored(words?: string): Promise<string> {
      const result = await storeFile(db, file(words));
      if (!result.ok) throw new Error(result.reason);
      return result.mediaId;
    }
    async function put(key: string): Promise<void> {
      const path = await waitingPath(env());
      await writeFile(path, key);
      await storeOf(env()).keep(path, key);
      await rm(path);
    }
    const keyOf = async (mediaId: string) => (await mediaFile(db, mediaId))?.storageKey ?? '';
    const isThere = async (key: string) => (await storeOf(env()).stat(key)) !== null;
    const sweep = (hours: number) => removeEnded(db, { env: env(), now: inHours(hours), needOf });
    const end = (mediaId: string, atOnce = false) =>
      inTransaction(db, (trx) => endFile(trx, { mediaId, now, atOnce }));
    const ends = () => db.selectFrom('media_end').select(['id', 'tries']).execute();
    const away = async (isAway: boolean) => {
      const [here, there] = [join(folder, 'media'), join(folder, 'elsewhere')];
      if (isFolder) await rename(isAway ? here : there, isAway ? there : here);
      else await (isAway ? bucket.close() : bucket.open());
    };

    it('go with their row a day later', async () => {
      const mediaId = await stored();
      const key = await keyOf(mediaId);
      expect(await ends()).toEqual([]);
      await end(mediaId);
      expect(await sweep(23)).toMatchObject({ gone: [], kept: [] });
      expect([await isThere(key), await keyOf(mediaId)]).toEqual([true, key]);
      expect(await sweep(25)).toEqual({ gone: [mediaId], kept: [], trouble: null });
      expect([await isThere(key), await mediaFile(db, mediaId), await ends()]).toEqual([false, null, []]);
    });

    it('stay as long as something refers to them, whoever else lets go', async () => {
      const mediaId = await stored();
      const recordingId = await aRecording(db, (await aCourse(db)).courseId);
      const captions = (id: string | null) =>
        db.updateTable('recording').set({ captions_media_id: id }).where('id', '=', recordingId).execute();
      await captions(mediaId);
      await end(mediaId);
      expect(await sweep(25)).toMatchObject({ gone: [], kept: [mediaId] });
      expect([await isThere(await keyOf(mediaId)), await ends()]).toEqual([true, []]);
      await captions(null);
      await end(mediaId);
      expect(await sweep(25)).toMatchObject({ gone: [mediaId] });
    });

    it('go by themselves where a process was killed before it wrote down what they are', async () => {
      const placing = [await placeFile(db, file('one')), await placeFile(db, file('two'))] as const;
      const [written, lost] = placing.map((one) => (one.ok ? one.placed : null));
      if (!written || !lost) throw new Error('not placed');
      await inTransaction(db, (trx) => recordFile(trx, { placed: written, actor, now }));
      expect(await sweep(25)).toMatchObject({ gone: [lost.id], kept: [] });
      expect(await isThere(written.row.storage_key)).toBe(true);
      expect(await isThere(lost.row.storage_key)).toBe(false);
      // Whoever comes so late writes nothing that names bytes that are gone.
      const late = inTransaction(db, (trx) => recordFile(trx, { placed: lost, actor, now }));
      await expect(late).rejects.toThrow('given up');
      expect(await mediaFile(db, lost.id)).toBeNull();
    });

    it('wait while the store is away, and are not forgotten', async () => {
      const mediaId = await stored();
      const key = await keyOf(mediaId);
      await end(mediaId, true);
      await away(true);
      expect(await sweep(0)).toEqual({ gone: [], kept: [], trouble: 'store-gone' });
      expect(await sweep(0)).toEqual({ gone: [], kept: [], trouble: null });
      expect([await mediaFile(db, mediaId), await ends()]).toEqual([null, [{ id: mediaId, tries: 1 }]]);
      await away(false);
      expect(await isThere(key)).toBe(true);
      expect(await sweep(1)).toMatchObject({ gone: [mediaId] });
      expect([await isThere(key), await ends()]).toEqual([false, []]);
    });

    it('are removed once by many workers, while the same bytes come anew', async () => {
      const mediaIds = [await stored('same'), await stored('same'), await stored('same')];
      const keys = await Promise.all(mediaIds.map(keyOf));
      for (const mediaId of mediaIds) await end(mediaId, true);
      const [fresh, ...removed] = await Promise.all([stored('same'), sweep(0), sweep(0), sweep(0)]);
      expect(removed.flatMap(({ gone }) => gone).toSorted()).toEqual(mediaIds.toSorted());
      expect(await Promise.all(keys.map(isThere))).toEqual([false, false, false]);
      expect(await isThere(await keyOf(fresh))).toBe(true);
    });

    it('lie once under files from before, and go with the last of them', async () => {
      const mediaIds = [await stored(), await stored()];
      const key = `ab/${'ab'.repeat(32)}`;
      await put(key);
      await markStore(db, { env: env(), now });
      await db.updateTable('media_file').set({ storage_key: key }).execute();
      for (const [at, mediaId] of mediaIds.entries()) {
        await end(mediaId, true);
        await removeNow(db, { ids: [mediaId], env: env(), now, needOf });
        expect([mediaId, await isThere(key)]).toEqual([mediaId, at === 0]);
      }
    });

    it('are whole folders of streams, unless somebody makes or has them', async () => {
      const [nobodys, made, had] = [newId(), newId(), newId()];
      const keys = [nobodys, made, had].map((id) => `streams/${id}/720p/0.m4s`);
      for (const key of keys) await put(key);
      for (const streamId of [nobodys, made, had])
        await inTransaction(db, (trx) => endStream(trx, { streamId, now }));
      const need = async (_db: Db, { id }: { id: string }) =>
        id === made ? ('makes' as const) : id === had ? ('has' as const) : null;
      const removed = await removeEnded(db, { env: env(), now: inHours(25), needOf: need });
      expect([removed.gone, removed.kept.toSorted()]).toEqual([[nobodys], [made, had].toSorted()]);
      expect(await Promise.all(keys.map(isThere))).toEqual([false, true, true]);
      expect((await ends()).map(({ id }) => id)).toEqual([made]);
      // Its worker has given up meanwhile.
      expect(await sweep(50)).toMatchObject({ gone: [made] });
    });

    it('are found where they were left behind, and told by verify', async () => {
      const kept = await keyOf(await stored());
      // Its first look, while nothing strange lies there.
      expect(await findLeftBehind(db, { env: env(), now, needOf, limit: 3 })).toBe(0);
      const expected = await placeFile(db, file('expected'));
      if (!expected.ok) throw new Error(expected.reason);
      const [stream, upload] = [newId(), newId()];
      const ours = [`0a/${newId()}`, `fe/${'fe'.repeat(32)}`, `streams/${stream}/master.m3u8`];
      const arrived = isFolder ? `uploads/${upload}` : `incoming/${upload}/size-5`;
      const foreign = ['backup/all.gz', 'notes.txt'];
      for (const key of [...ours, arrived, ...foreign]) await put(key);
      const find = (hours: number) =>
        findLeftBehind(db, { env: env(), now: inHours(hours), needOf, limit: 3 });
      const look = async (hours: number) => {
        let found = 0;
        for (let page = 0; page < 4; page += 1) found += await find(hours);
        return found;
      };
      const told = async (hours: number) =>
        (await verifyStore(db, { env: env(), now: inHours(hours) })).flatMap(({ name, breach }) =>
          breach ? [[name, breach.count]] : [],
        );
      expect([await look(1), await told(1)]).toEqual([0, []]);
      // No look has been where they are since they are old: it is no breach yet.
      expect(await told(49)).toEqual([]);
      expect([await look(49), await told(49)]).toEqual([4, []]);
      // Until the last page of a look that began then.
      expect(await look(49)).toBe(0);
      const found = await db.selectFrom('media_end').selectAll().execute();
      await db.deleteFrom('media_end').execute();
      expect(await told(49)).toEqual([[expect.stringContaining('belongs to somebody'), found.length]]);
      await db.insertInto('media_end').values(found).execute();
      expect((await removeEnded(db, { env: env(), now: inHours(74), needOf })).gone).toHaveLength(5);
      const left = isFolder
        ? (await readdir(join(folder, 'media'), { recursive: true, withFileTypes: true }))
            .filter((entry) => entry.isFile())
            .map(({ name }) => name)
        : [...bucket.objects.keys()].map((key) => key.split('/').at(-1));
      expect(left.toSorted()).toEqual([kept.split('/').at(-1), MARK_KEY, 'all.gz', 'notes.txt'].toSorted());
      await storeOf(env()).remove(kept);
      expect(await told(74)).toEqual([[expect.stringContaining('has its bytes'), 1]]);
    });
  });
});
