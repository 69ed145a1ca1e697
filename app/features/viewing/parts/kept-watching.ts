import type { PlayedSpan } from './watch-tracker.ts';

/** What a device remembers of one lecture until the server has it: the page may be closed and the phone killed any moment. */
export interface Kept {
  lease: string;
  spans: PlayedSpan[];
  rate: number;
  positionSeconds: number;
}

export interface Keeper {
  read(): Kept | null;
  write(kept: Kept): void;
  forget(): void;
}

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Keeps in the browser under the address of the viewing. Where the browser keeps nothing, only less is remembered. */
export function keeperIn(storage: () => Storage, address: string): Keeper {
  const name = `watching ${address}`;
  const attempt = <Result>(act: (storage: Storage) => Result): Result | null => {
    try {
      return act(storage());
    } catch {
      return null;
    }
  };
  return {
    read: () => attempt((kept) => asKept(JSON.parse(kept.getItem(name) ?? 'null'))),
    write: (kept) => void attempt((storage) => storage.setItem(name, JSON.stringify(kept))),
    forget: () => void attempt((storage) => storage.removeItem(name)),
  };
}

function asKept(found: unknown): Kept | null {
  const { lease, spans, rate, positionSeconds } = (found ?? {}) as Partial<Kept>;
  const whole =
    typeof lease === 'string' &&
    typeof rate === 'number' &&
    typeof positionSeconds === 'number' &&
    Array.isArray(spans) &&
    spans.every((span) => Array.isArray(span) && span.length === 2 && span.every(Number.isFinite));
  return whole ? { lease, spans, rate, positionSeconds } : null;
}
