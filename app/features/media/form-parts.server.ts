/** One part of a form with files, as it comes in. Each is read to its end: a browser shows an answer only after it has sent everything. */
export interface FormPart {
  name: string | undefined;
  filename?: string | undefined;
  bytes: AsyncIterable<Uint8Array>;
}

/** The same bytes, but leaving the loop early does not end them: what is left is still to be drained. */
export function heldOpen(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]();
  return { [Symbol.asyncIterator]: () => ({ next: () => iterator.next() }) };
}

/** A small part in memory; of one with more than `most` bytes only its beginning, and `whole` is false. */
export async function collect(
  bytes: AsyncIterable<Uint8Array>,
  most: number,
): Promise<{ bytes: Buffer; whole: boolean }> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of bytes) {
    length += piece.length;
    if (length <= most) pieces.push(piece);
  }
  return { bytes: Buffer.concat(pieces), whole: length <= most };
}

/** The words of a field; too many are cut off at `most` bytes. */
export async function wordsOf(bytes: AsyncIterable<Uint8Array>, most: number): Promise<string> {
  return (await collect(bytes, most)).bytes.toString('utf8');
}

/** Reads a part that nobody wants to its end. */
export async function drain(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _piece of bytes);
}
