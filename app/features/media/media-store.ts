import type { Env } from '#app/lib/env.ts';

/** What says where the files of this academy lie. */
export type StoreEnv = Pick<Env, 'MEDIA_URL'> &
  Partial<Pick<Env, 'DATA_DIR' | 'AWS_ACCESS_KEY_ID' | 'AWS_SECRET_ACCESS_KEY' | 'AWS_SESSION_TOKEN'>>;

export type StoreTrouble = 'too-large' | 'no-space' | 'store-gone';

/** Places in a file, in bytes from 0, `to` included. */
export interface ByteRange {
  from: number;
  to: number;
}

export interface Lending {
  signal?: AbortSignal | undefined;
}

/** Where a store says whose it is: a key that no file has. */
export const MARK_KEY = 'academy.json';

/** Something that lies in a store. */
export interface Listed {
  key: string;
  /** Of a file; 0 for a folder. */
  bytes: number;
  /** When the file, or something in the folder, was put there. */
  changedAt: Date;
}

/**
 * Where the bytes of files lie, each under a key: a folder, or a bucket of an object store. What goes wrong is thrown, and `troubleOf` says what it was.
 */
export interface MediaStore {
  /** A folder of this machine, where files arrive and are looked at before they are kept. */
  readonly waitingRoom: string;
  /** How long a file is; null where there is none. Of a store that is away nobody knows that: `StoreFailure`. */
  stat(key: string): Promise<{ bytes: number } | null>;
  /**
   * A file, or a part of it, as its reader takes it: little of it is in memory at a time. What cannot be read at all is thrown
   * before anything is promised.
   */
  read(key: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>>;
  /**
   * Puts a file of this machine under its key; it is safe there when this returns, and not before it is whole. The file itself stays
   * where it is, for whoever has it to discard once it is written down what lies under the key. Whoever says its SHA-256 (hexadecimal)
   * has the bytes compared where they are sent. To keep it twice is harmless.
   */
  keep(path: string, key: string, options?: { sha256?: string }): Promise<void>;
  /** Removes one file; one that is not there is no failure. A store that is away is. */
  remove(key: string): Promise<void>;
  /** Removes everything whose key begins with `prefix`, which ends in a slash. */
  removeFolder(prefix: string): Promise<void>;
  /**
   * What lies in the store, at most `limit`, behind the one that had the key `after` (empty: from the beginning): files in the order of
   * their keys, a stream or an upload as one folder whose key ends in a slash. Whatever else lies there is passed over.
   */
  list(options: { after: string; limit: number }): Promise<Listed[]>;
  /**
   * Lends a file to a tool that needs a path on this machine. It must not change it, nor use it afterwards. To bring it here may take
   * long: `signal` breaks that off, and its reason is thrown.
   */
  withLocal<T>(key: string, use: (path: string) => Promise<T>, options?: Lending): Promise<T>;
  /** What is written in the store about whose it is (`owning.server.ts`), beside what `list` gives; null where nothing is. */
  mark(): Promise<string | null>;
  setMark(mark: string): Promise<void>;
  /** Forgets what killed processes began to keep. Returns how many. */
  sweep(now: Date): Promise<number>;
  /** Writes, reads and removes something small; throws what stands in the way. */
  probe(): Promise<void>;
}

/** The store did not do what it was asked, through no fault of ours. The message is for the log and names no secret. */
export class StoreFailure extends Error {
  constructor(
    readonly trouble: StoreTrouble,
    message: string,
  ) {
    super(message);
  }
}

/** Why disk or bucket refused, when it is not a defect of ours. */
export function troubleOf(error: unknown): StoreTrouble | undefined {
  if (error instanceof StoreFailure) return error.trouble;
  const { code } = (error ?? {}) as { code?: unknown };
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return 'no-space';
  return ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS', 'EIO', 'ESTALE', 'ENODEV', 'ELOOP'].includes(
    String(code),
  )
    ? 'store-gone'
    : undefined;
}

/** Whether it is the store that does not do what it is asked; words for whoever wanted a file of it. */
export const storeIsAway = {
  isAway: (error: unknown): boolean => troubleOf(error) !== undefined,
  message: '存放文件的地方现在打不开，文件没有丢。请过一会儿再试；如果一直这样，请告诉学院教务。',
};
