import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open as openFile, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { CompiledQuery } from 'kysely';
import { expect, inject, it, onTestFinished } from 'vitest';
import { keysElsewhere } from '#app/cli/backup/key-files.server.ts';
import { writeBackup } from '#app/cli/backup/writing.ts';
import { checks } from '#app/cli/checks/all.ts';
import { rotateKeys } from '#app/features/credentials/keys.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { readEnv } from '#app/lib/env.ts';
import { closeDatabase, openDatabase } from '#db/connect.server.ts';
import type { Db } from '#db/database.ts';
import { appliedMigrations, migrateWith, statementsToAppendOnly } from '#db/migrate.server.ts';
import { migrations } from '#db/migrations/index.ts';
import { putRows, type Row, rowsOf } from '#db/rows.server.ts';
import { tableShapes } from '#db/shapes.server.ts';
import { describeOnBothDatabases, type Engine } from '#tests/support/database.ts';
import { withDatabase } from '#tests/support/mariadb.ts';
import { onMariadb, recreateDatabase } from '#tests/support/mariadb-clone.ts';
import { engineNamed, operate } from './support.ts';

const folder = () => inject('databases').folder;
let made = 0;
const fileNamed = (name: string) => join(folder(), `${process.pid}-${++made}-${name}`);

/** A database without one table, which the test throws away. */
async function nothingYet(engine: Engine): Promise<{ db: Db; url: string }> {
  let url = `file:${fileNamed('nothing.db')}`;
  if (engine === 'mariadb') {
    const { url: server, prefix } = inject('databases').mariadb ?? { url: '', prefix: '' };
    const name = `${prefix}nothing_${process.pid}_${++made}`;
    await recreateDatabase(server, name);
    onTestFinished(() =>
      onMariadb(server, async (root) => void (await root.query(`drop database \`${name}\``))),
    );
    url = withDatabase(server, name);
  }
  const db = await openDatabase(url);
  onTestFinished(() => closeDatabase(db));
  return { db, url };
}

/** A backup as an edition with these migrations would have written it. */
async function backupOf(db: Db, engine: Engine, schema: readonly string[]): Promise<string> {
  const some = migrations.filter(({ name }) => schema.includes(name));
  const lines = [
    JSON.stringify({ academy: 'backup', format: 1, schema, takenAt: '2026-01-01T00:00:00.000Z' }),
  ];
  const rows: Record<string, number> = {};
  for (const table of await tableShapes(engineNamed(engine), some)) {
    if (['session', 'media_owner', 'media_look'].includes(table.name)) continue;
    rows[table.name] = 0;
    for await (const row of rowsOf(db, table)) {
      rows[table.name] = (rows[table.name] ?? 0) + 1;
      lines.push(JSON.stringify({ table: table.name, row }));
    }
  }
  const text = `${lines.join('\n')}\n`;
  const sha256 = createHash('sha256').update(text).digest('hex');
  const file = fileNamed('old.gz');
  await writeFile(file, gzipSync(`${text}${JSON.stringify({ end: true, rows, media: 0, sha256 })}\n`));
  return file;
}

const unit = (id: string, parent: string | null, path: string): Row => ({
  ...{ id, parent_id: parent, path, tree: 'territory', kind: 'community', name: path },
});

const at = '2026-01-01T00:00:00.000Z';

