import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { Problem } from '#app/cli/command.ts';
import type { Row } from '#db/rows.server.ts';
import { type Header, header, lastLine, type MediaEntry, mediaLine, rowLine } from './format.ts';

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

/** Reads a backup to its end without doing anything with it: its header, or a `Problem` when it is damaged or none. */
export async function wholeBackup(file: string): Promise<Header> {
  let found: Header | undefined;
  for await (const part of readBackup(file)) if (part.kind === 'header') found = part.header;
  if (!found) throw damaged();
  return found;
}

function partOf(value: unknown, first: boolean): Part {
  if (first) {
    const read = header.safeParse(value);
    if (!read.success)
      throw new Problem('This file is no backup of an academy, or of an edition that is unknown here.');
    return { kind: 'header', header: read.data };
  }
  const row = rowLine.safeParse(value);
  if (row.success) return { kind: 'row', ...row.data };
  const media = mediaLine.safeParse(value);
  if (media.success) return { kind: 'media', media: media.data.media };
  throw damaged();
}

const damaged = () => new Problem('The backup is cut off or was changed: nothing was restored.');

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new Problem('This file is no backup of an academy.');
  }
}

/** No row is that long: beyond it a file is no backup, however well it was packed. In characters. */
const LONGEST_LINE = 64 * 1024 * 1024;

async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const gunzip = source.pipe(createGunzip());
  source.on('error', (error) => gunzip.destroy(error));
  gunzip.setEncoding('utf8');
  let rest = '';
  try {
    for await (const chunk of gunzip) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > LONGEST_LINE) throw damaged();
      yield* lines;
    }
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'ENOENT') throw new Problem(`There is no file ${file}.`);
    if (code === 'Z_BUF_ERROR') throw damaged();
    if (code?.startsWith('Z_')) throw new Problem('This file is no backup of an academy.');
    throw error;
  }
  if (rest) throw damaged();
}
