import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatShows } from '#app/lib/sheets/numbers.ts';
import { Unreadable } from '#app/lib/sheets/refusals.ts';
import { openTables } from '#app/lib/sheets/table-file.server.ts';
import { type Cell, csvOf, sheetOf, type Writer, workbook, zipOf } from './sheets.ts';

/** The rows of the first table; what it is refused for. */
async function read(bytes: Uint8Array): Promise<string[][] | string> {
  try {
    const [table] = await openTables(bytes);
    const rows: string[][] = [];
    for await (const { cells } of table?.rows() ?? []) rows.push(cells);
    return rows;
  } catch (error) {
    if (error instanceof Unreadable) return error.reason;
    throw error;
  }
}

const writers: readonly Writer[] = ['excel', 'wps', 'libreoffice', 'inline', 'prefixed'];
const rows: Cell[][] = [
  ['姓名', '电话', '日期', '时间', '公式', '数'],
  [
    '张三 & 李四 <五>',
    13812345678,
    { day: 45717 },
    { time: 19 / 24 },
    { formula: 'A1&"x"', saved: '存下的' },
    0.1 + 0.2,
  ],
  ['王五', { raw: '1.3812345678E10' }, { day: 45717.75 }, { time: 0.5 }, null, { raw: '1E-2' }],
];
const asText = [
  ['姓名', '电话', '日期', '时间', '公式', '数'],
  ['张三 & 李四 <五>', '13812345678', '2025-03-01', '19:00', '存下的', '0.3'],
  ['王五', '13812345678', '2025-03-01', '12:00', '', '0.01'],
];

