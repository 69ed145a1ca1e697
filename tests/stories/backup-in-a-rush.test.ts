import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runAcademy } from '#tests/support/academy-tool.ts';
import { describeOnBothDatabases, engineMissing, engines, freshDatabase } from '#tests/support/database.ts';
import { flood } from '#tests/support/flood.ts';
import { aCrowd, breachesOf, type Crowd, choose, nth, seatsTaken } from './crowd.ts';

const PEOPLE = 300;
const SECTIONS = 3;
const SEATS = 60;
const AT_ONCE = 40;

/** The morning on which selection opens, and the operator's nightly backup comes late; with a server there are two processes. */
describeOnBothDatabases('a backup taken in the middle of a rush', (open) => {
  let crowd: Crowd;
  let file: string;
  /** By whom, in which section, and when they had their answer. */
  const seats: { person: string; section: string; at: number }[] = [];
  beforeAll(async () => {
    const processes = open.engine === 'mariadb' ? 2 : 1;
    crowd = await aCrowd({
      ...{ database: await open.withUrl(), people: PEOPLE, sections: SECTIONS, seats: SEATS, processes },
    });
    file = join(crowd.dataDir, 'rush.gz');
  }, 120_000);
  afterAll(() => crowd?.stop());

  const whose = async () => {
    const rows = await crowd.db
      .selectFrom('person')
      .select('id')
      .where('username', 'like', 'rush-%')
      .orderBy('username')
      .execute();
    return rows.map(({ id }) => id);
  };

  it('holds every seat that had been acknowledged before, and none half', { timeout: 120_000 }, async () => {
    const ids = await whose();
    let begun = Number.POSITIVE_INFINITY;
    let backup: Promise<{ code: number; stderr: string }> | undefined;
    await flood(PEOPLE * SECTIONS, AT_ONCE, async (n) => {
      const section = nth(crowd.sections, n % SECTIONS);
      const { status } = await choose(nth(crowd.people, Math.floor(n / SECTIONS)), section);
      const person = nth(ids, Math.floor(n / SECTIONS));
      if (status === 200) seats.push({ person, section, at: performance.now() });
      if (seats.length < 25 || backup) return;
      begun = performance.now();
      backup = runAcademy(crowd, 'backup', file);
    });
    expect(await backup).toMatchObject({ code: 0, stderr: '' });
    expect(seats).toHaveLength(SECTIONS * SEATS);
    const lines = rowsIn(await readFile(file));
    const enrolled = new Set(lines('enrolment').map((row) => `${row.person_id} ${row.section_id}`));
    const acknowledged = seats.filter(({ at }) => at < begun);
    expect(acknowledged.length).toBeGreaterThanOrEqual(25);
    for (const { person, section } of acknowledged) expect(enrolled).toContain(`${person} ${section}`);
    expect(lines('enrolment_pin')).toHaveLength(enrolled.size);
    const counted = lines('seat_count').reduce((sum, { taken }) => sum + Number(taken), 0);
    expect(counted).toBe(enrolled.size);
    expect(await breachesOf(crowd)).toBe('');
  });

  it('is restored elsewhere, on either engine, with the same counts, and verifies', {
    timeout: 120_000,
  }, async () => {
    const lines = rowsIn(await readFile(file));
    for (const engine of engines) {
      if (engineMissing(engine)) continue;
      const other = await freshDatabase(engine);
      try {
        const place = { databaseUrl: other.url, dataDir: crowd.dataDir };
        const restored = await runAcademy(place, 'restore', file);
        expect([restored.code, restored.stderr]).toEqual([0, '']);
        let taken = 0;
        for (const section of crowd.sections) {
          const { counted, enrolled } = await seatsTaken(other.db, section);
          expect(counted).toBe(enrolled);
          taken += enrolled;
        }
        expect(taken).toBe(lines('enrolment').length);
      } finally {
        await other.close();
      }
    }
  });

  it('leaves nothing under its name when it is killed, and the next one is whole', {
    timeout: 120_000,
  }, async () => {
    const cut = join(crowd.dataDir, 'cut.gz');
    await killed(['backup', cut], crowd.databaseUrl, () => existsSync(`${cut}.unfinished`));
    expect(existsSync(cut)).toBe(false);
    expect((await runAcademy(crowd, 'backup', cut)).code).toBe(0);
    expect(existsSync(cut)).toBe(true);
  });

  it('restores nothing when that is killed, and everything the next time', { timeout: 120_000 }, async () => {
    const other = await freshDatabase(open.engine);
    try {
      const place = { databaseUrl: other.url, dataDir: crowd.dataDir };
      const since = performance.now();
      await killed(['restore', file], other.url, () => performance.now() - since > 500);
      const again = await runAcademy(place, 'restore', file);
      const whole = await other.db.selectFrom('enrolment').select('id').execute();
      // Killed after it was done, it says that there is something already; else the second one restores.
      expect(again.code === 0 || /not empty/.test(again.stderr)).toBe(true);
      expect(whole.length).toBe(rowsIn(await readFile(file))('enrolment').length);
    } finally {
      await other.close();
    }
  });

  async function killed(words: string[], databaseUrl: string, when: () => boolean): Promise<void> {
    const tool = fileURLToPath(new URL('../../build/academy.js', import.meta.url));
    const env = {
      ...{ PATH: process.env.PATH ?? '', NODE_ENV: 'production' as const, DATABASE_URL: databaseUrl },
      ...{ DATA_DIR: crowd.dataDir, MEDIA_URL: `file:${join(crowd.dataDir, 'media')}` },
    };
    const child = spawn(process.execPath, [tool, ...words], { env, stdio: 'ignore' });
    await new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      const look = setInterval(() => {
        if (!when() && child.exitCode === null) return;
        clearInterval(look);
        child.kill('SIGKILL');
      }, 1);
    });
  }
});

/** The rows of a table in a backup. */
function rowsIn(packed: Buffer) {
  const lines = gunzipSync(packed).toString('utf8').split('\n');
  return (table: string): Record<string, unknown>[] =>
    lines
      .filter((line) => line.startsWith(`{"table":"${table}"`))
      .map((line) => (JSON.parse(line) as { row: Record<string, unknown> }).row);
}
