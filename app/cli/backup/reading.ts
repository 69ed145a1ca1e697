import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { Problem } from '#app/cli/command.ts';
import type { Row } from '#db/rows.server.ts';
import {
  anyHeader,
  FORMAT,
  type Header,
  header,
  lastLine,
  type MediaEntry,
  mediaLine,
  rowLine,
  unhashedLine,
} from './format.ts';

export type Part =
  | { kind: 'header'; header: Header }
  | { kind: 'row'; table: string; row: Row }
  | { kind: 'media'; media: MediaEntry };

/**
 * Reads a backup line by line. Throws a `Problem` when the file is no backup, or at its end when something is missing or
 * was changed: the caller must undo what it did with the parts until then.
 */
export async function* readBackup(file: string): AsyncGenerator<Part> {
  const hash = createHash('sha256');
  const counts = new Map<string, number>();
  let media = 0;
  let ended = false;
  let first = true;
  for await (const line of linesOf(file)) {
    const value: unknown = parsed(line);
    if (ended) throw damaged();
    const end = lastLine.safeParse(value);
    if (end.success) {
      const same = Object.entries(end.data.rows).every(
        ([table, count]) => (counts.get(table) ?? 0) === count,
      );
      if (!same || media !== end.data.media || hash.digest('hex') !== end.data.sha256) throw damaged();
      ended = true;
      continue;
    }
    hash.update(`${line}\n`);
    const part = partOf(value, first);
    first = false;
    if (part.kind === 'row') counts.set(part.table, (counts.get(part.table) ?? 0) + 1);
    if (part.kind === 'media') media += 1;
    yield part;
  }
  if (!ended) throw damaged();
}

/** The first line of a backup, without reading further. */
export async function headerOf(file: string): Promise<Header> {
  for await (const part of readBackup(file)) if (part.kind === 'header') return part.header;
  throw damaged();
}

function partOf(value: unknown, first: boolean): Part {
  if (first) return { kind: 'header', header: readHeader(value) };
  const row = rowLine.safeParse(value);
  if (row.success) return { kind: 'row', ...row.data };
  const media = mediaLine.safeParse(value);
  if (media.success) return { kind: 'media', media: media.data.media };
  if (unhashedLine.safeParse(value).success)
    throw new Problem(
      'The backup lists files without their SHA-256, so nobody can tell whether they are as they were: nothing was restored. Restore it with the edition that wrote it.',
    );
  throw damaged();
}

function readHeader(value: unknown): Header {
  const read = header.safeParse(value);
  if (read.success) return read.data;
  const other = anyHeader.safeParse(value);
  throw new Problem(
    other.success && other.data.format !== FORMAT
      ? `This backup has format ${other.data.format}, and this edition reads format ${FORMAT}: restore it with the edition that wrote it. Nothing was restored.`
      : 'This file is no backup of an academy, or of an edition that is unknown here.',
  );
}

const damaged = () => new Problem('The backup is cut off or was changed: nothing was restored.');

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new Problem('This file is no backup of an academy.');
  }
}

/** No row is that long, with the longest texts that any column takes: beyond it a file is no backup, however well it was packed. In characters. */
const LONGEST_LINE = 32 * 1024 * 1024;

async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const gunzip = source.pipe(createGunzip());
  source.on('error', (error) => gunzip.destroy(error));
  gunzip.setEncoding('utf8');
  // Joined once, at the end of the line: to add each piece to one text would copy that thousands of times.
  let pieces: string[] = [];
  let length = 0;
  let lines = 0;
  try {
    for await (const chunk of gunzip) {
      const [first = '', ...others] = String(chunk).split('\n');
      pieces.push(first);
      length += first.length;
      if (length > LONGEST_LINE) throw endless(lines + 1);
      for (const next of others) {
        lines += 1;
        yield pieces.join('');
        pieces = [next];
        length = next.length;
      }
    }
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'ENOENT') throw new Problem(`There is no file ${file}.`);
    if (code === 'Z_BUF_ERROR') throw damaged();
    if (code?.startsWith('Z_')) throw new Problem('This file is no backup of an academy.');
    throw error;
  } finally {
    source.destroy();
  }
  if (length > 0) throw damaged();
}

const endless = (line: number) =>
  new Problem(
    `Line ${line} of the backup has no end within ${LONGEST_LINE / 2 ** 20} million characters, which no row of an academy reaches: the file was changed or is none. Nothing was restored.`,
  );
