import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { beforeEach, expect, it } from 'vitest';
import { checkArchive, faultOfArchive } from '#app/features/audit/archive-checks.server.ts';
import { everyArchive } from '#app/features/audit/archives.server.ts';
import { archiveJournal, makeFile } from '#app/features/audit/archiving.server.ts';
import { checkChain, lastCheck } from '#app/features/audit/checking.server.ts';
import { policy } from '#app/features/audit/policy.rules.ts';
import { blocksFrom } from '#app/features/chain/reading.server.ts';
import { eraseWords } from '#app/features/journal/erasing.server.ts';
import { mediaFile, storeOf } from '#app/features/media/files.server.ts';
import type { Env } from '#app/lib/env.ts';
import type { Db } from '#db/database.ts';
import { letGoOfTheLedger } from '#tests/support/by-hand.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, now } from '#tests/support/world.ts';
import { actor, daysOfLines, ownPlace, told } from './support.ts';

const LINES = 3;
const DAYS = 20;
/** When the first ten of the twenty days are old enough. */
const later = after({ days: policy.onlineDays - 10 });

describeOnBothDatabases('old lines of the journal', (open) => {
  let db: Db;
  let env: Env;
  let folder: string;
  beforeEach(async () => {
    db = await open();
    const place = await ownPlace(db, now);
    [env, folder] = [place.context.env, place.folder];
    await daysOfLines(db, { days: DAYS, lines: LINES, now });
  });

  const archive = (more = {}) => archiveJournal(db, { env, actor, now: later, ...more });
  const lines = async () => {
    const rows = await db
      .selectFrom('journal_entry')
      .select('subject_id')
      .where('action', '=', 'venue.added')
      .execute();
    return rows.length;
  };
  const fileOf = async () => {
    const [first] = await everyArchive(db);
    return join(folder, 'media', (await mediaFile(db, first?.mediaId ?? ''))?.storageKey ?? '');
  };

  it('leave it for a file of whole days, and the chain goes on being checked', async () => {
    expect(await archive()).toBe(1);
    const [first] = await everyArchive(db);
    expect(first).toMatchObject({
      firstBlock: 1,
      lastBlock: 7,
      firstSequence: 1,
      lastSequence: 21,
      entries: 21,
    });
    expect(await lines()).toBe((DAYS - 7) * LINES);
    expect(await told(db, open.engine)).toEqual([]);
    expect(first && (await faultOfArchive(db, env, first))).toBeNull();
    expect(await checkChain(db, { now: later, atOnce: true })).toBe(true);
    expect(await lastCheck(db)).toMatchObject({ blocks: DAYS, inFiles: 21, entries: 39, fault: null });
    // The three days that are left wait for their week.
    expect(await archive()).toBe(0);
    expect(await archive({ now: after({ days: policy.onlineDays }) })).toBe(1);
    expect((await everyArchive(db)).map(({ firstBlock, lastBlock }) => [firstBlock, lastBlock])).toEqual([
      [1, 7],
      [8, 14],
    ]);
    expect(await told(db, open.engine)).toEqual([]);
  });

  it('stay for a hundred and ninety days', async () => {
    expect(await archive({ now: after({ days: policy.onlineDays - DAYS + 6 }) })).toBe(0);
    expect(await archive({ now: after({ days: policy.onlineDays - DAYS + 7 }) })).toBe(1);
  });

  it('can be checked from their file with Node alone, erased words and all', async () => {
    const { id: entryId } = await db
      .selectFrom('journal_entry')
      .select('id')
      .where('subject_id', '=', 'd20-1')
      .executeTakeFirstOrThrow();
    expect(await eraseWords(db, { actor, entryId, reason: '本人要求', now })).toEqual({ ok: true });
    await archive();
    const [block] = await blocksFrom(db, { from: 7, limit: 1, of: 'journal' });
    const copy = join(folder, 'journal.jsonl.gz');
    const file = await mediaFile(db, (await everyArchive(db))[0]?.mediaId ?? '');
    await pipeline(
      Readable.fromWeb((await storeOf(env).read(file?.storageKey ?? '')) as never),
      createWriteStream(copy),
    );
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...['content/ledger/verify.mjs', '--entries', copy, `7:${block?.hash}`],
    ]);
    expect(stdout).toContain('ok: 7 blocks, 21 entries up to block 7, 21 of them in this file, 20 opened');
  });

  it('go whatever step a worker was killed at, once', async () => {
    // Between the row and the first line; within the lines; before the end was written.
    await makeFile(db, { env, actor, now: later });
    expect(await lines()).toBe(DAYS * LINES);
    expect(await told(db, open.engine)).toEqual([]);
    for (const blocks of [0, 3, 7]) {
      let turns = 0;
      await archive({ stopped: () => turns++ > blocks });
      expect(await told(db, open.engine)).toEqual([]);
    }
    expect(await archive()).toBe(0);
    expect(await lines()).toBe((DAYS - 7) * LINES);
    expect(await everyArchive(db)).toHaveLength(1);
    const ends = await db.selectFrom('journal_archive_end').selectAll().execute();
    expect(ends).toHaveLength(1);
  });

  it('are in one file when two workers come at once', async () => {
    const both = await Promise.all([archive(), archive()]);
    expect(both.reduce((sum, made) => sum + made, 0)).toBe(1);
    expect(await everyArchive(db)).toHaveLength(1);
    expect(await lines()).toBe((DAYS - 7) * LINES);
    expect(await told(db, open.engine)).toEqual([]);
    // What the other one had put into the store is about to go.
    const stored = (await readdir(join(folder, 'media'), { recursive: true })).length;
    expect(stored).toBeGreaterThan(0);
  });

  it('stay where the store is away, or the file was damaged before they went', async () => {
    await writeFile(join(folder, 'no-folder'), '');
    const away = { ...env, MEDIA_URL: `file:${folder}/no-folder/media` };
    await expect(archive({ env: away })).rejects.toThrow();
    expect(await everyArchive(db)).toEqual([]);
    const made = await makeFile(db, { env, actor, now: later });
    const path = await fileOf();
    const bytes = await readFile(path);
    const wrong = Buffer.from(bytes);
    wrong[wrong.length >> 1] = (wrong[wrong.length >> 1] ?? 0) ^ 1;
    await writeFile(path, wrong);
    await expect(archive()).rejects.toThrow(/stay where they are/);
    expect(await lines()).toBe(DAYS * LINES);
    const found = made && (await checkArchive(db, { env, archive: made, actor, now: later }));
    expect(found).toBeTruthy();
    expect(await lastCheck(db, made?.id)).toMatchObject({ fault: found });
    await writeFile(path, bytes);
    expect(made && (await faultOfArchive(db, env, made))).toBeNull();
    await archive();
    expect(await lines()).toBe((DAYS - 7) * LINES);
    await rm(path);
    expect(made && (await faultOfArchive(db, env, made))).toBe('the store does not answer');
  });

  it('do not go into a file when one of them was changed by hand, and nothing goes that is in no file', async () => {
    await expect(db.deleteFrom('journal_entry').execute()).rejects.toThrow(/append-only/);
    await letGoOfTheLedger(db);
    await db
      .updateTable('journal_entry')
      .set({ subject_id: 'other' })
      .where('subject_id', '=', 'd18-1')
      .execute();
    await expect(archive()).rejects.toThrow(/is not what was sealed/);
    await db.deleteFrom('journal_entry').where('subject_id', '=', 'other').execute();
    await expect(archive()).rejects.toThrow(/is gone/);
    expect(await everyArchive(db)).toEqual([]);
    expect(await checkChain(db, { now: later })).toBe(true);
    expect((await lastCheck(db))?.fault).toMatch(/block 3, line/);
  });
});
