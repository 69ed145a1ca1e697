import { stat } from 'node:fs/promises';
import pLimit from 'p-limit';
import { readArrived } from '#app/features/media/arrived-file.server.ts';
import { discard, type ReceivedFile } from '#app/features/media/files.server.ts';
import {
  type StoreEnv,
  type StoreTrouble,
  troubleOf,
  waitingPath,
} from '#app/features/media/store.server.ts';
import { onThread } from '#app/features/media/thread.server.ts';
import type { Span } from './cuts.rules.ts';
import type { CopyTask } from './film-copy.thread.ts';
import { text as filmCopyText } from './film-copy.thread.ts?thread';

/** It reads and writes the whole film: one at a time leaves the machine to the people who look at pages. */
const inTurn = pLimit(1);

export type CopiedFilm =
  | { ok: true; file: ReceivedFile /** What of the film it really shows; empty: all. */; keeps: Span[] }
  | { ok: false; reason: StoreTrouble | 'damaged' };

/**
 * Copies a film as it is into an MP4 in the store's waiting room: all of it, or `keeps`, one behind the other. Nothing is converted,
 * so nothing is lost and it takes as long as copying; but a range can begin only where a whole picture lies, so it begins up to some
 * seconds early, and a cut that lies between two whole pictures is none. Whatever goes wrong, nothing is left behind; aborted it
 * throws the signal's reason.
 */
export function copyFilm(
  env: StoreEnv,
  path: string,
  { keeps, signal }: { keeps: readonly Span[] | null; signal?: AbortSignal },
): Promise<CopiedFilm> {
  return inTurn(async () => {
    const target = await waitingPath(env);
    try {
      const task: CopyTask = { path, target, keeps };
      const shown = await onThread<Span[]>(filmCopyText, task, signal);
      const { file } = await readArrived(target, (await stat(target)).size);
      return { ok: true as const, file, keeps: shown };
    } catch (error) {
      await discard({ path: target });
      if (signal?.aborted) throw error;
      return { ok: false as const, reason: troubleOf(error) ?? ('damaged' as const) };
    }
  });
}
