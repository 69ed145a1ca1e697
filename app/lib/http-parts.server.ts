import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';

/** One part of a form with files, as it comes in. */
export interface IncomingPart {
  name: string | undefined;
  filename?: string | undefined;
  bytes: AsyncIterable<Uint8Array>;
}

/** Far more than any form has: each keeps the parser busy for a moment, however small it is. */
const MOST_PARTS = 1_000;
/** What may come in between the bytes of two parts: a head has some hundreds. */
const MOST_BETWEEN_BYTES = 256 * 1024;

const PIECE_BYTES = 64 * 1024;

type Take = (part: IncomingPart) => Promise<void>;

/** Reads a form with files part by part, each to its end. False when it breaks off or is no such form. */
export function readParts(request: Request, take: Take): Promise<boolean> {
  return eachPart(request, take).then(
    () => true,
    () => false,
  );
}

async function eachPart(request: Request, take: Take): Promise<void> {
  if (!request.body) throw new Error('a form without a body');
  const form = new PartsOfForm(request.headers.get('content-type') ?? '', take);
  const reader = request.body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      for (let from = 0; from < value.length; from += PIECE_BYTES)
        await form.write(value.subarray(from, from + PIECE_BYTES));
    }
    await form.end();
  } catch (error) {
    await reader.cancel(error).catch(() => undefined);
    await form.breakOff(error);
    throw error;
  }
}

/** A form as it comes in. What a part does not take yet is waited for: no more than some pieces are in memory. */
class PartsOfForm {
  readonly #parser: InstanceType<typeof Busboy>;
  readonly #failed: Promise<never>;
  #fail: (error: unknown) => void = () => undefined;
  readonly #streams = new Set<Readable>();
  #taken: Promise<void> = Promise.resolve();
  #parts = 0;
  #between = 0;

  /** Throws for what is no form with files. */
  constructor(contentType: string, take: Take) {
    this.#failed = new Promise<never>((_, reject) => {
      this.#fail = reject;
    });
    this.#failed.catch(() => undefined); // told by whoever waits
    // Words come as bytes too, so that nothing is cut off unseen.
    this.#parser = new Busboy({ headers: { 'content-type': contentType }, isPartAFile: () => true });
    this.#parser.on('error', this.#fail);
    this.#parser.on('file', (name, stream, filename) => {
      this.#between = 0;
      this.#streams.add(stream);
      stream.on('error', this.#fail).on('close', () => this.#streams.delete(stream));
      const isOneTooMany = ++this.#parts > MOST_PARTS;
      // One after the other, as they came.
      this.#taken = this.#taken.then(() => {
        if (isOneTooMany) throw new Error('more parts than any form has');
        return take({ name, filename, bytes: this.#telling(stream) });
      });
      this.#taken.catch(this.#fail);
    });
  }

  async write(piece: Uint8Array): Promise<void> {
    this.#between += piece.length;
    if (this.#between > MOST_BETWEEN_BYTES) throw new Error('a head of a part without an end');
    await this.#orFailed(
      new Promise<void>((resolve) => this.#parser.write(Buffer.from(piece), () => resolve())),
    );
    if (this.#parts > MOST_PARTS) await this.#taken; // which ends with what is wrong
  }

  /** When every part has been taken. */
  async end(): Promise<void> {
    const finished = new Promise<void>((resolve) => this.#parser.once('finish', resolve));
    this.#parser.end();
    await this.#orFailed(finished);
    await this.#orFailed(this.#taken);
  }

  /** Nothing more comes: whoever is reading a part is told why, and is waited for. */
  async breakOff(why: unknown): Promise<void> {
    const error = why instanceof Error ? why : new Error(String(why));
    for (const stream of this.#streams) stream.destroy(error);
    await this.#taken.catch(() => undefined);
  }

  #orFailed(work: Promise<void>): Promise<void> {
    return Promise.race([work, this.#failed]);
  }

  #telling(stream: Readable): AsyncIterable<Uint8Array> {
    const iterator: AsyncIterator<Uint8Array> = stream[Symbol.asyncIterator]();
    const next = async () => {
      const result = await iterator.next();
      this.#between = 0;
      return result;
    };
    return { [Symbol.asyncIterator]: () => ({ next }) };
  }
}
