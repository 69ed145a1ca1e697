import { beforeEach, expect, it } from 'vitest';
import type { BankCourse } from '#app/features/exercises/bank.server.ts';
import {
  confirmImport,
  dryRun,
  keepSheet,
  markedQuestions,
} from '#app/features/exercises/question-import.server.ts';
import { templateRows } from '#app/features/exercises/question-sheet.rules.ts';
import type { Actor } from '#app/lib/actor.ts';
import { readSheet, writeSheet } from '#app/lib/sheet.server.ts';
import type { Db } from '#db/database.ts';
import { aCourse } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, aLearner, now } from '#tests/support/world.ts';

/** A title; the headings; a question with the answer Ｂ and the objective １; a blank row; one without an answer; the first once more. */
const gbkSheet = [
  'cce2bfe2a3a8b5dad2bbc5faa3a92c2c2c2c2c0d0acce2d0cd2ccce2c4bf2cd1a1cfee412cd1a1cfee422cb4f0b0b82c',
  'b6d4d3a6c4bfb1ea0d0ab5a5d1a12cc4c4d2bbbee4c4dcc9ccc1bfa3bf2cb3b32cccb82ca3c22ca3b10d0a2c2c2c2c2c',
  '0d0ab5a5d1a12c3d312b312cbac32cb2bbbac32c2ca3b20d0ab5a5d1a12cc4c4d2bbbee4c4dcc9ccc1bfa3bf2cb3b32c',
  'ccb82c422c31',
];
const oldFile = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]);

