import { setTimeout as pause } from 'node:timers/promises';

const TRIES = 8;
/** After so long no further try is begun: whoever waits for a page should be told rather than left waiting. */
const PATIENCE_MS = 20_000;

/** Does `work` until it goes through: whatever `mayAgain` says of left nothing behind and may be tried again. Throws the last failure. */
export async function untilItGoes<T>(
  work: () => Promise<T>,
  { mayAgain }: { mayAgain: (error: unknown) => boolean },
): Promise<T> {
  const since = performance.now();
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const isLast = attempt >= TRIES || performance.now() - since > PATIENCE_MS;
      if (isLast || !mayAgain(error)) throw error;
      await pause(Math.random() * 8 * 2 ** attempt);
    }
  }
}
