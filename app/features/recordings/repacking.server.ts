import { stat } from 'node:fs/promises';
import {
  Conversion,
  FilePathSource,
  FilePathTarget,
  Input,
  MATROSKA,
  Mp4OutputFormat,
  Output,
  QTFF,
  WEBM,
} from 'mediabunny';
import pLimit from 'p-limit';
import { readArrived } from '#app/features/media/arrived-file.server.ts';
import { discard, type ReceivedFile } from '#app/features/media/files.server.ts';
import {
  type StoreEnv,
  type StoreTrouble,
  troubleOf,
  waitingPath,
} from '#app/features/media/store.server.ts';

/** It reads and writes the whole file: one at a time leaves the machine to the people who look at pages. */
const inTurn = pLimit(1);

export type Repacked = { ok: true; file: ReceivedFile } | { ok: false; reason: StoreTrouble | 'damaged' };

/**
 * Puts pictures and sound of a MOV or MKV, as they are, into an MP4 in the store's waiting room. Nothing is converted, so
 * nothing is lost; how the pictures are turned goes along. Whatever goes wrong, nothing is left behind.
 */
export function repackVideo(env: StoreEnv, path: string): Promise<Repacked> {
  return inTurn(async () => {
    const target = await waitingPath(env);
    const input = new Input({ source: new FilePathSource(path), formats: [QTFF, MATROSKA, WEBM] });
    try {
      const output = new Output({
        format: new Mp4OutputFormat({ fastStart: false }),
        target: new FilePathTarget(target),
      });
      const conversion = await Conversion.init({ input, output, showWarnings: false });
      const lost = conversion.discardedTracks.some(
        ({ track }) => track.isVideoTrack() || track.isAudioTrack(),
      );
      if (!conversion.isValid || lost) throw new Error('a track cannot be taken over as it is');
      await conversion.execute();
      const file = await readArrived(target, (await stat(target)).size);
      return { ok: true as const, file: file.file };
    } catch (error) {
      await discard({ path: target });
      return { ok: false as const, reason: troubleOf(error) ?? ('damaged' as const) };
    } finally {
      input.dispose();
    }
  });
}
