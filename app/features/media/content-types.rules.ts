/**
 * What a file is, decided by its first bytes and never by its name: a name is a claim of whoever sends it, and a file that is
 * served as what it claims to be can run in the reader's browser (ASVS 5, file handling).
 */

export const mediaPurposes = ['video', 'captions', 'poster', 'document', 'slides', 'work', 'slide'] as const;
export type MediaPurpose = (typeof mediaPurposes)[number];

const MIB = 1024 * 1024;

/** The largest file of each kind, in bytes. */
export const largestBytes: Record<MediaPurpose, number> = {
  video: 20 * 1024 * MIB,
  captions: MIB,
  poster: 5 * MIB,
  document: 50 * MIB,
  slides: 50 * MIB,
  work: 20 * MIB,
  slide: 5 * MIB,
};

/** Kinds that anybody may fetch. */
export const publicPurposes: readonly MediaPurpose[] = ['poster'];
/** Kinds that an address signed for everyone opens. The others need one that is signed for the person who asks. */
export const openPurposes: readonly MediaPurpose[] = ['poster', 'document', 'slides'];

/** Kinds that are kept as a file and never shown in the browser. */
export const downloadedPurposes: readonly MediaPurpose[] = ['document', 'slides', 'work'];

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
    case 'captions':
      return startsWith(head, 'WEBVTT') ? 'text/vtt; charset=utf-8' : null;
    case 'poster':
    case 'slide':
      return pictureType(head);
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
  'text/vtt; charset=utf-8': 'vtt',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  [`${office}.wordprocessingml.document`]: 'docx',
  [`${office}.presentationml.presentation`]: 'pptx',
  [`${office}.spreadsheetml.sheet`]: 'xlsx',
  'text/plain; charset=utf-8': 'txt',
};

/** An ISO media file begins with a `ftyp` box; QuickTime's own brand is another format. */
function isMp4(head: Uint8Array): boolean {
  return latin(head, 4, 8) === 'ftyp' && latin(head, 8, 12) !== 'qt  ';
}

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
