import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSheet, streamTable } from '#app/lib/sheet.server.ts';
import { type SheetColumn, sheetRows } from '#app/lib/sheets/table-sheet.ts';

const text: readonly SheetColumn<string>[] = [{ title: '内容', width: 20, value: (row) => row }];
const ROWS = 50_000;
const MB = 1024 * 1024;

async function bytesOf(rows: Iterable<string>): Promise<Uint8Array> {
  const table = { name: '名单', columns: text, rows };
  return new Uint8Array(await new Response(streamTable(table)).arrayBuffer());
}

async function readBack(rows: readonly string[]): Promise<string[]> {
  const sheet = await readSheet(await bytesOf(rows), { mostRows: rows.length + 1 });
  if (!sheet.ok) throw new Error(sheet.reason);
  return sheet.rows.slice(1).map(([cell = '']) => cell);
}

/** What the workbook holds, unpacked. */
async function partsOf(bytes: Uint8Array): Promise<string> {
  const { inflateRawSync } = await import('node:zlib');
  const buffer = Buffer.from(bytes);
  let found = '';
  for (let at = buffer.indexOf('PK\x03\x04'); at >= 0; at = buffer.indexOf('PK\x03\x04', at + 4)) {
    const name = buffer.subarray(at + 30, at + 30 + buffer.readUInt16LE(at + 26)).toString();
    if (!name.startsWith('xl/')) continue;
    const from = at + 30 + buffer.readUInt16LE(at + 26) + buffer.readUInt16LE(at + 28);
    found += inflateRawSync(buffer.subarray(from), { finishFlush: 2 }).toString();
  }
  return found;
}

describe('a table as a file', () => {
  const wicked = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '=HYPERLINK("http://x.example","看")',
    "='[1]a'!A1",
  ];

  it('holds texts that no program runs, whatever they begin with', async () => {
    const rows = await readBack(wicked);
    expect(rows).toEqual(wicked.map((one) => one.trim()));
    const xml = await partsOf(await bytesOf(wicked));
    expect(xml).toContain('=1+1');
    // No formula, and a format that stays text also where somebody edits the cell.
    expect(xml).not.toMatch(/<f[ >]/);
    expect(xml).toMatch(/numFmtId="49"|formatCode="@"/);
  });

  it('reads back as it was written, and never fails, whatever people write', async () => {
    const sayable = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .filter((one) => one.trim() === one);
    await fc.assert(
      fc.asyncProperty(fc.array(sayable, { minLength: 1, maxLength: 8 }), async (rows) => {
        const plain = rows.map((one) => one.replace(/\r\n?/g, '\n'));
        expect(await readBack(rows)).toEqual(plain);
      }),
      { numRuns: 60 },
    );
    const anything = fc.string({ unit: 'binary', maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(fc.array(anything, { minLength: 1, maxLength: 4 }), async (rows) => {
        expect((await readSheet(await bytesOf([...rows, '完']), { mostRows: 10 })).ok).toBe(true);
      }),
      { numRuns: 60 },
    );
    expect(await readBack(['a\u0000b\u0008c\uD800d'])).toEqual(['abcd']);
  });

  it('says that it ends where a sheet does', async () => {
    const rows: unknown[] = [];
    for await (const row of sheetRows({ columns: text, rows: ['a', 'b', 'c'] }, 2)) rows.push(row[0]);
    expect(rows.slice(0, 3)).toEqual(['内容', 'a', 'b']);
    expect(rows).toHaveLength(4);
    expect(rows[3]).toMatch(/最多 2 行/);
    const cells: unknown[] = [];
    for await (const [cell] of sheetRows({ columns: text, rows: ['长'.repeat(40_000)] })) cells.push(cell);
    expect(String(cells[1])).toHaveLength(32_001);
  });

  it('begins at once, and holds no more than what is on its way, of fifty thousand rows', async () => {
    let asked = 0;
    async function* rows() {
      for (; asked < ROWS; asked++) {
        if (asked % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
        yield `第 ${asked} 行：${'议事协商'.repeat(20)}${Math.random()}`;
      }
    }
    const reader = streamTable({ name: '名单', columns: text, rows: rows() }).getReader();
    expect((await reader.read()).done).toBe(false);
    expect(asked).toBeLessThan(ROWS / 10);
    global.gc?.();
    const before = process.memoryUsage();
    let most = 0;
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const { heapUsed, external } = process.memoryUsage();
      most = Math.max(most, heapUsed + external - before.heapUsed - before.external);
    }
    expect(asked).toBe(ROWS);
    // The rows alone are some 5 MB of letters, with all that is made of them some 100: what is left is not collected yet.
    expect(most).toBeLessThan(60 * MB);
  });

  it('asks for no more rows once whoever takes it has gone', async () => {
    let asked = 0;
    let ended = false;
    async function* rows() {
      try {
        for (; asked < ROWS; asked++) {
          await new Promise((resolve) => setImmediate(resolve));
          yield `第 ${asked} 行${Math.random()}`;
        }
      } finally {
        ended = true;
      }
    }
    const stream = Readable.fromWeb(streamTable({ name: '名单', columns: text, rows: rows() }) as never);
    await new Promise((resolve) => stream.once('readable', resolve));
    stream.destroy();
    await expect.poll(() => ended).toBe(true);
    const then = asked;
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toBe(then);
    expect(asked).toBeLessThan(ROWS);
  });
});
