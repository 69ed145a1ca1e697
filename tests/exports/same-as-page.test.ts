import { beforeAll, expect, it } from 'vitest';
import { startSession } from '#app/features/identity/sessions.server.ts';
import { readSheet } from '#app/lib/sheet.server.ts';
import { tables } from '#app/table-routes.ts';
import type { Db } from '#db/database.ts';
import { ROWS_AT_ONCE } from '#db/part.server.ts';
import { pages } from '#tests/statements/expectations.ts';
import { watch } from '#tests/statements/eye.ts';
import { rowId } from '#tests/statements/fill.ts';
import { type Academy, academyOn } from '#tests/statements/handler.ts';
import { aLargeAcademy } from '#tests/statements/large-academy.ts';
import { type Asking, signedIn } from '#tests/statements/signed-in.ts';
import { fileOf } from '#tests/statements/table-expectations.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { now } from '#tests/support/world.ts';
import { type ShownRow, tablesOf } from './shown-table.ts';

const PATIENCE_MS = 240_000;
const MOST_ROWS = 200_000;
/** Of pages with several tables the file has all of them, one below the other. */
const joined: ReadonlySet<string> = new Set(['admin/sharing', 'assess/coverage']);
/** Keeps one community of some two hundred people. */
const LOCAL = 81;
const kept = ['registrar', 'credit-reviewer', 'appeals-reviewer', 'security-admin'];

describeOnBothDatabases('the file of a table in a large academy', (open) => {
  let db: Db;
  let academy: Academy;
  let cookies: Record<Asking | 'local', string>;
  beforeAll(async () => {
    db = await open();
    await aLargeAcademy(db, open.engine);
    const more = { valid_from: '2025-01-01', granted_at: now.toISOString(), org_unit_id: rowId(2) };
    await db
      .insertInto('role_grant')
      .values(kept.map((role, at) => ({ ...more, id: rowId(91_000 + at), person_id: rowId(LOCAL), role })))
      .execute();
    const line = await startSession(db, { personId: rowId(LOCAL), secure: false, now });
    cookies = { ...(await signedIn(db)), local: line.split(';')[0] ?? '' };
    academy = await academyOn(db, 'file:/nowhere');
  }, PATIENCE_MS);

  const asked = async (address: string, as: Asking | 'local') => {
    const request = new Request(`http://127.0.0.1${address}`, { headers: { cookie: cookies[as] } });
    return academy.ask(request, now);
  };

  const named = tables.filter(({ page, path }) => pages[`/${page}`] && path.startsWith(`${page}.`));
  const of = ({ page }: { page: string }) =>
    (pages[`/${page}`] as { as: Asking; at: readonly string[] }).at.filter((at) => !/[?&]page=/.test(at));

  it.each(named)(
    'of $page has the rows of the page in their order, and the page leads to it',
    async (table) => {
      const { as } = pages[`/${table.page}`] as { as: Asking };
      for (const address of of(table)) await same(table, address, as);
    },
    PATIENCE_MS,
  );

  it.each(named.filter(({ page }) => page.startsWith('admin/')))(
    'of $page has for whoever keeps a part what the page has for them',
    async (table) => {
      for (const address of of(table)) await same(table, address, 'local');
    },
    PATIENCE_MS,
  );

  it('asks the database for no more once whoever takes it has gone', async () => {
    const { statements, off } = watch(db);
    const answer = await asked('/admin/people.xlsx', 'registrar');
    const reader = answer.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    const then = statements.length;
    await asked('/admin/venues', 'registrar');
    const ofPeople = statements.slice(then).filter(({ sql }) => /name_pinyin/.test(sql));
    off();
    // What was on its way may still end.
    expect(ofPeople.length).toBeLessThanOrEqual(1);
    const { n } = await db
      .selectFrom('person')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    expect(then).toBeLessThan((Number(n) / ROWS_AT_ONCE) * 3);
  });

  async function same(table: (typeof named)[number], address: string, as: Asking | 'local') {
    const page = await asked(address, as);
    const html = await page.text();
    const file = await asked(fileOf(address, table), as);
    expect([address, file.status]).toEqual([address, page.status]);
    if (file.status !== 200) return;
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="/);
    const sheet = await readSheet(new Uint8Array(await file.arrayBuffer()), { mostRows: MOST_ROWS });
    if (!sheet.ok) throw new Error(`${address}: ${sheet.reason}`);
    const shown = tablesOf(html).filter(({ rows }) => rows.length > 0);
    if (shown.length === 0) return;
    const leadsThere = html.includes(`href="${fileOf(address, table).replaceAll('&', '&amp;')}"`);
    // Nothing to take away, then: what the page shows is of its other table.
    if (!leadsThere) {
      expect(sheet.rows.length, address).toBe(1);
      return;
    }
    if (joined.has(table.page)) {
      const all = shown.flatMap(({ rows }) => headsOf(rows));
      expect(columnOf(sheet.rows, '名称').slice(0, all.length), address).toEqual(all);
      return;
    }
    // A page may show something more urgent in a table above its list.
    const both = shown.map(({ rows }) => {
      const column = columnOf(sheet.rows, rows[0]?.head.label ?? '');
      return [column.slice(0, rows.length), headsOf(rows), column.length];
    });
    const [given, wanted, length] =
      both.find(([one, other]) => JSON.stringify(one) === JSON.stringify(other)) ?? both.at(-1) ?? [];
    expect(given, address).toEqual(wanted);
    // Where the page says how many there are, the file has as many.
    const total = /导出 Excel<!-- -->（(\d+)|导出 Excel（(\d+)/.exec(html);
    if (total && shown.length === 1) expect(length, address).toBe(Number(total[1] ?? total[2]));
  }

  const headsOf = (rows: readonly ShownRow[]) => rows.map(({ head }) => head.text);

  /** What the file says under a heading. */
  function columnOf(rows: string[][], label: string): string[] {
    const top = rows.findIndex((cells) => cells.includes(label));
    const column = rows[top]?.indexOf(label) ?? -1;
    expect(column, `${label} in ${rows[0]?.join(' ')}`).toBeGreaterThanOrEqual(0);
    return rows.slice(top + 1).map((cells) => cells[column] ?? '');
  }
});
