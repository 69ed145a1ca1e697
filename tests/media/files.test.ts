import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { checkAddress } from '#app/features/media/addresses.server.ts';
import {
  mediaAddress,
  mediaFile,
  receiveFile,
  storeFile,
  sweepWaitingRoom,
} from '#app/features/media/files.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

const actor = systemActor('test');
const now = new Date('2026-11-22T05:00:00.000Z');
const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(5000, 7)]);

describeOnBothDatabases('the media store', (open) => {
  let db: Db;
  let folder: string;
  let env: { MEDIA_URL: string };
  beforeEach(async () => {
    db = await open();
    folder = await mkdtemp(join(tmpdir(), 'media-test-'));
    env = { MEDIA_URL: `file:${join(folder, 'media')}` };
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const onDisk = async () => {
    const all = await readdir(join(folder, 'media'), { recursive: true, withFileTypes: true }).catch(
      () => [],
    );
    return all.filter((entry) => entry.isFile()).map(({ name }) => name);
  };
  const rows = async () => (await db.selectFrom('media_file').selectAll().execute()).length;
  const store = (
    source: Buffer | string | AsyncIterable<Uint8Array>,
    purpose: 'poster' | 'document' = 'poster',
    originalName = 'a.png',
  ) => storeFile(db, { source, purpose, originalName, actor, env, now });

  it('keeps a file under its id, with its type and a plain name', async () => {
    const stored = await store(png, 'poster', '../../张三的<b>"照片".html');
    if (!stored.ok) throw new Error(stored.reason);
    const file = await mediaFile(db, stored.mediaId);
    const sha256 = createHash('sha256').update(png).digest('hex');
    expect(file).toMatchObject({
      purpose: 'poster',
      contentType: 'image/png',
      bytes: png.length,
      sha256,
      originalName: '张三的<b>照片.png',
    });
    expect(await onDisk()).toEqual([stored.mediaId]);
    expect(await readFile(join(folder, 'media', file?.storageKey ?? ''))).toEqual(png);
  });

  it('takes a path and a stream as well, and gives each file a place of its own', async () => {
    await writeFile(join(folder, 'picture'), png);
    expect(await store(join(folder, 'picture'))).toMatchObject({ ok: true });
    async function* pieces() {
      for (let at = 0; at < png.length; at += 7) yield png.subarray(at, at + 7);
    }
    expect(await store(pieces())).toMatchObject({ ok: true });
    expect([await rows(), (await onDisk()).length]).toEqual([2, 2]);
    expect(await readFile(join(folder, 'picture'))).toEqual(png);
  });

  it('refuses what is not of the kind, too large or broken off, and keeps nothing', async () => {
    expect(await store(Buffer.from('<html>'))).toEqual({ ok: false, reason: 'wrong-type' });
    expect(await store(Buffer.alloc(0))).toEqual({ ok: false, reason: 'wrong-type' });
    expect(await store(Buffer.concat([png, Buffer.alloc(5 * 1024 * 1024)]))).toEqual({
      ok: false,
      reason: 'too-large',
    });
    async function* broken() {
      yield png;
      throw new Error('cut off');
    }
    await expect(store(broken())).rejects.toThrow('cut off');
    await expect(store(join(folder, 'nothing-here'))).rejects.toThrow('ENOENT');
    expect([await rows(), await onDisk()]).toEqual([0, []]);
  });

  it('says when the store cannot be written', async () => {
    await writeFile(join(folder, 'media'), 'a file where the folder should be');
    expect(await store(png)).toEqual({ ok: false, reason: 'store-gone' });
    expect(await rows()).toBe(0);
  });

  it('sweeps what a killed process left more than a day ago', async () => {
    const received = await receiveFile(env, png, { maxBytes: 10_000 });
    expect(received.ok).toBe(true);
    expect(await sweepWaitingRoom(env, new Date())).toBe(0);
    expect(await sweepWaitingRoom(env, new Date(Date.now() + 25 * 3600_000))).toBe(1);
    expect(await onDisk()).toEqual([]);
  });

  it('signs addresses that hold for some hours and for one person', async () => {
    const [mediaId, personId] = [newId(), newId()];
    const read = (address: string, asks: string | null) => {
      const url = new URL(address, 'http://x');
      const [, , id = ''] = url.pathname.split('/');
      const { e, s } = Object.fromEntries(url.searchParams) as { e: string; s: string };
      return { subject: id, expires: Number(e), signature: s, personId: asks };
    };
    const open = read(await mediaAddress(db, mediaId, { now }), null);
    const bound = read(await mediaAddress(db, mediaId, { now, forPerson: personId }), personId);
    expect(await checkAddress(db, open, now)).toBe('everyone');
    expect(await checkAddress(db, { ...open, personId }, now)).toBe('everyone');
    expect(await checkAddress(db, bound, now)).toBe('person');
    expect(await checkAddress(db, { ...bound, personId: newId() }, now)).toBe('nobody');
    expect(await checkAddress(db, { ...bound, personId: null }, now)).toBe('nobody');
    expect(await checkAddress(db, { ...open, subject: newId() }, now)).toBe('nobody');
    expect(await checkAddress(db, { ...open, expires: open.expires + 1 }, now)).toBe('nobody');
    expect(await checkAddress(db, { ...open, signature: '' }, now)).toBe('nobody');
    const later = (hours: number) => new Date(now.getTime() + hours * 3600_000);
    expect([await checkAddress(db, bound, later(6)), await checkAddress(db, bound, later(12))]).toEqual([
      'person',
      'nobody',
    ]);
    expect([await checkAddress(db, open, later(24)), await checkAddress(db, open, later(48))]).toEqual([
      'everyone',
      'nobody',
    ]);
  });

  it('makes one key, however many ask for it first', async () => {
    const addresses = await Promise.all(Array.from({ length: 5 }, () => mediaAddress(db, 'x', { now })));
    const transactional = await db.transaction().execute((trx) => mediaAddress(trx, 'x', { now }));
    expect(new Set([...addresses, transactional]).size).toBe(1);
    expect(await db.selectFrom('media_key').selectAll().execute()).toHaveLength(1);
  });
});
