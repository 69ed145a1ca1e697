import { expect, it } from 'vitest';
import { columnsIn, linesIn, type SheetLine, templateRows } from './question-sheet.rules.ts';

const objectives = ['说出四方各是谁', '改写议题', '主持一场会'];

function read(heading: string[], ...rows: string[][]): SheetLine[] {
  const found = columnsIn(heading);
  if (!found.ok) throw new Error(found.missing.join());
  return linesIn(rows, found.columns, objectives);
}

it('knows columns by their usual headings, in any order, and leaves others aside', () => {
  const [line] = read(
    ['序号', ' 正确答案 ', '题干（必填）', '题目类型', '课程目标', 'Ａ选项', '选项 B', 'C', '答案解析'],
    ['7', 'a', '四方里有谁？', '单项选择题', '说出四方各是谁', '党员代表', '媒体', '', '党员代表是一方'],
  );
  expect(line).toMatchObject({ row: 2, problems: [], again: null });
  expect(line?.question).toEqual({
    kind: 'single',
    objective: 1,
    stem: '四方里有谁？',
    options: [
      { key: 'A', text: '党员代表' },
      { key: 'B', text: '媒体' },
    ],
    answer: ['A'],
    explanation: '党员代表是一方',
  });
});

it('names the columns that are missing', () => {
  expect(columnsIn(['题目', '选项A'])).toEqual({ ok: false, missing: ['题型', '答案', '对应目标'] });
});

it('reads its own template, every kind of it', () => {
  const [heading = [], ...rows] = templateRows;
  const lines = read(heading, ...rows);
  expect(lines.flatMap(({ problems }) => problems)).toEqual([]);
  expect(lines.map(({ question }) => [question?.kind, question?.answer])).toEqual([
    ['single', ['B']],
    ['multiple', ['A', 'B', 'D']],
    ['true-false', ['A']],
    ['short-text', ['监督评审', '监督和评审']],
    ['ordering', ['A', 'B', 'C']],
    ['upload', []],
  ]);
});

const heading = ['题型', '题目', '选项A', '选项B', '选项C', '答案', '对应目标'];

it('takes an order from the answer when it says one', () => {
  const [line] = read(heading, ['排序', '把三步排好。', '三', '一', '二', 'B C A', '目标3']);
  expect(line?.question?.options.map(({ text }) => text)).toEqual(['一', '二', '三']);
  expect(line?.question?.objective).toBe(3);
});

it('says of every wrong row what to do, with its number, and leaves out empty rows and repetitions', () => {
  const good = ['单选', '谁算利益相关方？', '车主', '路人', '', 'A', '1'];
  const lines = read(
    heading,
    good,
    ['', '', '', '', '', '', ''],
    ['选择', '谁算利益相关方？', '车主', '路人', '', 'A', '1'],
    ['单选', '谁最该到场？', '车主', '路人', '', 'D', '1'],
    ['多选', '哪些人要请到？', '车主', '车主 ', '', 'AB', '9'],
    ['单选', ' 谁算 利益相关方？', '甲', '乙', '', 'B', '2'],
    ['判断', '租客可以参加议事。', '', '', '', '不知道', '2'],
  );
  expect(lines.map(({ row, again }) => [row, again])).toEqual([
    [2, null],
    [4, null],
    [5, null],
    [6, null],
    [7, 2],
    [8, null],
  ]);
  expect(lines.map(({ problems }) => problems.join(''))).toEqual([
    '',
    '题型“选择”认不出。请写单选、多选、判断、填空、排序或交文件。',
    '请选出一个正确答案，它要在写好的选项里。',
    '请写清对应这门课的第几个目标，1 到 3。有两个选项的文字一样，请改一个。',
    '',
    '请写这句话是对还是错。',
  ]);
});
