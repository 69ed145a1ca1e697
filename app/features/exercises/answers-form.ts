import { z } from 'zod';
import { keptChoice, moved, shownOrder } from './choices.rules.ts';
import type { PaperQuestion } from './desk.server.ts';

/** `move=<question>:<key>:up`: one item of an ordering goes up or down, and everything on the page is kept with it. */
export const moveField = z
  .string()
  .regex(/^[0-9a-f-]{36}:[A-H]:(up|down)$/)
  .transform((move) => {
    const [questionId = '', key = '', way] = move.split(':');
    return { questionId, key, way: way === 'up' ? ('up' as const) : ('down' as const) };
  });
type Move = z.output<typeof moveField>;

/** The answers to the questions of a paper as its form has them, after the move if there was one. */
export function choicesOn(
  form: FormData,
  questions: readonly PaperQuestion[] = [],
  move?: Move,
): Map<string, string[]> {
  return new Map(questions.map((question) => [question.questionId, choiceOn(form, question, move)] as const));
}

function choiceOn(form: FormData, question: PaperQuestion, move: Move | undefined): string[] {
  if (question.kind === 'upload') return question.choice;
  const choice = keptChoice(question, form.getAll(question.questionId).map(String));
  if (question.kind !== 'ordering' || move?.questionId !== question.questionId) return choice;
  return moved(shownOrder(question, choice), move.key, move.way);
}
