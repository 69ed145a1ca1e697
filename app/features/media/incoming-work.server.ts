import { cleanText } from '#app/lib/clean-text.ts';
import type { Db } from '#db/database.ts';
import { largestBytes } from './content-types.rules.ts';
import {
  discard,
  type FileRefusal,
  type PlacedFile,
  placeFile,
  type ReceivedFile,
  receiveFile,
} from './files.server.ts';
import { drain, type FormPart, heldOpen, wordsOf } from './form-parts.server.ts';
import type { StoreEnv } from './store.server.ts';
import { MOST_FILES } from './work-files.rules.ts';

/** Far above what a text may have, so that one too long comes back whole instead of cut off. */
const MOST_WORD_BYTES = 1_000_000;
/** All fields together: they stand in memory, unlike files. */
const ALL_WORD_BYTES = 2 * MOST_WORD_BYTES;

/**
 * The learner's form as it comes in, part by part: files go to the disk, not into memory. Every part is read to its end, since a browser
 * shows an answer only after it has sent everything.
 */
export class IncomingWork {
  readonly words: Record<string, string> = {};
  #wordBytes = 0;
  readonly #files: { received: ReceivedFile; name: string }[] = [];
  readonly refused: { name: string; reason: FileRefusal | 'too-many' }[] = [];
  brokeOff = false;

  constructor(readonly env: StoreEnv) {}

  /** Takes one part. Throws what its source throws when the connection breaks. */
  async take({ name, filename, bytes }: FormPart): Promise<void> {
    if (name === 'file' && filename) await this.#takeFile(bytes, filename);
    else if (name && filename === undefined) await this.#takeWords(name, bytes);
    await drain(bytes);
  }

  async #takeWords(name: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    const words = cleanText(
      await wordsOf(bytes, Math.min(MOST_WORD_BYTES, ALL_WORD_BYTES - this.#wordBytes)),
    );
    this.#wordBytes += Buffer.byteLength(words);
    this.words[name] = words.replace(/\r\n/g, '\n');
  }

  async #takeFile(bytes: AsyncIterable<Uint8Array>, name: string): Promise<void> {
    if (this.#files.length >= MOST_FILES) {
      this.refused.push({ name, reason: 'too-many' });
      return;
    }
    const received = await receiveFile(this.env, heldOpen(bytes), { maxBytes: largestBytes.work });
    if (received.ok) this.#files.push({ received: received.file, name });
    else this.refused.push({ name, reason: received.reason });
  }

  /** How many files have arrived and not been placed. */
  get fileCount(): number {
    return this.#files.length;
  }

  /** Puts the files into the store; those of another kind than is taken are named in `refused`. */
  async place(db: Db, now: Date): Promise<PlacedFile[]> {
    const placed: PlacedFile[] = [];
    for (const { received, name } of this.#files.splice(0)) {
      const placing = await placeFile(db, {
        source: received,
        purpose: 'work',
        originalName: name,
        env: this.env,
        now,
      });
      if (placing.ok) placed.push(placing.placed);
      else this.refused.push({ name, reason: placing.reason });
    }
    return placed;
  }

  /** Leaves nothing behind of a form that broke off or is not wanted. */
  async drop(): Promise<void> {
    for (const { received } of this.#files.splice(0)) await discard(received);
  }
}
