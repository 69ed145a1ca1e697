/** What wraps a video, by its first bytes and never by its name. */
export type Container =
  | { kind: 'iso' | 'matroska' | 'sound' | 'unknown' }
  /** A known format that is not taken. */
  | { kind: 'other'; name: string };

/** How many bytes of the beginning `containerOf` wants to see. */
export const CONTAINER_BYTES = 512;

const isoBoxes = ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot'];
const TS_PACKET = 188;

/** Tells MP4 and MOV (`iso`), MKV and WebM (`matroska`), sound alone, and the formats that cameras and old programs write. */
export function containerOf(head: Uint8Array): Container {
  const latin = (from: number, to: number) => String.fromCharCode(...head.subarray(from, to));
  if (isoBoxes.includes(latin(4, 8))) return { kind: 'iso' };
  if (latin(0, 4) === '\x1a\x45\xdf\xa3') return { kind: 'matroska' };
  if (latin(0, 4) === 'RIFF')
    return latin(8, 12) === 'AVI ' ? other('AVI') : soundIf(latin(8, 12) === 'WAVE');
  if (latin(0, 4) === '\x30\x26\xb2\x75') return other('WMV');
  if (latin(0, 3) === 'FLV') return other('FLV');
  if (latin(0, 4) === '.RMF') return other('RMVB');
  if (latin(0, 4) === '\x00\x00\x01\xba') return other('MPEG');
  if (isTransportStream(head, 0)) return other('TS');
  if (isTransportStream(head, 4)) return other('MTS');
  if (latin(0, 3) === 'ID3' || latin(0, 4) === 'fLaC' || latin(0, 4) === 'OggS') return { kind: 'sound' };
  return soundIf(latin(0, 5) === '#!AMR' || isBareSound(head));
}

const other = (name: string): Container => ({ kind: 'other', name });
const soundIf = (is: boolean): Container => ({ kind: is ? 'sound' : 'unknown' });

/** Packets of 188 bytes that each begin with the same sign; cameras put four bytes before each. */
function isTransportStream(head: Uint8Array, before: number): boolean {
  return head[before] === 0x47 && head[before + TS_PACKET + before] === 0x47;
}

/** MP3 and AAC without a label begin with eleven ones; the sign of the layer tells them from a text in UTF-16. */
function isBareSound(head: Uint8Array): boolean {
  const second = head[1] ?? 0;
  return head[0] === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) <= 0x02;
}