describeOnBothDatabases('a backup', (open) => {
  const engine = open.engine;
  const variables = { MEDIA_URL: `file:/nonexistent/media-${process.pid}` };

  /** What the edition of 0030 had: people, and places of which one refers to a later one. */
  async function oldAcademy(): Promise<string> {
    const some = migrations.filter(({ name }) => name < '0031');
    const { db } = await nothingYet(engine);
    await migrateWith(db, engineNamed(engine), { some, now: new Date(at) });
    const shapes = await tableShapes(engineNamed(engine), some);
    const put = async (name: string, rows: Row[]) => {
      const table = shapes.find((one) => one.name === name);
      if (table) await putRows(db, table, rows);
      else throw new Error(name);
    };
    const filled = (row: Row, name: string): Row => {
      const columns = shapes.find((one) => one.name === name)?.shape.columns ?? {};
      const usual = Object.entries(columns).map(([column, { kind, nullable, max }]) => [
        column,
        nullable ? null : kind === 'integer' ? 0 : max === 24 ? at : max === 10 ? '2026-01-01' : 'x',
      ]);
      return { ...Object.fromEntries(usual), ...row };
    };
    const ids = ['c', 'a', 'b'].map((one) => `01900000-0000-7000-8000-00000000000${one}`);
    const [top = '', middle = '', low = ''] = ids;
    await put('org_unit', [
      filled(unit(top, null, 't001'), 'org_unit'),
      filled(unit(middle, top, 't0010001'), 'org_unit'),
      filled(unit(low, middle, 't00100010001'), 'org_unit'),
    ]);
    await put('person', [
      filled(
        { id: low, username: 'old', name: '陈旧人', preferred_view: 'standard', text_size: 1 },
        'person',
      ),
    ]);
    return backupOf(
      db,
      engine,
      some.map(({ name }) => name),
    );
  }

  it('of an earlier edition is restored in its shape and brought up to date, also where rows refer to later ones', {
    timeout: 90_000,
  }, async () => {
    const file = await oldAcademy();
    const { db, url } = await nothingYet(engine);
    const { code, said, complained } = await operate(url, ['restore', file], { variables });
    expect(complained).toEqual([]);
    expect(code, complained.join('\n')).toBe(0);
    expect(said[0]).toBe('Restored 4 rows.');
    expect(said[1]).toMatch(/earlier edition: brought up to date with 0031_chain, .*0056_suggestions/);
    expect(said[2]).toBe(`Verified: all ${checks.length} invariants hold.`);
    expect(await appliedMigrations(db, engineNamed(engine))).toHaveLength(migrations.length);
    expect(await db.selectFrom('person').select('name').execute()).toEqual([{ name: '陈旧人' }]);
    expect(await statementsToAppendOnly(db, engineNamed(engine), 'credit_entry')).toEqual([]);
    expect(await operate(url, ['restore', file], { variables })).toMatchObject({
      ...{ code: 1, complained: [expect.stringMatching(/later edition than the backup/)] },
    });
  });

  it('of a later edition, of a later database, or damaged anywhere makes nothing at all', {
    timeout: 90_000,
  }, async () => {
    const old = await oldAcademy();
    const { url: current } = await open.withUrl();
    const whole = gunzipSync(await readFile(old)).toString('utf8');
    const write = async (text: string) => {
      const file = fileNamed('bad.gz');
      await writeFile(file, gzipSync(text));
      return file;
    };
    const [header = '', ...rest] = whole.split('\n');
    const later = header.replace('"0001', '"9999_of_the_future","0001');
    const hashed = (lines: string[]) =>
      createHash('sha256')
        .update(`${lines.join('\n')}\n`)
        .digest('hex');
    const body = [later, ...rest.slice(0, -2)];
    const end = JSON.stringify({ ...JSON.parse(rest.at(-2) ?? ''), sha256: hashed(body) });
    const { db, url } = await nothingYet(engine);
    for (const [file, words] of [
      [await write(`${[...body, end].join('\n')}\n`), /later edition of the academy \(9999_of_the_future\)/],
      [await write(whole.replace('陈旧人', '陈新人')), /cut off or was changed/],
      [await write(whole.slice(0, -40)), /no backup|cut off/],
      [await write(`${whole}${rest[0]}\n`), /cut off or was changed/],
    ] as const) {
      const { code, complained } = await operate(url, ['restore', file], { variables });
      expect([code, complained.length]).toEqual([1, 1]);
      expect(complained[0]).toMatch(words);
      expect(await appliedMigrations(db, engineNamed(engine))).toEqual([]);
    }
    expect(await operate(current, ['restore', old], { variables })).toMatchObject({
      ...{ code: 1, complained: [expect.stringMatching(/restore into a new database/)] },
    });
  });

  it('keeps a ledger that nobody can edit when it is restored, and says which keys and files must be brought along', async () => {
    const { db, url } = await open.withUrl();
    const env = envOf(url);
    await rotateKeys(db, { env, actor: systemActor('test'), now: new Date(at) });
    expect(await keysElsewhere(db, env)).toBeNull();
    const file = fileNamed('keys.gz');
    await operate(url, ['seed', 'load', '--people', '3', '--prefix', 'rush', '--entries', '20'], {
      variables,
    });
    await db
      .insertInto('media_file')
      .values(
        [1, 2].map((n) => ({
          ...{ id: `m${n}`, purpose: 'work', storage_key: `work/${n}.txt`, content_type: 'text/plain' },
          ...{ bytes: 5, sha256: 'x', original_name: 'a.txt', created_at: at },
        })),
      )
      .execute();
    const media = fileNamed('store');
    await mkdir(join(media, 'work'), { recursive: true });
    await writeFile(join(media, 'work/2.txt'), 'another length');
    expect(await operate(url, ['backup', file], { variables: { MEDIA_URL: `file:${media}` } })).toMatchObject(
      { code: 0 },
    );
    expect(gunzipSync(await readFile(file)).toString()).not.toContain(env.CREDENTIALS_SECRET);
    const other = await open.withUrl();
    const elsewhere = { MEDIA_URL: `file:${media}`, DATA_DIR: fileNamed('data') };
    const restore = ['restore', file, '--despite-media'];
    const { complained } = await operate(other.url, restore, { variables: elsewhere });
    // Nothing refers to the two files.
    expect(complained.filter((line) => line.startsWith('BREACH'))).toHaveLength(1);
    expect(complained.join('\n')).toMatch(/2 of 2 files .* work\/1\.txt, work\/2\.txt \(of another length\)/);
    expect(complained.join('\n')).toMatch(/credentials-secret of its DATA_DIR/);
    const doctor = await operate(other.url, ['doctor'], { variables: elsewhere });
    expect(doctor.said.join('\n')).toMatch(/LACKS +keys/);
    const edit = CompiledQuery.raw('update credit_entry set amount = amount + 100');
    await expect(other.db.executeQuery(edit)).rejects.toThrow(/append-only/);
  });

  it('leaves nothing under its name, and says so, when the disk is full or somebody put a link there', async () => {
    const { db, url } = await open.withUrl();
    const file = fileNamed('full.gz');
    const begin = () => openFile('/dev/full', 'w');
    const writing = writeBackup(db, {
      engine: engineNamed(open.engine),
      env: envOf(url),
      file,
      now: new Date(),
      begin,
    });
    await expect(writing).rejects.toThrow(/There is no room for the backup: nothing was written/);
    expect(existsSync(file)).toBe(false);
    const elsewhere = fileNamed('elsewhere');
    await writeFile(elsewhere, 'theirs', { mode: 0o666 });
    await symlink(elsewhere, `${file}.unfinished`);
    expect((await operate(url, ['backup', file], { variables })).code).toBe(0);
    expect([await readFile(elsewhere, 'utf8'), existsSync(`${file}.unfinished`)]).toEqual(['theirs', false]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  function envOf(url: string) {
    const reading = readEnv({
      DATABASE_URL: url,
      CREDENTIALS_SECRET: 'a secret that only this test knows, long',
    });
    if (!reading.ok) throw new Error(reading.problem);
    return reading.env;
  }
});
