/** A zip file as its directory says that it is: looked at before anything of it is unpacked. */
import { createInflateRaw } from 'node:zlib';
import { Unreadable } from './refusals.ts';

const MOST_PARTS = 400;
/** Fifty thousand rows of twenty columns, and a little. */
const MOST_UNPACKED_BYTES = 200 * 1024 * 1024;
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const LARGE = 0xffffffff;
const ENCRYPTED = 1;
/** Says that the true sizes stand behind the entry. */
const SIZES_BEHIND = 8;
const STORED = 0;
const DEFLATED = 8;

export interface ZipPart {
  name: string;
  packed: number;
  unpacked: number;
  method: number;
  at: number;
}

export interface ZipFile {
  bytes: Uint8Array;
  parts: ReadonlyMap<string, ZipPart>;
}

/**
 * What a zip file holds, by name. Refused when it is no whole zip file, hides a size, is locked, or says that it unpacks beyond all bounds; what
 * lies about its sizes is caught when it is unpacked.
 */
export function openZip(bytes: Uint8Array): ZipFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && end >= bytes.length - 65_557 && view.getUint32(end, true) !== END) end--;
  if (end < 0 || view.getUint32(end, true) !== END) throw new Unreadable('not-a-sheet');
  const count = view.getUint16(end + 10, true);
  if (count > MOST_PARTS) throw new Unreadable('unpacks-too-large');
  const parts = new Map<string, ZipPart>();
  let at = view.getUint32(end + 16, true);
  let total = 0;
  for (let number = 0; number < count; number++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY) throw new Unreadable('not-a-sheet');
    const part = partAt(bytes, view, at);
    total += part.unpacked;
    if (total > MOST_UNPACKED_BYTES) throw new Unreadable('unpacks-too-large');
    parts.set(part.name.toLowerCase(), part);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return { bytes, parts };
}

function partAt(bytes: Uint8Array, view: DataView, at: number): ZipPart {
  const flags = view.getUint16(at + 8, true);
  const [packed, unpacked] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
  if ((flags & ENCRYPTED) !== 0) throw new Unreadable('old-or-locked');
  if (packed === LARGE || unpacked === LARGE) throw new Unreadable('unpacks-too-large');
  const hidden = packed === 0 && (flags & SIZES_BEHIND) !== 0 && unpacked > 0;
  if (hidden || (unpacked === 0 && packed > 2)) throw new Unreadable('not-a-sheet');
  const name = Buffer.from(bytes.subarray(at + 46, at + 46 + view.getUint16(at + 28, true))).toString('utf8');
  return { name, packed, unpacked, method: view.getUint16(at + 10, true), at: view.getUint32(at + 42, true) };
}

/** The text of a part piece by piece, no more of it than it said that there is. */
export async function* textOfPart({ bytes }: ZipFile, part: ZipPart): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  let seen = 0;
  for await (const piece of piecesOf(packedBytes(bytes, part), part.method)) {
    seen += piece.length;
    if (seen > part.unpacked) throw new Unreadable('unpacks-too-large');
    yield decoder.decode(piece, { stream: true });
  }
  yield decoder.decode();
}

function packedBytes(bytes: Uint8Array, { at, packed }: ZipPart): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (at + 30 > bytes.length || view.getUint32(at, true) !== LOCAL) throw new Unreadable('not-a-sheet');
  const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (from + packed > bytes.length) throw new Unreadable('not-a-sheet');
  return bytes.subarray(from, from + packed);
}

const PIECE_BYTES = 64 * 1024;

/** Unpacked beside the event loop: whoever asks for a page meanwhile is answered. */
async function* piecesOf(packed: Uint8Array, method: number): AsyncGenerator<Uint8Array> {
  if (method === STORED) {
    for (let from = 0; from < packed.length; from += PIECE_BYTES)
      yield packed.subarray(from, from + PIECE_BYTES);
    return;
  }
  if (method !== DEFLATED) throw new Unreadable('not-a-sheet');
  const inflating = createInflateRaw({ chunkSize: PIECE_BYTES });
  inflating.end(packed);
  try {
    for await (const piece of inflating) yield piece as Uint8Array;
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable('not-a-sheet');
  } finally {
    inflating.destroy();
  }
}
