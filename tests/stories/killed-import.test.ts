import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '#db/database.ts';
import { aRegistrar, aStreet } from '#tests/imports/desk.ts';
import type { ToolPlace } from '#tests/support/academy-tool.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { type RunningServer, startServer } from '#tests/support/server.ts';
import { hangUp, signedIn, type Visitor } from '#tests/support/visitor.ts';
import { breachesOf } from './crowd.ts';
import { pollUntil } from './killing.ts';

const ROWS = 5_000;
const PATIENCE_MS = 120_000;

describeOnBothDatabases('an import in whose middle the server is killed', (open) => {
  let db: Db;
  let place: ToolPlace;
  let server: RunningServer;
  let registrar: Visitor;
  beforeAll(async () => {
    const database = await open.withUrl();
    db = database.db;
    await aStreet(db);
    const { personId } = await aRegistrar(db);
    place = { databaseUrl: database.url, dataDir: await mkdtemp(join(tmpdir(), 'academy-import-')) };
    server = await startServer(place);
    registrar = await signedIn(db, server.url, personId ?? '');
  }, PATIENCE_MS);
  afterAll(async () => {
    hangUp();
    await server?.stop();
    await rm(place.dataDir, { recursive: true, force: true });
  });

  const send = (path: string, body: FormData | URLSearchParams) =>
    fetch(new URL(path, server.url), {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: registrar.cookie, origin: server.url },
      body,
    });

  /** Brings the roster and has it looked at, to the end. Answers its address. */
  async function brought(): Promise<string> {
    const lines = Array.from({ length: ROWS }, (_, n) => `佟${nameOf(n)},东园社区,5栋,志愿者,2025-3-1`);
    const form = new FormData();
    form.set('kind', 'people');
    form.set('sheet', new File([['姓名,社区,楼栋,职务,任职时间', ...lines].join('\r\n')], '花名册.csv'));
    const kept = await send('/admin/imports/new', form);
    expect(kept.status).toBe(303);
    const address = kept.headers.get('location') ?? '';
    const columns = { name: '0', community: '1', building: '2', position: '3', from: '4' };
    const chosen = Object.entries(columns).map(([key, column]): [string, string] => [
      `column.${key}`,
      column,
    ]);
    const looked = await send(
      address,
      new URLSearchParams([['means', 'look'], ['row', '1'], ['rows', '1'], ...chosen]),
    );
    expect(looked.status).toBe(303);
    await pollUntil(async () => (await stateOf(address)) === 'judged', PATIENCE_MS);
    return address;
  }

  const stateOf = async (address: string) => {
    const id = address.split('/').at(-1) ?? '';
    return (await db.selectFrom('import_file').select('state').where('id', '=', id).executeTakeFirst())
      ?.state;
  };
  const people = async () => {
    const rows = await db.selectFrom('person').select('name').where('username', 'like', 'tong%').execute();
    return rows.map(({ name }) => name);
  };

  const countPeople = async () => {
    const counted = db.selectFrom('person').where('username', 'like', 'tong%');
    const { total } = await counted
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    return Number(total);
  };

  it('goes on where it was, adds everybody once, and the same sheet again changes nothing', {
    timeout: 3 * PATIENCE_MS,
  }, async () => {
    const address = await brought();
    expect(await people()).toEqual([]);
    expect((await send(address, new URLSearchParams({ means: 'take', grouping: 'file' }))).status).toBe(303);
    await pollUntil(async () => (await countPeople()) >= 250, PATIENCE_MS);
    await server.kill();
    hangUp();
    const half = (await people()).length;
    expect(half).toBeLessThan(ROWS);
    expect(half % 250).toBe(0);
    await server.restart();
    await pollUntil(async () => (await stateOf(address)) === 'done', PATIENCE_MS);
    expect(new Set(await people()).size).toBe(ROWS);
    expect(await people()).toHaveLength(ROWS);
    expect(await breachesOf(place)).toBe('');
    const again = await brought();
    const shown = await fetch(new URL(again, server.url), { headers: { cookie: registrar.cookie } });
    expect(await shown.text()).toContain('没有要收的');
  });
});

/** A name of its own for each. */
function nameOf(n: number): string {
  const letters = '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉';
  return [n % 20, Math.floor(n / 20) % 20, Math.floor(n / 400)].map((at) => letters[at]).join('');
}
