/** When bytes that nobody needs any more leave the store, and what in a store can be told to be ours. */

export type EndKind = 'file' | 'stream' | 'upload';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Whoever reads or watches when bytes end has as long as this; and so has whoever has placed some to write down what they are. */
export const GRACE_MS = 24 * HOUR_MS;
/** What lies in the store longer than this, and belongs to nobody, was left behind. */
export const LEFT_BEHIND_MS = 48 * HOUR_MS;

/** How long after a try that did not succeed the next one comes: five minutes, ten, … at most a day. */
export function waitMsAfterTry(tries: number): number {
  return Math.min(24 * HOUR_MS, 5 * MINUTE_MS * 2 ** Math.min(tries - 1, 20));
}

/** Where a new file lies: its own key, so that what becomes of one never concerns another. */
export function fileKey(mediaId: string): string {
  return `${mediaId.slice(-2)}/${mediaId}`;
}

/** Where the files of a stream lie. */
export function streamFolder(streamId: string): string {
  return `streams/${streamId}/`;
}

/** How the bytes of an upload are named among those that end; where they lie depends on the store. */
export function uploadFolderKey(uploadId: string): string {
  return `uploads/${uploadId}/`;
}

const ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const ours: readonly (readonly [EndKind, RegExp])[] = [
  // Files from before 2026-11-27 are named by their hash.
  ['file', new RegExp(`^[0-9a-f]{2}/(?:(${ID})|[0-9a-f]{64})$`)],
  ['stream', new RegExp(`^streams/(${ID})/$`)],
  ['upload', new RegExp(`^uploads/(${ID})/$`)],
];

/** What lies under a key; null for whatever is not ours to remove. `id` null where the name says none. */
export function readKey(key: string): { kind: EndKind; id: string | null } | null {
  for (const [kind, pattern] of ours) {
    const found = pattern.exec(key);
    if (found) return { kind, id: found[1] ?? null };
  }
  return null;
}
