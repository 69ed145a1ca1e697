import { beforeAll, expect, it } from 'vitest';
import { readSheet } from '#app/lib/sheet.server.ts';
import { tables } from '#app/table-routes.ts';
import type { Db } from '#db/database.ts';
import { pages } from '#tests/statements/expectations.ts';
import { type Academy, academyOn } from '#tests/statements/handler.ts';
import { aLargeAcademy } from '#tests/statements/large-academy.ts';
import { type Asking, signedIn } from '#tests/statements/signed-in.ts';
import { fileOf } from '#tests/statements/table-expectations.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { now } from '#tests/support/world.ts';
import { type ShownRow, tablesOf } from './shown-table.ts';

const PATIENCE_MS = 240_000;
const MOST_ROWS = 200_000;

describeOnBothDatabases('the file of a table in a large academy', (open) => {
  let db: Db;
  let academy: Academy;
  let cookies: Record<Asking, string>;
  beforeAll(async () => {
    db = await open();
    await aLargeAcademy(db, open.engine);
    cookies = await signedIn(db);
    academy = await academyOn(db, 'file:/nowhere');
  }, PATIENCE_MS);

  const asked = async (address: string, as: Asking) => {
    const request = new Request(`http://127.0.0.1${address}`, { headers: { cookie: cookies[as] } });
    return academy.ask(request, now);
  };

  const named = tables.filter(({ page, path }) => pages[`/${page}`] && path.startsWith(`${page}.`));
  it.each(named)(
    'of $page has the rows of the page in their order, and the page leads to it',
    async ({ page, path }) => {
      const { as, at } = pages[`/${page}`] as { as: Asking; at: readonly string[] };
      for (const address of at) {
        if (/[?&]page=/.test(address)) continue;
        const html = await (await asked(address, as)).text();
        const tablesShown = tablesOf(html).filter(({ rows }) => rows.length > 0);
        const file = await asked(fileOf(address, { page, path }), as);
        expect([address, file.status]).toEqual([address, 200]);
        expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="/);
        const bytes = new Uint8Array(await file.arrayBuffer());
        const sheet = await readSheet(bytes, { mostRows: MOST_ROWS });
        if (!sheet.ok) throw new Error(`${address}: ${sheet.reason}`);
        if (tablesShown.length === 0) continue;
        expect(html, address).toContain('导出 Excel');
        // A page may show something more urgent in a table above its list.
        const same = tablesShown.map((shown) => [firstRows(sheet.rows, shown.rows), headsOf(shown.rows)]);
        const isOne = same.some(([given, wanted]) => JSON.stringify(given) === JSON.stringify(wanted));
        if (!isOne) expect(same.at(-1)?.[0], address).toEqual(same.at(-1)?.[1]);
      }
    },
    PATIENCE_MS,
  );

  const headsOf = (rows: readonly ShownRow[]) => rows.map(({ head }) => head.text);

  /** What the file says first under the heading of the column that names a row. */
  function firstRows(rows: string[][], shown: readonly ShownRow[]): string[] {
    const label = shown[0]?.head.label ?? '';
    const top = rows.findIndex((cells) => cells.includes(label));
    const column = rows[top]?.indexOf(label) ?? -1;
    expect(column, `${label} in ${rows[0]?.join(' ')}`).toBeGreaterThanOrEqual(0);
    return rows.slice(top + 1, top + 1 + shown.length).map((cells) => cells[column] ?? '');
  }
});
