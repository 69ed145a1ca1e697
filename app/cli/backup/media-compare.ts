import { createHash } from 'node:crypto';
import { Problem } from '#app/cli/command.ts';
import { storeOf } from '#app/features/media/files.server.ts';
import type { MediaStore } from '#app/features/media/media-store.ts';
import type { Env } from '#app/lib/env.ts';
import type { MediaEntry } from './format.ts';

/** How a file lies in the media store: as it was, not at all, or as another one; `unasked` where the store did not answer. */
export type Presence = 'present' | 'absent' | 'other-length' | 'other-bytes' | 'unreadable' | 'unasked';

type Named = Pick<MediaEntry, 'key' | 'bytes'>;

/**
 * Says of one file after another whether the media store has it, at its length. A store that did not answer twice is not asked
 * again: with thousands of files that would take hours. One in which nothing lies yet answers, however it does.
 */
export function presenceIn(env: Env): (entry: Named) => Promise<Presence> {
  const store = storeOf(env);
  let [answers, hasSome] = [true, false];
  return async ({ key, bytes }) => {
    if (!answers) return 'unasked';
    const found = await twice(() => store.stat(key)).catch(() => 'away' as const);
    if (found === 'away') {
      if (!hasSome && (await isBare(store))) return 'absent';
      answers = false;
      return 'unasked';
    }
    if (!found) return 'absent';
    hasSome = true;
    return found.bytes === bytes ? 'present' : 'other-length';
  };
}

/** Whether nothing was ever put into a store: of a folder that is empty, or is to be made yet, no file can be asked for. */
async function isBare(store: MediaStore): Promise<boolean> {
  try {
    return (await store.list({ after: '', limit: 1 })).length === 0;
  } catch (error) {
    return (error as { code?: unknown } | null)?.code === 'ENOENT';
  }
}

/** What went wrong once may go well the next time. */
const twice = <T>(ask: () => Promise<T>): Promise<T> => ask().catch(ask);

/**
 * The same to the last byte: what has the length of the file is read and its SHA-256 compared, a piece of it in memory at a time.
 */
export function sameBytesIn(env: Env): (entry: MediaEntry) => Promise<Presence> {
  const isThere = presenceIn(env);
  return async (entry) => {
    const presence = await isThere(entry);
    if (presence !== 'present') return presence;
    const sha256 = await twice(() => hashOf(env, entry.key)).catch(() => null);
    if (sha256 === null) return 'unreadable';
    return sha256 === entry.sha256 ? 'present' : 'other-bytes';
  };
}

async function hashOf(env: Env, key: string): Promise<string> {
  const hash = createHash('sha256');
  const reader = (await storeOf(env).read(key)).getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) hash.update(piece.value);
  return hash.digest('hex');
}

/** What became of the files that a backup lists. */
export interface MediaFound {
  media: number;
  /** Of them, not in the store at all. */
  missing: number;
  /** Of them, in the store as something else. */
  different: number;
  /** Of them, those for which the store gave no answer. */
  unasked: number;
  /** The first of both, each with what is wrong. */
  named: string[];
}

const MOST_NAMED = 10;

export const nothingFound = (): MediaFound => ({
  ...{ media: 0, missing: 0, different: 0, unasked: 0, named: [] },
});

/** Counts one file more. */
export function noteFile(found: MediaFound, key: string, presence: Presence): void {
  found.media += 1;
  if (presence === 'present') return;
  if (presence === 'unasked') {
    found.unasked += 1;
    return;
  }
  if (presence === 'absent') found.missing += 1;
  else found.different += 1;
  if (found.named.length < MOST_NAMED) found.named.push(`${key}${words[presence]}`);
}

const words: Record<Exclude<Presence, 'present' | 'unasked'>, string> = {
  absent: '',
  'other-length': ' (of another length)',
  'other-bytes': ' (of the same length, with other bytes)',
  unreadable: ' (cannot be read)',
};

/** The files that are wrong, for the operator; cut where there are many. */
export function namedFiles({ missing, different, named }: MediaFound): string {
  return `${named.join(', ')}${missing + different > named.length ? ' …' : ''}`;
}

/** That the store gave no answer for some files, for the operator; null where it did for all. */
export function unaskedFiles({ media, unasked }: MediaFound, env: Env): string | null {
  if (unasked === 0) return null;
  return `The media store ${env.MEDIA_URL} does not answer: ${unasked} of ${media} files were not looked at.`;
}

/** Throws a `Problem` where the store has something else than what was backed up, or does not say what it has. */
export function refuseDifferent(found: MediaFound, env: Env): void {
  const unasked = unaskedFiles(found, env);
  if (unasked)
    throw new Problem(
      `${unasked} Nothing was restored. Look with academy doctor what stands in the way, or say --despite-media to restore without comparing what is in the files.`,
    );
  if (found.different === 0) return;
  throw new Problem(
    `${found.different} of ${found.media} files in the media store ${env.MEDIA_URL} are not what was backed up, by length or SHA-256: ${namedFiles(found)}. Nothing was restored. Copy them there once more, or say --despite-media to restore without comparing what is in the files.`,
  );
}
