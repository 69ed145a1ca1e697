/**
 * What a file is, decided by its first bytes and never by its name: a name is a claim of whoever sends it, and a file that is
 * served as what it claims to be can run in the reader's browser (ASVS 5, file handling).
 */

export const mediaPurposes = [
  'video',
  'original',
  'captions',
  'poster',
  'document',
  'slides',
  'work',
  'slide',
  'journal',
] as const;
export type MediaPurpose = (typeof mediaPurposes)[number];

const MIB = 1024 * 1024;

/** The largest file of each kind, in bytes. */
export const largestBytes: Record<MediaPurpose, number> = {
  video: 20 * 1024 * MIB,
  original: 20 * 1024 * MIB,
  captions: MIB,
  poster: 5 * MIB,
  document: 50 * MIB,
  slides: 50 * MIB,
  work: 20 * MIB,
  slide: 5 * MIB,
  journal: 1024 * MIB,
};

/** Kinds that anybody may fetch. */
export const publicPurposes: readonly MediaPurpose[] = ['poster'];
/** Kinds that an address signed for everyone opens. The others need one that is signed for the person who asks. */
export const openPurposes: readonly MediaPurpose[] = ['poster', 'document', 'slides'];

/** Kinds that an address signed for one person opens. Files of the journal have none: the auditor gets them where it is noted. */
export const personalPurposes: readonly MediaPurpose[] = mediaPurposes.filter((kind) => kind !== 'journal');

/** Kinds that are kept as a file and never shown in the browser. */
export const downloadedPurposes: readonly MediaPurpose[] = ['original', 'document', 'slides', 'work'];

/** How many bytes of the beginning and of the end `contentTypeOf` wants to see. */
export const HEAD_BYTES = 4096;
export const TAIL_BYTES = 64 * 1024;

interface Sample {
  head: Uint8Array;
  /** The last bytes: an Office file lists there what is in it. */
  tail: Uint8Array;
}

/** The Content-Type to serve the file with, or null when it is not of a kind that this purpose takes. */
export function contentTypeOf(purpose: MediaPurpose, { head, tail }: Sample): string | null {
  if (head.length === 0) return null;
  switch (purpose) {
    case 'video':
      return isMp4(head) ? 'video/mp4' : null;
    case 'original':
      return filmType(head);
    case 'captions':
      return startsWith(head, 'WEBVTT') ? 'text/vtt; charset=utf-8' : null;
    case 'poster':
    case 'slide':
      return pictureType(head);
    case 'journal':
      return startsWith(head, '\x1f\x8b') ? 'application/gzip' : null;
    case 'work':
      return pictureType(head) ?? documentType(head, tail);
    default:
      return documentType(head, tail);
  }
}

/** The ending that fits a content type. */
function endingOf(contentType: string): string {
  return endings[contentType] ?? 'bin';
}

const office = 'application/vnd.openxmlformats-officedocument';
const endings: Record<string, string> = {
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'video/x-matroska': 'mkv',
  'audio/mpeg': 'mp3',
  'audio/aac': 'aac',
  'audio/wav': 'wav',
  'audio/ogg': 'ogg',
  'audio/flac': 'flac',
  'audio/amr': 'amr',
  'text/vtt; charset=utf-8': 'vtt',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  [`${office}.wordprocessingml.document`]: 'docx',
  [`${office}.presentationml.presentation`]: 'pptx',
  [`${office}.spreadsheetml.sheet`]: 'xlsx',
  'text/plain; charset=utf-8': 'txt',
  'application/gzip': 'gz',
};

/** An ISO media file begins with a `ftyp` box; QuickTime's own brand is another format. */
function isMp4(head: Uint8Array): boolean {
  return latin(head, 4, 8) === 'ftyp' && latin(head, 8, 12) !== 'qt  ';
}

/** A film or a sound as cameras, telephones and recorders write them: it is kept, and another one made from it is played. */
function filmType(head: Uint8Array): string | null {
  if (isMp4(head)) return 'video/mp4';
  if (['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot'].includes(latin(head, 4, 8)))
    return 'video/quicktime';
  if (startsWith(head, '\x1a\x45\xdf\xa3'))
    return latin(head, 0, 64).includes('webm') ? 'video/webm' : 'video/x-matroska';
  if (startsWith(head, 'RIFF')) return latin(head, 8, 12) === 'WAVE' ? 'audio/wav' : null;
  const labelled = soundSigns.find(([sign]) => startsWith(head, sign));
  if (labelled) return labelled[1];
  // MP3 and AAC without a label begin with eleven ones; AAC says layer 0.
  const second = head[1] ?? 0;
  if (head[0] !== 0xff || (second & 0xe0) !== 0xe0) return null;
  return (second & 0x06) === 0 ? 'audio/aac' : 'audio/mpeg';
}

const soundSigns = [
  ['ID3', 'audio/mpeg'],
  ['OggS', 'audio/ogg'],
  ['fLaC', 'audio/flac'],
  ['#!AMR', 'audio/amr'],
] as const;

function pictureType(head: Uint8Array): string | null {
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'image/jpeg';
  if (latin(head, 0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
  return latin(head, 0, 4) === 'RIFF' && latin(head, 8, 12) === 'WEBP' ? 'image/webp' : null;
}

function documentType(head: Uint8Array, tail: Uint8Array): string | null {
  if (startsWith(head, '%PDF-')) return 'application/pdf';
  if (startsWith(head, 'PK\x03\x04')) return officeType(latin(tail, 0, tail.length));
  return isText(head) ? 'text/plain; charset=utf-8' : null;
}

/** Office files are archives; the folder names in the list at their end say which program they belong to. */
function officeType(list: string): string | null {
  if (!list.includes('[Content_Types].xml')) return null;
  if (list.includes('ppt/presentation.xml')) return `${office}.presentationml.presentation`;
  if (list.includes('word/document.xml')) return `${office}.wordprocessingml.document`;
  return list.includes('xl/workbook.xml') ? `${office}.spreadsheetml.sheet` : null;
}

/** UTF-8 without control characters. The last character of the sample may be cut in two. */
function isText(head: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return !/[^\P{Cc}\t\r\n\f]/u.test(text);
  } catch {
    return false;
  }
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return latin(bytes, 0, text.length) === text;
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (const byte of bytes.subarray(from, to)) text += String.fromCharCode(byte);
  return text;
}

const LONGEST_NAME = 120;

/** The name that a download gets: no folders, no control characters, and the ending of what it really is. */
export function downloadName(name: string, contentType: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const bare = last
    .replace(/[\p{Cc}\p{Cf}"]/gu, '')
    .replace(/\.[^.]*$/, '')
    .trim();
  return `${bare.slice(0, LONGEST_NAME) || 'file'}.${endingOf(contentType)}`;
}
