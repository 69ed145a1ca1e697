import { type FileHandle, open } from 'node:fs/promises';
import { CONTAINER_BYTES, containerOf } from './containers.rules.ts';
import type { VideoProblem } from './upload-words.ts';

const SEGMENT = 0x18538067;

/**
 * What wraps a video, and whether it is there to its end: a file that was cut off ends inside a box, and a library that reads
 * only the table of contents would not notice. Reads a few bytes of each box.
 */
export async function wholeContainer(
  path: string,
): Promise<{ ok: true; kind: 'iso' | 'matroska' } | { ok: false; problem: VideoProblem }> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const head = Buffer.alloc(CONTAINER_BYTES);
    const { bytesRead } = await handle.read(head, 0, CONTAINER_BYTES, 0);
    const container = containerOf(head.subarray(0, bytesRead));
    switch (container.kind) {
      case 'iso':
        return verdict('iso', await boxesAreWhole(handle, size));
      case 'matroska':
        return verdict('matroska', segmentIsWhole(head.subarray(0, bytesRead), size));
      case 'other':
        return { ok: false, problem: { reason: 'container', found: container.name } };
      default:
        return { ok: false, problem: { reason: container.kind === 'sound' ? 'no-picture' : 'not-a-video' } };
    }
  } finally {
    await handle.close();
  }
}

function verdict(kind: 'iso' | 'matroska', whole: boolean) {
  return whole
    ? { ok: true as const, kind }
    : { ok: false as const, problem: { reason: 'cut-off' as const } };
}

/** An MP4 or MOV is a row of boxes, each beginning with its length. */
async function boxesAreWhole(handle: FileHandle, size: number): Promise<boolean> {
  const seen = new Set<string>();
  let at = 0;
  while (at < size) {
    const box = await boxAt(handle, at, size);
    if (!box) return false;
    seen.add(box.type);
    at += box.length;
  }
  return at === size && seen.has('moov') && seen.has('mdat');
}

async function boxAt(
  handle: FileHandle,
  at: number,
  size: number,
): Promise<{ type: string; length: number } | null> {
  const header = Buffer.alloc(16);
  const { bytesRead } = await handle.read(header, 0, 16, at);
  if (bytesRead < 8) return null;
  const type = header.toString('latin1', 4, 8);
  const short = header.readUInt32BE(0);
  if (short === 0) return { type, length: size - at };
  if (short !== 1) return short >= 8 ? { type, length: short } : null;
  const long = bytesRead === 16 ? Number(header.readBigUInt64BE(8)) : 0;
  return long >= 16 ? { type, length: long } : null;
}

/** MKV and WebM: a header, then one segment that says how long it is. A recording that was streamed does not say. */
function segmentIsWhole(head: Buffer, size: number): boolean {
  const header = lengthAt(head, 4);
  const at = header ? header.behind + header.length : head.length;
  if (!header || at + 12 > head.length || head.readUInt32BE(at) !== SEGMENT) return false;
  const segment = lengthAt(head, at + 4);
  return segment !== null && (!Number.isFinite(segment.length) || segment.behind + segment.length <= size);
}

/** A length as EBML writes it: the zeros before the first one say how many bytes it has; all ones mean unknown. */
function lengthAt(head: Buffer, at: number): { length: number; behind: number } | null {
  const bytes = Math.clz32(head[at] ?? 0) - 23;
  if (bytes > 8 || at + bytes > head.length) return null;
  let length = (head[at] ?? 0) & (0xff >> bytes);
  let unknown = length === 0xff >> bytes;
  for (let n = 1; n < bytes; n++) {
    length = length * 256 + (head[at + n] ?? 0);
    unknown &&= head[at + n] === 0xff;
  }
  return { length: unknown ? Number.POSITIVE_INFINITY : length, behind: at + bytes };
}
