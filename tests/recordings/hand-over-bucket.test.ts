import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { storeOf, waitingPath } from '#app/features/media/store.server.ts';
import { HELD_MS } from '#app/features/recordings/hand-over.rules.ts';
import { handOverNext } from '#app/features/recordings/hand-over.server.ts';
import { type BucketServer, startBucket } from '#tests/support/bucket-server.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy } from '#tests/support/world.ts';
import { type AtMux, atMux } from './mux-academy.ts';

const PATIENCE = { timeout: 10_000, interval: 5 };
const film = randomBytes(200_000);

describeOnBothDatabases('a film that goes from a bucket to Mux', (open) => {
  let at: AtMux;
  let bucket: BucketServer;
  let folder: string;
  let goOn: () => void;
  beforeEach(async () => {
    at = await atMux(await open());
    bucket = await startBucket();
    folder = await mkdtemp(join(tmpdir(), 'from-bucket-'));
    const file = await at.db.selectFrom('media_file').select('storage_key').executeTakeFirstOrThrow();
    const path = await waitingPath(env());
    await writeFile(path, film);
    await storeOf(env()).keep(path, file.storage_key);
    await rm(path);
    await at.db.updateTable('media_file').set({ bytes: film.length }).execute();
    const paused = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    bucket.pausing = () => paused;
  });
  afterEach(async () => {
    goOn();
    await at.end();
    await bucket.close();
    await rm(folder, { recursive: true, force: true });
  });

  const env = () => ({ ...at.env, ...bucket.settings, DATA_DIR: folder });
  const step = (signal = new AbortController().signal) =>
    handOverNext(at.db, {
      ...{ provider: at.provider, env: env(), actor: academy, now: () => at.clock, signal },
      beatEveryMs: 5,
    });
  const waiting = () => readdir(join(folder, 'incoming'));
  /** Half of the film has come. */
  const isComing = () => expect.poll(() => bucket.sending, PATIENCE).toBe(1);

  it('belongs to whoever fetches it, however long that takes', async () => {
    const sending = step();
    await isComing();
    for (let quarter = 0; quarter < 3; quarter++) {
      at.clock = new Date(at.clock.getTime() + HELD_MS * 0.9);
      const until = new Date(at.clock.getTime() + HELD_MS).toISOString();
      await expect.poll(async () => (await at.row()).due_at, PATIENCE).toBe(until);
      expect(await step()).toBeNull();
    }
    goOn();
    await sending;
    expect([at.mux.uploads.size, [...at.mux.uploads.values()][0]?.bytes.equals(film)]).toEqual([1, true]);
    expect([await at.state(), await waiting()]).toEqual([
      expect.objectContaining({ state: 'preparing' }),
      [],
    ]);
  });

  it('is let go at once when the process ends, and others go on', async () => {
    const ending = new AbortController();
    const sending = step(ending.signal);
    await isComing();
    ending.abort(new Error('the process ends'));
    await sending;
    await expect.poll(() => bucket.sending, PATIENCE).toBe(0);
    expect([await waiting(), at.mux.received]).toEqual([[], 0]);
    expect(await at.row()).toMatchObject({ due_at: at.clock.toISOString(), tries: 0, trouble: null });
    goOn();
    await step();
    expect(at.mux.received).toBe(film.length);
  });

  it('is let go when somebody else has taken it', async () => {
    const sending = step();
    await isComing();
    const other = new Date(at.clock.getTime() + 1).toISOString();
    await at.db.updateTable('recording_mux_asset').set({ due_at: other }).execute();
    await sending;
    expect([await waiting(), at.mux.received, (await at.row()).due_at]).toEqual([[], 0, other]);
  });
});
