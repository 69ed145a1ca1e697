import { networkOf } from '#app/features/sign-in/addresses.rules.ts';

const HOUR_MS = 3_600_000;
const MOST_KEPT = 10_000;

/**
 * How much was written without a name lately, by address and in all. Only in the memory of this process and for an hour: the database must not know
 * from where something came. With several processes each counts for itself.
 */
export class WrittenLately {
  readonly #byAddress = new Map<string, number[]>();
  #all: number[] = [];

  /** Whether one more may come from this address now; if so it is counted. */
  mayWrite(address: string, { ofAddress, ofAll }: { ofAddress: number; ofAll: number }, now: Date): boolean {
    const since = now.getTime() - HOUR_MS;
    const lately = (times: readonly number[]) => times.filter((time) => time > since);
    const key = networkOf(address);
    const own = lately(this.#byAddress.get(key) ?? []);
    this.#all = lately(this.#all);
    // Beyond the whole number nobody writes twice; a first word from anywhere is always taken, so that a flood silences only itself.
    if (own.length >= (this.#all.length >= ofAll ? 1 : ofAddress)) return false;
    this.#byAddress.delete(key);
    this.#byAddress.set(key, [...own, now.getTime()]);
    this.#all.push(now.getTime());
    for (const oldest of this.#byAddress.keys()) {
      if (this.#byAddress.size <= MOST_KEPT) break;
      this.#byAddress.delete(oldest);
    }
    return true;
  }
}

/** Of this process. */
export const writtenLately = new WrittenLately();
