import { createHash } from 'node:crypto';
import { PIECE_BYTES } from './uploads.rules.ts';

/** The digest over the digests of pieces of `PIECE_BYTES`: what a browser can compute without holding the file. */
export class PieceDigest {
  readonly #all = createHash('sha256');
  #piece = createHash('sha256');
  #inPiece = 0;

  update(chunk: Uint8Array): void {
    for (let rest = chunk; rest.length > 0; ) {
      const part = rest.subarray(0, PIECE_BYTES - this.#inPiece);
      this.#piece.update(part);
      this.#inPiece += part.length;
      rest = rest.subarray(part.length);
      if (this.#inPiece === PIECE_BYTES) this.#next();
    }
  }

  digest(): string {
    if (this.#inPiece > 0) this.#next();
    return this.#all.digest('hex');
  }

  #next(): void {
    this.#all.update(this.#piece.digest());
    this.#piece = createHash('sha256');
    this.#inPiece = 0;
  }
}
