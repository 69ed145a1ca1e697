import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { handOverNext } from '#app/features/recordings/hand-over.server.ts';
import { queueHandOver } from '#app/features/recordings/hand-over-queue.server.ts';
import { handOverStateOf } from '#app/features/recordings/hand-over-state.server.ts';
import { muxProvider } from '#app/features/recordings/mux.server.ts';
import { hearMux } from '#app/features/recordings/mux-events.server.ts';
import { muxPlayback } from '#app/features/viewing/mux-playback.server.ts';
import { readEnv } from '#app/lib/env.ts';
import type { Db } from '#db/database.ts';
import { actorWith, aPerson } from '#tests/identity/support.ts';
import { MuxStandIn } from '#tests/support/mux-stand-in.ts';
import { academy, now } from '#tests/support/world.ts';
import { aCourse, aRecording } from './academy.ts';

/** More than one piece of sending. */
export const FILM_BYTES = 17 * 1024 * 1024;

export type AtMux = Awaited<ReturnType<typeof atMux>>;

/** A draft whose film is to go to Mux, the server that stands in for it, and what is done with both. `clock` may be moved. */
export async function atMux(db: Db) {
  const folder = await mkdtemp(join(tmpdir(), 'mux-'));
  const mux = new MuxStandIn();
  await mux.start();
  const reading = readEnv({ MEDIA_URL: `file:${folder}`, ...mux.settings });
  if (!reading.ok) throw new Error(reading.problem);
  const { env } = reading;
  const provider = muxProvider(env);
  if (!provider) throw new Error('no provider');
  const personId = await aPerson(db);
  const registrar = actorWith('registrar', { personId });
  const recordingId = await aRecording(db, (await aCourse(db)).courseId, { published: false });
  await db.updateTable('recording').set({ uploaded_by: personId }).execute();
  const file = await db.selectFrom('media_file').select(['id', 'storage_key']).executeTakeFirstOrThrow();
  const path = join(folder, file.storage_key);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, Buffer.alloc(FILM_BYTES, 7));
  await db.updateTable('media_file').set({ bytes: FILM_BYTES }).execute();
  await queueHandOver(db, { recordingId, mediaId: file.id, now });
  const self = {
    ...{ db, env, mux, provider, registrar, recordingId },
    clock: now,
    step: (signal = new AbortController().signal) =>
      handOverNext(db, { provider, env, actor: academy, now: () => self.clock, signal }),
    state: () => handOverStateOf(db, env, { id: recordingId, videoMediaId: file.id }),
    hear: (message: { body: string; signature: string }) => hearMux(db, { ...message, env, now: self.clock }),
    row: () => db.selectFrom('recording_mux_asset').selectAll().executeTakeFirstOrThrow(),
    playback: () => muxPlayback(db, env, { recordingId }),
    notices: () => unreadNotices(db, personId),
    async sent() {
      await self.step();
      expect(await self.state()).toMatchObject({ state: 'preparing', trouble: null });
    },
    async end() {
      await mux.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return self;
}
