import { wantedRange } from './ranges.rules.ts';

/** What a stored file is to a browser: its content never changes under its tag. */
export interface ServedFile {
  bytes: number;
  /** With its quotation marks. */
  tag: string;
  /** ISO instant, where it is known. */
  changedAt?: string;
}

export interface Serving {
  status: 200 | 206 | 304 | 416;
  headers: Record<string, string>;
  /** Bytes from 0, `to` included; null when none are sent. */
  part: { from: number; to: number } | null;
}

type Header = (name: string) => string | null;

/** What a conditional or partial request is answered with (RFC 9110, 13 and 14). */
export function servingOf(header: Header, file: ServedFile): Serving {
  const keeping = keepingHeaders(file);
  if (isUnchanged(header, file)) return { status: 304, headers: keeping, part: null };
  const wanted = rangeApplies(header('if-range'), file)
    ? wantedRange(header('range'), file.bytes)
    : { kind: 'whole' as const };
  switch (wanted.kind) {
    case 'outside':
      return { status: 416, headers: { 'content-range': `bytes */${file.bytes}` }, part: null };
    case 'whole': {
      const headers = { ...keeping, 'content-length': String(file.bytes) };
      return { status: 200, headers, part: file.bytes > 0 ? { from: 0, to: file.bytes - 1 } : null };
    }
    case 'part': {
      const { from, to } = wanted;
      const length = {
        'content-length': String(to - from + 1),
        'content-range': `bytes ${from}-${to}/${file.bytes}`,
      };
      return { status: 206, headers: { ...keeping, ...length }, part: { from, to } };
    }
  }
}

/** The headers that let a browser keep a file and ask for parts of it. */
function keepingHeaders({ tag, changedAt }: ServedFile): Record<string, string> {
  return {
    'accept-ranges': 'bytes',
    etag: tag,
    ...(changedAt ? { 'last-modified': new Date(changedAt).toUTCString() } : {}),
  };
}

function isUnchanged(header: Header, { tag, changedAt }: ServedFile): boolean {
  const tags = header('if-none-match');
  if (tags)
    return tags.split(',').some((one) => one.trim().replace(/^W\//, '') === tag || one.trim() === '*');
  const since = Date.parse(header('if-modified-since') ?? '');
  return changedAt !== undefined && Math.floor(Date.parse(changedAt) / 1000) * 1000 <= since;
}

/** With If-Range the part is only wanted of the file that the asker has begun with. */
function rangeApplies(condition: string | null, file: ServedFile): boolean {
  return !condition || condition === file.tag || condition === keepingHeaders(file)['last-modified'];
}
