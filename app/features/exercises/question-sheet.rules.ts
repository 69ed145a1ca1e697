/**
 * Questions in a sheet: which column is which by its heading, and what each row becomes. A row that is wrong says what and what
 * to do; nothing is guessed.
 */
import { comparable } from './marking.rules.ts';
import { letters, questionOf, sameness, type WordedQuestion } from './question-words.rules.ts';
import type { QuestionKind } from './questions.schema.ts';

const columns = {
  kind: ['题型', '类型', '题目类型', '试题类型'],
  stem: ['题目', '题干', '试题', '题目内容', '试题内容', '问题'],
  answer: ['答案', '正确答案', '标准答案', '参考答案'],
  explanation: ['解析', '答案解析', '试题解析', '说明'],
  objective: ['对应目标', '目标', '课程目标', '教学目标', '知识点'],
} as const;
type ColumnName = keyof typeof columns;
const wanted = Object.keys(columns) as ColumnName[];
const needed: readonly ColumnName[] = ['kind', 'stem', 'answer', 'objective'];

export interface SheetColumns {
  /** Places in a row, from 0; options by letter. */
  at: Partial<Record<ColumnName, number>>;
  options: (number | undefined)[];
}

/** The columns by their headings, or the names of those that are missing. Headings nobody knows are left aside. */
export function columnsIn(
  heading: readonly string[],
): { ok: true; columns: SheetColumns } | { ok: false; missing: string[] } {
  const names = heading.map((cell) =>
    comparable(cell)
      .replace(/[（(【[].*$/u, '')
      .replace(/[*：:]/gu, ''),
  );
  const place = (known: readonly string[]) => {
    const at = names.findIndex((name) => known.includes(name));
    return at < 0 ? undefined : at;
  };
  const at = Object.fromEntries(wanted.map((name) => [name, place(columns[name])]));
  const options = letters.map((letter, index) => {
    const low = letter.toLowerCase();
    return place([`选项${low}`, `${low}选项`, low, `${low}项`, `选项${index + 1}`, `步骤${index + 1}`]);
  });
  const missing = needed.filter((name) => at[name] === undefined).map((name) => columns[name][0]);
  return missing.length > 0 ? { ok: false, missing } : { ok: true, columns: { at, options } };
}

/** What becomes of a row. */
export type LineState = 'new' | 'there' | 'wrong';
/** The same words as of other sheets that are brought. */
export const lineStateWords: Readonly<Record<LineState, string>> = {
  new: '会新增',
  there: '已经有了',
  wrong: '要改',
};

/** One row of a sheet: the question in it, or what is wrong. `row` counts as Excel does. */
export interface SheetLine {
  row: number;
  stem: string;
  question: WordedQuestion | null;
  /** Whole sentences. Of a row that is an earlier one again: that it is left out. */
  problems: string[];
  /** The earlier row that asks the same. */
  again: number | null;
}

/** Every row that is not empty. `objectives` are the course's, in order; `firstRow` is the number of the first of them, as Excel counts. */
export function linesIn(
  rows: readonly (readonly string[])[],
  columns: SheetColumns,
  objectives: readonly string[],
  firstRow = 2,
): SheetLine[] {
  const seen = new Map<string, number>();
  const lines: SheetLine[] = [];
  for (const [index, cells] of rows.entries()) {
    if (cells.every((cell) => cell === '')) continue;
    const line = lineOf(cells, columns, objectives);
    const row = index + firstRow;
    const same = line.question ? sameness(line.question) : null;
    const again = same === null ? null : (seen.get(same) ?? null);
    if (same !== null && again === null) seen.set(same, row);
    lines.push({ ...line, row, again });
  }
  return lines;
}

function lineOf(
  cells: readonly string[],
  { at, options }: SheetColumns,
  objectives: readonly string[],
): Pick<SheetLine, 'stem' | 'question' | 'problems'> {
  const cell = (place: number | undefined) => (place === undefined ? '' : (cells[place] ?? ''));
  const kind = kindNamed(cell(at.kind));
  const stem = cell(at.stem);
  if (!kind) {
    const problems = [`题型“${cell(at.kind)}”认不出。请写单选、多选、判断、填空、排序或交文件。`];
    return { stem, question: null, problems };
  }
  const [texts, answer] = [options.map(cell), cell(at.answer)];
  const words = {
    kind,
    stem,
    objective: objectiveIn(cell(at.objective), objectives),
    options: kind === 'ordering' ? inOrder(texts, answer) : texts,
    answer: answerIn(kind, answer),
    explanation: cell(at.explanation),
  };
  const worded = questionOf(words, objectives.length);
  if (worded.ok) return { stem, question: worded.question, problems: [] };
  return { stem, question: null, problems: worded.problems.map(({ message }) => message) };
}

const kindWords: Record<QuestionKind, readonly string[]> = {
  single: ['单选', '单选题', '单项选择', '单项选择题'],
  multiple: ['多选', '多选题', '多项选择', '多项选择题', '不定项'],
  'true-false': ['判断', '判断题', '对错', '是非', '是非题'],
  'short-text': ['填空', '填空题', '简短填写', '简答', '简答题', '短答'],
  ordering: ['排序', '排序题', '排先后'],
  upload: ['交文件', '交文件题', '上传', '上传题', '上传文件'],
};

function kindNamed(word: string): QuestionKind | null {
  const kinds = Object.entries(kindWords) as [QuestionKind, readonly string[]][];
  return kinds.find(([, words]) => words.includes(comparable(word)))?.[0] ?? null;
}

const truths: Record<string, string> = Object.fromEntries([
  ...['对', '正确', '√', '✓', '是', 't', 'true', 'a', '1'].map((word) => [word, 'A']),
  ...['错', '错误', '×', '✗', '✕', 'x', '否', 'f', 'false', 'b', '0'].map((word) => [word, 'B']),
]);

/** Letters as `B`, `AC`, `A、C`; 对 or 错; accepted wordings with `；`, `|` or line ends between. */
function answerIn(kind: QuestionKind, text: string): string[] {
  if (kind === 'short-text') return text.split(/[;；|\n]/u);
  if (kind === 'true-false') return [truths[comparable(text)] ?? ''];
  if (kind === 'ordering' || kind === 'upload') return [];
  return comparable(text)
    .toUpperCase()
    .replace(/[,，、;；/和及]/gu, '')
    .split('');
}

/** Steps stand in their order unless the answer says another: `BCAD`. */
function inOrder(texts: readonly string[], answer: string): string[] {
  const order = [...comparable(answer).toUpperCase()].filter((letter) => /[A-H]/.test(letter));
  const filled = texts.filter((text) => text !== '').length;
  if (order.length !== filled || new Set(order).size !== filled) return [...texts];
  return order.map((letter) => texts[letters.indexOf(letter as (typeof letters)[number])] ?? '');
}

/** `2`, `目标2`, `第 2 个`, or the objective's own words; 0 when it is none of them. */
function objectiveIn(text: string, objectives: readonly string[]): number {
  const number = /^(?:目标|第)?([1-9])(?:个|条)?(?:目标)?$/u.exec(comparable(text))?.[1];
  if (number) return Number(number);
  return objectives.findIndex((words) => comparable(words) === comparable(text)) + 1;
}

/** The heading and one row of each kind, to begin with. */
export const templateRows: string[][] = [
  ['题型', '题目', ...letters.slice(0, 6).map((letter) => `选项${letter}`), '答案', '解析', '对应目标'],
  [
    '单选',
    '下面哪一句最适合写成议题？',
    '物业到底管不管事',
    '晚上八点以后消防通道怎样空出来',
    '坚决整治某些住户',
    '',
    '',
    '',
    'B',
    '议题要能商量，不点名，不下结论。',
    '1',
  ],
  [
    '多选',
    '“四方”包括哪几方？',
    '社区“两委”',
    '党员代表',
    '新闻媒体',
    '利益相关方',
    '',
    '',
    'ABD',
    '媒体不在四方之内。',
    '1',
  ],
  [
    '判断',
    '租客可以作为居民代表参加议事。',
    '',
    '',
    '',
    '',
    '',
    '',
    '对',
    '居民代表要照顾不同处境的人。',
    '2',
  ],
  [
    '填空',
    '“五步”的最后一步叫什么？',
    '',
    '',
    '',
    '',
    '',
    '',
    '监督评审；监督和评审',
    '可以接受的答案用分号隔开。',
    '2',
  ],
  [
    '排序',
    '把这三步按先后排好。',
    '收集问题',
    '确定议题',
    '协商议事',
    '',
    '',
    '',
    '',
    '选项按正确的先后写，学员看到的是打乱的。',
    '2',
  ],
  [
    '交文件',
    '拍一张议事现场的照片交上来。',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '看得出四方都到场，有人记录。老师照这里写的来看。',
    '2',
  ],
];
