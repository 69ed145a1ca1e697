import { largestBytes } from './content-types.rules.ts';

/** How many uploads one person may have open; each at most as large as a video, so this bounds their total too. */
export const MOST_OPEN_UPLOADS = 3;
/** An upload that nobody has finished by then is removed. */
export const UPLOAD_DAYS = 7;
/** The checksum of an upload is made of the digests of pieces of this size; the last one may be shorter. */
export const PIECE_BYTES = 8 * 1024 * 1024;

/** What stays free on the disk for everything else. */
const SPARE_BYTES = 1024 * 1024 * 1024;

export type SizeTrouble = 'empty' | 'too-large' | 'no-space';

/** Why a file of this size cannot be begun; undefined when it can. `freeBytes` is what the store's disk has left. */
export function sizeTrouble(bytes: number, freeBytes: number): SizeTrouble | undefined {
  if (!Number.isSafeInteger(bytes) || bytes <= 0) return 'empty';
  if (bytes > largestBytes.video) return 'too-large';
  return bytes + SPARE_BYTES > freeBytes ? 'no-space' : undefined;
}
