/**
 * Drawing and marking. Source: domain model §6.5: random draw from a bank by objective, pass 60, three attempts. A question
 * is right when exactly its answers are chosen; the score is the rounded share of right ones out of 100.
 */
import type { DrawnQuestion } from './questions.schema.ts';

/** Picks `count` questions, spread over the objectives as evenly as the bank allows. `random` gives numbers in [0, 1). */
export function drawQuestions<Q extends { objective: number }>(
  bank: readonly Q[],
  count: number,
  random: () => number,
): Q[] {
  const byObjective = new Map<number, Q[]>();
  for (const question of shuffled(bank, random))
    byObjective.set(question.objective, [...(byObjective.get(question.objective) ?? []), question]);
  const piles = shuffled([...byObjective.values()], random);
  const drawn: Q[] = [];
  for (let round = 0; drawn.length < Math.min(count, bank.length); round++) {
    for (const pile of piles) {
      const question = pile[round];
      if (question && drawn.length < count) drawn.push(question);
    }
  }
  return shuffled(drawn, random);
}

/** A copy in random order (Fisher–Yates). */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const copy = [...items];
  for (let last = copy.length - 1; last > 0; last--) {
    const pick = Math.floor(random() * (last + 1));
    [copy[last], copy[pick]] = [copy[pick] as T, copy[last] as T];
  }
  return copy;
}

/** No answer of an upload is known beforehand: it is right when whoever marked it said so. `foundRight` holds question ids. */
const nothingFound: ReadonlySet<string> = new Set();

/** True when exactly the answers are chosen, in their order where the order is asked for; of an upload when it was found right. */
export function isRight(
  question: DrawnQuestion,
  choice: readonly string[],
  foundRight: ReadonlySet<string> = nothingFound,
): boolean {
  const { kind, answer } = question;
  if (kind === 'upload') return choice.length > 0 && foundRight.has(question.questionId);
  if (kind === 'short-text') {
    const written = comparable(choice[0] ?? '');
    return written !== '' && answer.some((accepted) => comparable(accepted) === written);
  }
  if (kind === 'ordering')
    return choice.length === answer.length && answer.every((key, place) => choice[place] === key);
  const chosen = new Set(choice);
  return chosen.size === answer.length && answer.every((key) => chosen.has(key));
}

/**
 * How written answers are compared: full and half width, upper and lower case, spaces, quotation marks and a full stop at
 * the end make no difference (“ ＧＢ／Ｔ 37668。” is “gb/t37668”). Every other character does.
 */
export function comparable(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s"'“”‘’「」『』]/gu, '')
    .replace(/[。.]+$/u, '');
}

/**
 * The options as one attempt shows them. True and false keep their order; an ordering never begins in the right one, so an
 * untouched question is an unanswered one.
 */
export function shownOptions(
  { kind, options, answer }: Pick<DrawnQuestion, 'kind' | 'options' | 'answer'>,
  random: () => number,
): DrawnQuestion['options'] {
  if (kind === 'true-false' || options.length < 2) return options;
  const mixed = shuffled(options, random);
  const solved = kind === 'ordering' && mixed.every(({ key }, place) => answer[place] === key);
  return solved ? [...mixed.slice(1), ...mixed.slice(0, 1)] : mixed;
}

/**
 * The same with the answer that belongs to it. The keys of an ordering are given anew in the order that is shown: written from first to last
 * they are in the order of the alphabet, and the page names them in its fields.
 */
export function asShown(
  question: Pick<DrawnQuestion, 'kind' | 'options' | 'answer'>,
  random: () => number,
): Pick<DrawnQuestion, 'options' | 'answer'> {
  const options = shownOptions(question, random);
  if (question.kind !== 'ordering') return { options, answer: question.answer };
  const keys = options.map(({ key }) => key);
  const alphabet = [...keys].sort();
  const anew = (key: string) => alphabet[keys.indexOf(key)] ?? key;
  return {
    options: options.map(({ key, text }) => ({ key: anew(key), text })),
    answer: question.answer.map(anew),
  };
}

type Choices = ReadonlyMap<string, readonly string[]>;

/** The questions that a person has to look at before there is a score: answered with files. Without a file it is wrong at once. */
export function questionsToMark(questions: readonly DrawnQuestion[], choices: Choices): DrawnQuestion[] {
  return questions.filter(
    ({ kind, questionId }) => kind === 'upload' && (choices.get(questionId) ?? []).length > 0,
  );
}

/** The score out of 100; `choices` by question id, `foundRight` the ids of uploads that were found right. */
export function scoreOf(
  questions: readonly DrawnQuestion[],
  choices: Choices,
  foundRight: ReadonlySet<string> = nothingFound,
): number {
  if (questions.length === 0) return 0;
  const right = questions.filter((question) =>
    isRight(question, choices.get(question.questionId) ?? [], foundRight),
  ).length;
  return Math.round((right / questions.length) * 100);
}