describe('a table that somebody brings', () => {
  it.each(writers)('reads as a person reads it, written by %s', async (writer) => {
    expect(await read(sheetOf(rows, writer))).toEqual(asText);
  });

  it('has what is merged downwards in every row, blank rows left out, and of several sheets those that are seen', async () => {
    const bytes = workbook([
      { name: '藏着的', rows: [['不看']], hidden: true },
      {
        name: '一',
        rows: [['社区', '姓名'], ['东园', '张三'], [null, '李四'], [], [null, '王五']],
        merges: ['A2:A5', 'A1:B1'],
      },
      { name: '二', rows: [['另一张']] },
    ]);
    const tables = await openTables(bytes);
    expect(tables.map(({ name }) => name)).toEqual(['一', '二']);
    const seen = [];
    for await (const { number, cells } of tables[0]?.rows() ?? []) seen.push([number, ...cells]);
    expect(seen).toEqual([
      [1, '社区', '姓名'],
      [2, '东园', '张三'],
      [3, '东园', '李四'],
      [5, '东园', '王五'],
    ]);
  });

  const table = [
    ['姓名', '说明', '手机'],
    ['张三', '有,逗号；分号\t制表', '138'],
    ['李“四”', '两\n行 "引号"', '139'],
  ];
  const gbk = 'd0d5c3fb2ccbb5c3f72ccad6bbfa0d0ad5c5c8fd2cb0a12c3133380d0a';
  it.each([
    ['UTF-8', Buffer.from(csvOf(table))],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${csvOf(table)}`)],
    ['UTF-16 with its mark', Buffer.from(`\ufeff${csvOf(table)}`, 'utf16le')],
    ['UTF-16 without', Buffer.from(csvOf(table), 'utf16le')],
    ['UTF-16, the other way round', Buffer.from(`\ufeff${csvOf(table)}`, 'utf16le').swap16()],
    ['semicolons', Buffer.from(csvOf(table, ';'))],
    ['tabs', Buffer.from(csvOf(table, '\t'))],
    ['what Excel says of itself', Buffer.from(`sep=|\r\n${csvOf(table, '|')}`)],
  ])('as text: %s', async (_, bytes) => {
    expect(await read(bytes)).toEqual(table);
  });

  it('as text of Excel in Chinese, with a mark or without', async () => {
    const expected = [
      ['姓名', '说明', '手机'],
      ['张三', '啊', '138'],
    ];
    expect(await read(Buffer.from(gbk, 'hex'))).toEqual(expected);
    expect(await read(Buffer.from(`84319533${gbk}`, 'hex'))).toEqual(expected);
  });

  const sheet = { name: 'xl/sharedStrings.xml', text: '' };
  const dtd =
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;&b;">]><sst><si><t>&c;</t></si></sst>';
  const whole = sheetOf(rows);
  it.each([
    ['an old or locked workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 1, 2]), 'old-or-locked'],
    ['a hundred megabytes', Buffer.alloc(100 * 1024 * 1024, 65), 'too-large'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]), 'not-a-sheet'],
    ['a web page', Buffer.from('<html><table><tr><td>姓名</td></tr></table></html>'), 'not-a-sheet'],
    ['another archive', gzipSync('姓名'), 'not-a-sheet'],
    ['a zip of something else', zipOf([{ name: 'a.txt', text: '姓名' }]), 'not-a-sheet'],
    ['half a file', whole.subarray(0, whole.length / 2), 'not-a-sheet'],
    [
      'links to other files',
      workbook([{ name: '一', rows }], 'excel', [
        { name: 'xl/externalLinks/externalLink1.xml', text: '<x/>' },
      ]),
      'external-links',
    ],
    [
      'a program',
      workbook([{ name: '一', rows }], 'excel', [{ name: 'xl/vbaProject.bin', text: 'x' }]),
      'macros',
    ],
    [
      'too many parts',
      zipOf(Array.from({ length: 500 }, (_, n) => ({ name: `xl/${n}`, text: 'x' }))),
      'unpacks-too-large',
    ],
    [
      'a row that no sheet can have',
      workbook([{ name: '一', rows }], 'inline', [
        {
          name: 'xl/worksheets/sheet1.xml',
          text: '<worksheet><sheetData><row r="99999999999"><c><v>1</v></c></row></sheetData></worksheet>',
        },
      ]),
      'not-a-sheet',
    ],
    ['entities', bombed(dtd), 'entities'],
    ['nothing at all', Buffer.alloc(0), 'empty'],
  ])('is refused: %s', async (_, bytes, reason) => {
    expect(await read(bytes)).toBe(reason);
  });

  it('is refused when it would unpack beyond all bounds, whatever it says of itself', async () => {
    const many = Array.from({ length: 8 }, (_, n) => ({
      name: `xl/${n}.xml`,
      text: 'x',
      claims: 30 * 1024 * 1024,
    }));
    expect(await read(zipOf(many))).toBe('unpacks-too-large');
    // A part that says that it is small.
    expect(await read(bombed(`<sst><si><t>${'x'.repeat(500_000)}</t></si></sst>`, 100))).toBe(
      'unpacks-too-large',
    );
  });

  function bombed(text: string, claims?: number): Buffer {
    const part = { ...sheet, text, ...(claims === undefined ? {} : { claims }) };
    return workbook([{ name: '一', rows }], 'inline', [part]);
  }

  it('with more merged cells than are looked at is refused, not read without them', async () => {
    const merged = (many: number) =>
      sheetOf(
        [['社区', '姓名']],
        'excel',
        Array.from({ length: many }, (_, n) => `A${2 * n + 1}:A${2 * n + 2}`),
      );
    expect(await read(merged(20_000))).toEqual([['社区', '姓名']]);
    expect(await read(merged(20_001))).toBe('too-many-merges');
  });

  it('tells decimal numbers from texts, also where they are merged, and not in a file of text', async () => {
    const cells: Cell[][] = [['甲', 2025.1, '2025.10', { day: 45717 }, 2025], ['乙'], ['丙', 3]];
    const bytes = workbook([{ name: '一', rows: cells, merges: ['B1:B2'] }]);
    const seen = [];
    for await (const row of (await openTables(bytes))[0]?.rows() ?? []) seen.push(row.decimals);
    expect(seen).toEqual([[1], [1], []]);
    const text = [];
    for await (const row of (await openTables(Buffer.from('a,2025.1,2025\r\n')))[0]?.rows() ?? [])
      text.push(row.decimals);
    expect(text).toEqual([[1]]);
  });

  it.each([
    ['yyyy"年"m"月"d"日"', 'day'],
    ['yyyy"年"m"月"', 'day'],
    ['[$-804]yyyy"年"m"月"d"日";@', 'day'],
    ['[DBNum1][$-804]yyyy年m月d日', 'day'],
    ['m"月"d"日"', 'day'],
    ['e"年"m"月"d"日"', 'day'],
    ['E.M.D', 'day'],
    ['[$-804]aaaa', 'day'],
    ['yyyy\\-mm\\-dd\\ hh:mm', 'both'],
    ['上午/下午h"时"mm"分"', 'time'],
    ['[h]:mm', 'time'],
    ['0.00E+00', 'number'],
    ['##0.0E+0', 'number'],
    ['0.00e-00', 'number'],
    ['0"月"', 'number'],
    ['#,##0"个月"', 'number'],
    ['0"年"', 'number'],
    ['"第"0"日"', 'number'],
    ['0.0,,"m"', 'number'],
    ['[Red]-#,##0.00_);(#,##0.00)', 'number'],
    ['G/通用格式', 'number'],
    ['General"年"', 'number'],
    ['@', 'number'],
  ])('shows %s as a %s', (code, shows) => {
    expect(formatShows(200, code)).toBe(shows);
  });

  it('never throws anything else, whatever the bytes', async () => {
    const broken = fc.tuple(fc.nat(whole.length - 1), fc.nat(255)).map(([at, byte]) => {
      const copy = Buffer.from(whole);
      copy[at] = byte;
      return copy;
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(broken, fc.uint8Array({ maxLength: 300 })), async (bytes) => {
        await read(bytes);
      }),
      { numRuns: 300 },
    );
  });

  it('reads the same in whatever dress', async () => {
    const word = fc.stringMatching(/^[张王李赵]?[a-z0-9,;"\n甲乙丙丁·-]{0,8}$/).map((text) => text.trim());
    const someRows = fc.array(fc.array(word, { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        someRows,
        fc.constantFrom(...writers),
        fc.constantFrom(',', '\t', ';'),
        async (content, writer, separator) => {
          const plain = [['甲', '乙', '丙'], ...content].map((row) =>
            row.map((cell) => cell.replaceAll(/\r?\n/g, ' ').trim()),
          );
          const said = plain.filter((row) => row.some((cell) => cell !== ''));
          const filled = (some: string[][] | string) =>
            Array.isArray(some) && some.map((row) => [...row, '', '', ''].slice(0, 3));
          expect(filled(await read(sheetOf(plain, writer)))).toEqual(said);
          expect(filled(await read(Buffer.from(csvOf(plain, separator))))).toEqual(said);
        },
      ),
      { numRuns: 60 },
    );
  });
});
