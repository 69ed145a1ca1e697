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

/** True when exactly the answers are chosen. */
export function isRight(question: DrawnQuestion, choice: readonly string[]): boolean {
  const chosen = new Set(choice);
  return chosen.size === question.answer.length && question.answer.every((key) => chosen.has(key));
}

/** The score out of 100; `choices` by question id. */
export function scoreOf(
  questions: readonly DrawnQuestion[],
  choices: ReadonlyMap<string, readonly string[]>,
): number {
  if (questions.length === 0) return 0;
  const right = questions.filter((question) =>
    isRight(question, choices.get(question.questionId) ?? []),
  ).length;
  return Math.round((right / questions.length) * 100);
}
