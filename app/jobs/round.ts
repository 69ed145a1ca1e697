import type { WorkerOptions } from './worker.ts';

export interface RoundOptions extends WorkerOptions {
  /** Whether the worker is to end: what takes long asks it now and then. */
  stopped: () => boolean;
}

/** Something that falls due by itself, looked after every so many seconds. */
export interface Round {
  name: string;
  everySeconds: number;
  run(options: RoundOptions): Promise<unknown>;
}

/** How many things a round does at most before others have their turn. */
export const AT_ONCE = 200;
