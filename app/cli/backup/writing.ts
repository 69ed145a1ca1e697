import { createHash } from 'node:crypto';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Problem } from '#app/cli/command.ts';
import type { Env } from '#app/lib/env.ts';
import type { Db } from '#db/database.ts';
import type { Engine } from '#db/dialect.server.ts';
import type { Migration } from '#db/migrate.server.ts';
import { migrations } from '#db/migrations/index.ts';
import { rowsOf } from '#db/rows.server.ts';
import { type NamedShape, tableShapes } from '#db/shapes.server.ts';
import { atOneMoment } from '#db/snapshot.server.ts';
import { FORMAT, type Header, type LastLine, leftOut, type MediaEntry } from './format.ts';
import { presenceIn } from './media-compare.ts';

export interface BackupDone {
  rows: number;
  media: number;
  /** Files that the database knows and the media store does not have. */
  missing: number;
}

interface Backup {
  engine: Engine;
  env: Env;
  file: string;
  now: Date;
  /** Opens the file that is written first. */
  begin?: (path: string) => Promise<FileHandle>;
}

/** Never through a link, nor into what somebody else put there. */
const newFile = (path: string) => open(path, 'wx', 0o600);

/**
 * Writes the whole academy, as it is at one moment, into one file. It appears under its name only when it is whole and on
 * the disk; what goes wrong leaves nothing behind.
 */
export async function writeBackup(
  db: Db,
  { engine, env, file, now, begin = newFile }: Backup,
): Promise<BackupDone> {
  const unfinished = `${file}.unfinished`;
  const done: BackupDone = { rows: 0, media: 0, missing: 0 };
  let own = 0;
  try {
    // What a killed one left goes; what somebody else puts there meanwhile is neither written to nor followed.
    await rm(unfinished, { force: true });
    await atOneMoment(db, engine, async (snapshot) => {
      const lines = Readable.from(backupLines(snapshot, { engine, env, now, done }));
      // Password hashes are in it: for the operator's eyes only.
      const handle = await begin(unfinished);
      own = (await handle.stat()).ino;
      await pipeline(lines, createGzip(), handle.createWriteStream());
    });
    if ((await stat(unfinished).catch(() => null))?.ino !== own)
      throw new Problem(`Another backup was begun to ${file} meanwhile: this one was given up.`);
    await flush(unfinished);
    await rename(unfinished, file);
    return done;
  } catch (error) {
    if ((await stat(unfinished).catch(() => null))?.ino === own) await rm(unfinished, { force: true });
    throw isFull(error)
      ? new Problem(`There is no room for the backup: nothing was written to ${file}. ${roomWords(engine)}`)
      : error;
  }
}

/** The disk, or the folder for temporary files, in which the embedded engine copies itself. */
function isFull(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return code === 'ENOSPC' || code === 'EDQUOT' || /database or disk is full/.test(String(message));
}

const roomWords = (engine: Engine): string =>
  engine === 'embedded'
    ? 'Besides the file itself it needs as much as the database in TMPDIR meanwhile.'
    : 'Make room, or choose another folder.';

interface Writing {
  engine: Engine;
  env: Env;
  now: Date;
  done: BackupDone;
}

async function* backupLines(db: Db, { engine, env, now, done }: Writing): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const line = (value: unknown): string => {
    const text = `${JSON.stringify(value)}\n`;
    hash.update(text);
    return text;
  };
  const schema = migrations.map(({ name }) => name);
  yield line({ academy: 'backup', format: FORMAT, schema, takenAt: now.toISOString() } satisfies Header);
  const counts: Record<string, number> = {};
  for (const table of await keptTables(engine)) {
    counts[table.name] = 0;
    for await (const row of rowsOf(db, table)) {
      counts[table.name] = (counts[table.name] ?? 0) + 1;
      done.rows += 1;
      yield line({ table: table.name, row });
    }
  }
  for await (const media of mediaManifest(db, { engine, env })) {
    done.media += 1;
    if (!media.present) done.missing += 1;
    yield line({ media });
  }
  yield `${JSON.stringify({ end: true, rows: counts, media: done.media, sha256: hash.digest('hex') } satisfies LastLine)}\n`;
}

/** The tables that a backup holds, or one of an edition with these migrations, parents first. */
export async function keptTables(engine: Engine, some?: readonly Migration[]): Promise<NamedShape[]> {
  return (await tableShapes(engine, some)).filter(({ name }) => !leftOut.includes(name));
}

async function* mediaManifest(
  db: Db,
  { engine, env }: Pick<Writing, 'engine' | 'env'>,
): AsyncGenerator<MediaEntry> {
  const table = (await tableShapes(engine)).find(({ name }) => name === 'media_file');
  if (!table) return;
  const isStored = presenceIn(env);
  for await (const row of rowsOf(db, table)) {
    const entry = { key: String(row.storage_key), bytes: Number(row.bytes), sha256: String(row.sha256) };
    yield { ...entry, present: (await isStored(entry)) === 'present' };
  }
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