describeOnBothDatabases('questions from a sheet', (open) => {
  let db: Db;
  let course: BankCourse;
  let actor: Actor;
  beforeEach(async () => {
    db = await open();
    const { courseId, code, title } = await aCourse(db);
    course = { id: courseId, code, title, objectives: ['说出四方', '改写议题', '主持'] };
    actor = (await aLearner(db)).actor;
  });

  const keep = async (rows: string[][], at = now, name = '题目.xlsx') =>
    keepSheet(db, { actor, course, file: { name, bytes: await writeSheet('题目', rows) }, now: at });
  async function kept(rows: string[][], at = now) {
    const outcome = await keep(rows, at);
    if (!outcome.ok) throw new Error(outcome.reason);
    return { importId: outcome.importId, courseId: course.id };
  }
  const look = (asked: { importId: string; courseId: string }, at = now) =>
    dryRun(db, { ...asked, personId: actor.personId, now: at });
  const confirm = (asked: { importId: string; courseId: string }, at = now) =>
    confirmImport(db, { ...asked, actor, now: at });
  const bank = async () => (await db.selectFrom('question').select('id').execute()).length;

  it('are looked at first, then all in the bank, and the same sheet again changes nothing', async () => {
    const asked = await kept(templateRows);
    expect(await look(asked)).toMatchObject({
      counts: { new: 6, there: 0, wrong: 0 },
      fileName: '题目.xlsx',
    });
    expect(await bank()).toBe(0);
    expect(await confirm(asked)).toEqual({ ok: true, added: 6 });
    expect(await confirm(asked)).toEqual({ ok: true, added: 0 });
    const again = await kept(templateRows);
    expect(await look(again)).toMatchObject({ counts: { new: 0, there: 6, wrong: 0 } });
    expect(await confirm(again)).toEqual({ ok: true, added: 0 });
    expect(await bank()).toBe(6);
    const lines = await db.selectFrom('journal_entry').select('detail').execute();
    expect(lines.map(({ detail }) => JSON.parse(detail).added)).toEqual([6]);
  });

  it('come back marked, row for row, also from a GBK text with full-width figures below a title', async () => {
    const bytes = Buffer.from(gbkSheet.join(''), 'hex');
    const outcome = await keepSheet(db, { actor, course, file: { name: '题.csv', bytes }, now });
    if (!outcome.ok) throw new Error(outcome.reason);
    const asked = { importId: outcome.importId, courseId: course.id, personId: actor.personId, now };
    const marked = await markedQuestions(db, asked);
    expect(marked?.rows.map((row) => row.slice(-2))).toEqual([
      ['', ''],
      ['结果', '说明'],
      ['会新增', '会收进题库。'],
      ['', ''],
      ['要改', expect.stringContaining('答案')],
      ['已经有了', '和第 3 行是同一道题，只收一次。'],
    ]);
    expect(marked?.rows[4]?.[1]).toBe('=1+1');
    const stranger = { ...asked, personId: (await aLearner(db)).actor.personId };
    expect(await markedQuestions(db, stranger)).toBeNull();
    expect(await keepSheet(db, { actor, course, file: { name: '题.xls', bytes: oldFile }, now })).toEqual({
      ok: false,
      reason: 'old-or-locked',
    });
  });

  it('are none while one row is wrong', async () => {
    const asked = await kept([
      ...templateRows,
      ['单选', '没有选项的题', '', '', '', '', '', '', 'A', '', '1'],
    ]);
    const run = await look(asked);
    expect(run?.counts).toEqual({ new: 6, there: 0, wrong: 1 });
    expect(run?.lines.at(-1)).toMatchObject({ row: 8, state: 'wrong' });
    expect(await confirm(asked)).toEqual({ ok: false, reason: 'wrong-rows' });
    expect(await bank()).toBe(0);
  });

  it('are in the bank once when they are confirmed at once', async () => {
    const asked = await kept(templateRows);
    const outcomes = await Promise.all([confirm(asked), confirm(asked), confirm(asked)]);
    expect(outcomes.some((outcome) => outcome.ok && outcome.added === 6)).toBe(true);
    expect(await bank()).toBe(6);
  });

  it('wait a day, for whoever brought them, and only the newest sheet', async () => {
    const asked = await kept(templateRows);
    expect(await look(asked, after({ hours: 23 }))).not.toBeNull();
    expect(await look(asked, after({ hours: 25 }))).toBeNull();
    expect(await confirm(asked, after({ hours: 25 }))).toMatchObject({ reason: 'not-found' });
    const { personId } = await aLearner(db);
    expect(await dryRun(db, { ...asked, personId, now })).toBeNull();
    expect(await look({ ...asked, courseId: 'another' })).toBeNull();
    const newer = await kept(templateRows);
    expect([await look(asked), (await look(newer)) !== null]).toEqual([null, true]);
    actor = (await aLearner(db)).actor;
    await kept(templateRows, after({ days: 3 }));
    expect(await db.selectFrom('question_import').select('id').execute()).toHaveLength(1);
  });

  it('may stand below a title, with the rows counted as the person sees them', async () => {
    const asked = await kept([
      ['四方五步 题目表'],
      [],
      ...templateRows,
      ['单选', '没有选项', '', '', '', '', '', '', 'A', '', '1'],
    ]);
    const run = await look(asked);
    expect(run?.counts).toEqual({ new: 6, there: 0, wrong: 1 });
    expect(run?.lines.at(-1)?.row).toBe(10);
  });

  it('come as CSV too, in the encoding of Chinese Excel', async () => {
    const gbk = Buffer.from('zOLQzSzM4sS/LLTwsLgsttTTpsS/seoK', 'base64');
    const read = await readSheet(gbk, { mostRows: 10 });
    expect(read).toMatchObject({ ok: true });
    expect(read.ok && read.rows[0]?.slice(0, 3)).toEqual(['题型', '题目', '答案']);
  });

  it('say which column is missing, and refuse what is no sheet, too long or too large', async () => {
    expect(await keep([['题目'], ['一道题目']])).toMatchObject({
      reason: 'columns',
      missing: ['题型', '答案', '对应目标'],
    });
    expect(await keep([templateRows[0] ?? []])).toMatchObject({ reason: 'empty' });
    expect(await keep(Array.from({ length: 2_002 }, () => ['单选', '题目']))).toMatchObject({
      reason: 'too-many-rows',
    });
    const take = (bytes: Uint8Array) =>
      keepSheet(db, { actor, course, file: { name: 'a.xlsx', bytes }, now });
    expect(await take(new Uint8Array())).toMatchObject({ reason: 'empty' });
    expect(await take(new Uint8Array(10 * 1024 * 1024 + 1).fill(65))).toMatchObject({ reason: 'too-large' });
    expect(await take(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]))).toMatchObject({
      reason: 'old-or-locked',
    });
    expect(await take(Buffer.from([0x89, 0x50, 0, 1]))).toMatchObject({ reason: 'not-a-sheet' });
    expect(await take(Buffer.from('PK not really'))).toMatchObject({ reason: 'not-a-sheet' });
  });

  it('refuse a file that says it unpacks beyond all bounds, hides its size, or is cut off', async () => {
    const whole = Buffer.from(await writeSheet('题目', templateRows));
    const entry = whole.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    const with32 = (offset: number, value: number) => {
      const copy = Buffer.from(whole);
      copy.writeUInt32LE(value, entry + offset);
      return readSheet(copy, { mostRows: 100 });
    };
    expect(await with32(24, 500_000_000)).toMatchObject({ reason: 'unpacks-too-large' });
    expect(await with32(24, 0xffffffff)).toMatchObject({ reason: 'unpacks-too-large' });
    expect(await with32(24, 0)).toMatchObject({ reason: 'not-a-sheet' });
    expect(await readSheet(whole.subarray(0, -40), { mostRows: 100 })).toMatchObject({
      reason: 'not-a-sheet',
    });
  });

  it('keep a text that begins like a formula a text', async () => {
    const bytes = await writeSheet('题目', [['=1+1', '+A1', '@x']]);
    expect(await readSheet(bytes, { mostRows: 10 })).toEqual({ ok: true, rows: [['=1+1', '+A1', '@x']] });
  });
});
