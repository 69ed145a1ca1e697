/**
 * A question as a person writes it, in a form or a row of a sheet, and what it becomes. One rule for both, so that a sheet is
 * neither stricter nor laxer than the form.
 */
import { comparable } from './marking.rules.ts';
import { answersFit, type QuestionFile, type QuestionKind } from './questions.schema.ts';

export const kindNames: Record<QuestionKind, string> = {
  single: '单选',
  multiple: '多选',
  'true-false': '判断',
  'short-text': '简短填写',
  ordering: '排序',
  upload: '交文件',
};

export const letters = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const;

export interface QuestionWords {
  kind: QuestionKind;
  /** From 1. */
  objective: number;
  stem: string;
  /** In the order of the letters; empty where there is none. Of an ordering: first to last. */
  options: readonly string[];
  /** Letters; of a true-false `A` for 对 and `B` for 错; of a short text the accepted wordings; of an ordering and an upload nothing. */
  answer: readonly string[];
  explanation: string;
}

export type WordedQuestion = Omit<QuestionFile, 'id'>;

/** Field names as in the form: `stem`, `answer`, `optionA` … */
export interface WordsProblem {
  field: string;
  message: string;
}

/** The question, or everything that is wrong with it, each with what to do. `objectives` is how many the course has. */
export function questionOf(
  words: QuestionWords,
  objectives: number,
): { ok: true; question: WordedQuestion } | { ok: false; problems: WordsProblem[] } {
  const stem = words.stem.trim();
  const explanation = words.explanation.trim();
  const options = optionsOf(words);
  const answer = answerOf(words, options);
  const problems = [
    ...stemProblems(stem),
    ...(words.objective >= 1 && words.objective <= objectives
      ? []
      : [{ field: 'objective', message: `请写清对应这门课的第几个目标，1 到 ${objectives}。` }]),
    ...optionProblems(words, options),
    ...explanationProblems(words.kind, explanation),
  ];
  const { kind, objective } = words;
  if (problems.length === 0 && !answersFit({ kind, options, answer }))
    problems.push({ field: 'answer', message: answerAdvice[kind] });
  if (kind === 'short-text' && answer.some((one) => comparable(one) === '' || one.length > 200))
    problems.push({ field: 'answer', message: '每个可以接受的答案要有字，最多 200 个字。' });
  if (answer.length > 20) problems.push({ field: 'answer', message: '可以接受的答案最多写 20 个。' });
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, question: { kind, objective, stem, options, answer, explanation } };
}

const answerAdvice: Record<QuestionKind, string> = {
  single: '请选出一个正确答案，它要在写好的选项里。',
  multiple: '多选题请选出至少两个正确答案，它们都要在写好的选项里。',
  'true-false': '请写这句话是对还是错。',
  'short-text': '请写至少一个可以接受的答案。',
  ordering: '排序题请写至少三个步骤，从第一步写到最后一步。',
  upload: '交文件的题没有标准答案，由老师来看，答案请空着。',
};

function answerOf({ kind, answer }: QuestionWords, options: QuestionFile['options']): string[] {
  if (kind === 'upload') return [];
  return kind === 'ordering' ? options.map(({ key }) => key) : unique(answer);
}

function optionsOf({ kind, options }: QuestionWords): QuestionFile['options'] {
  if (kind === 'short-text' || kind === 'upload') return [];
  if (kind === 'true-false')
    return [
      { key: 'A', text: '对' },
      { key: 'B', text: '错' },
    ];
  return letters.flatMap((key, place) => {
    const text = (options[place] ?? '').trim();
    return text === '' ? [] : [{ key, text }];
  });
}

function stemProblems(stem: string): WordsProblem[] {
  if (stem.length < 4) return [{ field: 'stem', message: '请写题目，至少 4 个字。' }];
  return stem.length > 1000 ? [{ field: 'stem', message: '题目最多 1000 个字。' }] : [];
}

/** Without an answer to compare with, whoever marks an upload needs to read what is expected. */
function explanationProblems(kind: QuestionKind, explanation: string): WordsProblem[] {
  if (explanation.length > 1000) return [{ field: 'explanation', message: '解析最多 1000 个字。' }];
  return kind === 'upload' && explanation.length < 4
    ? [{ field: 'explanation', message: '请写清楚交什么样的算对，看的老师照它来看，至少 4 个字。' }]
    : [];
}

function optionProblems({ kind }: QuestionWords, options: QuestionFile['options']): WordsProblem[] {
  if (kind === 'short-text' || kind === 'true-false' || kind === 'upload') return [];
  const least = kind === 'ordering' ? 3 : 2;
  const what = kind === 'ordering' ? '步骤' : '选项';
  const problems: WordsProblem[] = [];
  if (options.length < least) problems.push({ field: 'optionA', message: `请写至少 ${least} 个${what}。` });
  for (const { key, text } of options)
    if (text.length > 300)
      problems.push({ field: `option${key}`, message: `${what} ${key} 最多 300 个字。` });
  const texts = new Set(options.map(({ text }) => comparable(text)));
  if (texts.size < options.length)
    problems.push({ field: 'optionA', message: `有两个${what}的文字一样，请改一个。` });
  return problems;
}

const unique = (items: readonly string[]) => [
  ...new Set(items.map((item) => item.trim()).filter((item) => item !== '')),
];

/** What makes two questions the same one: kind and wording. A hash of it is the code of a question without one. */
export function sameness({ kind, stem }: Pick<QuestionFile, 'kind' | 'stem'>): string {
  return `${kind}\n${comparable(stem)}`;
}

/** A question back in words, for the form that changes it. */
export function wordsOf(question: WordedQuestion): QuestionWords {
  const texts = new Map(question.options.map(({ key, text }) => [key, text]));
  const inOrder =
    question.kind === 'ordering'
      ? question.answer.map((key) => texts.get(key) ?? '')
      : letters.map((key) => texts.get(key) ?? '');
  return { ...question, options: inOrder };
}
