import { createHash } from 'node:crypto';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { CompiledQuery } from 'kysely';
import { beforeAll, expect, inject, it } from 'vitest';
import { checks } from '#app/cli/checks/all.ts';
import { sealedChecks } from '#app/cli/checks/sealed.server.ts';
import { storeChecks } from '#app/cli/checks/stored-bytes.server.ts';
import type { Db } from '#db/database.ts';
import { tableShapes } from '#db/shapes.server.ts';
import { letGoOfTheLedger } from '#tests/support/by-hand.ts';
import { describeOnBothDatabases, engineMissing, freshDatabase } from '#tests/support/database.ts';
import { breaches } from './breaches.ts';
import { engineNamed, operate } from './support.ts';

class TakenBack extends Error {}

/** What `work` did is undone. */
async function undone(db: Db, work: (trx: Db) => Promise<void>): Promise<void> {
  await db
    .transaction()
    .execute(async (trx) => {
      await work(trx);
      throw new TakenBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof TakenBack)) throw error;
    });
}

async function counts(db: Db): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { name } of await tableShapes('embedded')) {
    const { rows } = await db.executeQuery<{ n: number }>(
      CompiledQuery.raw(`select count(*) as n from ${name}`),
    );
    found[name] = Number(rows[0]?.n);
  }
  return found;
}

describeOnBothDatabases('the operator’s tool on the demo academy', (open) => {
  let db: Db;
  let url: string;
  let variables: Record<string, string>;
  const fileNamed = (name: string) => join(inject('databases').folder, `${open.engine}-${name}`);
  const bodyOf = async (file: string) =>
    gunzipSync(await readFile(file))
      .toString('utf8')
      .split('\n')
      .slice(1, -2)
      .join('\n');

  beforeAll(async () => {
    ({ db, url } = await open.withUrl());
    variables = { MEDIA_URL: `file:${fileNamed('media')}` };
    const loaded = await operate(url, ['seed', 'demo'], { variables });
    expect(loaded).toMatchObject({ code: 0, complained: [] });
    await letGoOfTheLedger(db);
  });

  it('loads the demo once', async () => {
    const before = await counts(db);
    const again = await operate(url, ['seed', 'demo'], { variables });
    expect(again).toEqual({ code: 0, said: ['The demo academy is loaded already.'], complained: [] });
    expect(await counts(db)).toEqual(before);
  });

  it('verifies: one line an invariant, all of them ok', async () => {
    const { code, said } = await operate(url, ['verify'], { variables });
    expect(said.filter((line) => !line.startsWith('ok '))).toEqual([]);
    expect(said).toHaveLength(checks.length + sealedChecks.length + storeChecks.length);
    expect(code).toBe(0);
  });

  it.each(breaches)('notices a breach of “$tells.source”', async ({ tells, sql }) => {
    await undone(db, async (trx) => {
      for (const statement of sql) await trx.executeQuery(CompiledQuery.raw(statement));
      // The invariants that the breach is about: all of them are looked at above, without a breach.
      const breached: string[] = [];
      for (const { name, run } of checks.filter(({ name }) => tells.test(name)))
        if (await run(trx, engineNamed(open.engine))) breached.push(name);
      expect(breached).not.toEqual([]);
    });
  });

  it('backs up and restores into either engine, line for line', { timeout: 90_000 }, async () => {
    const file = fileNamed('backup.gz');
    const { code, said, complained } = await operate(url, ['backup', file], { variables });
    expect({ code, complained }).toEqual({ code: 0, complained: [] });
    expect(said[0]).toMatch(/^Wrote .* \d+ rows, \d+ files listed\.$/);
    for (const engine of ['sqlite', 'mariadb'] as const) {
      if (engineMissing(engine)) continue;
      const other = await freshDatabase(engine);
      try {
        const restored = await operate(other.url, ['restore', file], { variables });
        expect(restored).toMatchObject({ code: 0, complained: [] });
        expect(restored.said).toContainEqual(
          expect.stringMatching(/^Compared [1-9]\d* files with their SHA-256/),
        );
        expect(restored.said).toContain(`Verified: all ${checks.length} invariants hold.`);
        const copy = fileNamed(`backup-of-${engine}.gz`);
        await operate(other.url, ['backup', copy], { variables });
        expect(
          createHash('sha256')
            .update(await bodyOf(copy))
            .digest('hex'),
        ).toBe(
          createHash('sha256')
            .update(await bodyOf(file))
            .digest('hex'),
        );
        const twice = await operate(other.url, ['restore', file], { variables });
        expect(twice.code).toBe(1);
        expect(twice.complained[0]).toMatch(/not empty/);
      } finally {
        await other.close();
      }
    }
  });

  it('restores nothing of a backup that is cut off, changed or something else', async () => {
    const file = fileNamed('backup.gz');
    const whole = gunzipSync(await readFile(file)).toString('utf8');
    const cut = fileNamed('cut.gz');
    await writeFile(cut, await readFile(file));
    await truncate(cut, 5000);
    const changed = fileNamed('changed.gz');
    await writeFile(changed, gzipSync(whole.replace('"amount":600', '"amount":900')));
    const endless = fileNamed('endless.gz');
    await writeFile(endless, gzipSync(whole.split('\n').slice(0, -2).join('\n')));
    const other = fileNamed('other.gz');
    await writeFile(other, 'not a backup');
    const fresh = await freshDatabase(open.engine);
    const empty = await counts(fresh.db);
    for (const [path, words] of [
      [cut, /cut off|changed/],
      [changed, /cut off|changed/],
      [endless, /cut off|changed/],
      [other, /no backup/],
      [fileNamed('absent.gz'), /no file/],
    ] as const) {
      const { code, complained } = await operate(fresh.url, ['restore', path], { variables });
      expect(code).toBe(1);
      expect(complained.join()).toMatch(words);
      expect(await counts(fresh.db)).toEqual(empty);
    }
    await fresh.close();
  });

  it('keeps no session and no way to tell when a ballot was cast', async () => {
    const text = gunzipSync(await readFile(fileNamed('backup.gz'))).toString('utf8');
    expect(text).not.toMatch(/"table":"session"/);
    const lines = text.split('\n').filter((line) => /"table":"(ballot|receipt)"/.test(line));
    expect(lines.length).toBeGreaterThan(100);
    expect([...lines].sort().join()).toBe(lines.join());
  });
});
