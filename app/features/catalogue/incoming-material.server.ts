import { largestBytes } from '#app/features/media/content-types.rules.ts';
import {
  discard,
  type FileRefusal,
  type PlacedFile,
  placeFile,
  type ReceivedFile,
  receiveFile,
} from '#app/features/media/files.server.ts';
import { drain, type FormPart, heldOpen, wordsOf } from '#app/features/media/form-parts.server.ts';
import type { StoreEnv } from '#app/features/media/store.server.ts';
import type { Db } from '#db/database.ts';

const MOST_WORD_BYTES = 10_000;

/**
 * A form with one file as it comes in, part by part: the file goes to the disk, not into memory. Every part is read to its
 * end, since a browser shows an answer only after it has sent everything.
 */
export class IncomingMaterial {
  readonly words: Record<string, string> = {};
  #file: { received: ReceivedFile; name: string } | null = null;
  #refusal: FileRefusal | null = null;

  constructor(readonly env: StoreEnv) {}

  /** Takes one part. Throws what its source throws when the connection breaks. */
  async take({ name, filename, bytes }: FormPart): Promise<void> {
    if (name === 'file' && filename && !this.#file) {
      const received = await receiveFile(this.env, heldOpen(bytes), { maxBytes: largestBytes.document });
      if (received.ok) this.#file = { received: received.file, name: filename };
      else this.#refusal = received.reason;
    } else if (name && filename === undefined) {
      this.words[name] = await wordsOf(bytes, MOST_WORD_BYTES);
    }
    await drain(bytes);
  }

  /** Puts the file into the store for a purpose; `missing` when none was chosen. */
  async place(
    db: Db,
    { purpose, now }: { purpose: 'slides' | 'document'; now: Date },
  ): Promise<{ ok: true; placed: PlacedFile } | { ok: false; reason: FileRefusal | 'missing' }> {
    if (!this.#file) return { ok: false, reason: this.#refusal ?? 'missing' };
    const { received, name } = this.#file;
    this.#file = null;
    return placeFile(db, { source: received, purpose, originalName: name, env: this.env, now });
  }

  /** Leaves nothing behind of a form that broke off or is not wanted. */
  async drop(): Promise<void> {
    if (this.#file) await discard(this.#file.received);
    this.#file = null;
  }
}
