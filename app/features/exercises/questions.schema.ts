import { z } from 'zod';

/** How a question is answered: one or several options, right or wrong, a few words, an order, or files that a person looks at. */
export const questionKinds = [
  'single',
  'multiple',
  'true-false',
  'short-text',
  'ordering',
  'upload',
] as const;
export type QuestionKind = (typeof questionKinds)[number];

const option = z.strictObject({ key: z.string().regex(/^[A-H]$/), text: z.string().min(1).max(300) });

interface Answered {
  kind: QuestionKind;
  options: readonly { key: string }[];
  answer: readonly string[];
}

/** Whether options and answers belong together: keys of options, except for the accepted wordings of a short text; of an upload neither. */
export function answersFit({ kind, options, answer }: Answered): boolean {
  if (kind === 'upload') return options.length === 0 && answer.length === 0;
  if (kind === 'short-text') return options.length === 0 && answer.length >= 1;
  const keys = new Set(options.map(({ key }) => key));
  if (keys.size !== options.length || new Set(answer).size !== answer.length) return false;
  if (options.length < 2 || !answer.every((key) => keys.has(key))) return false;
  if (kind === 'ordering') return answer.length === options.length && options.length >= 3;
  return kind === 'multiple' ? answer.length >= 2 : answer.length === 1;
}

/**
 * A question of a bank as authored in content/courses/<code>/questions.json. `objective` counts the course's objectives from 1.
 * `answer` holds keys of options: of an ordering all of them, first to last; of a short text the accepted wordings instead;
 * of an upload nothing: what is expected stands in its explanation.
 */
export const questionFile = z
  .strictObject({
    id: z.string().min(3).max(32),
    objective: z.number().int().min(1).max(9),
    kind: z.enum(questionKinds),
    stem: z.string().min(4).max(1000),
    options: z.array(option).max(8),
    answer: z.array(z.string().min(1).max(200)).max(20),
    explanation: z.string().min(4).max(1000),
  })
  .refine(answersFit, { error: 'The answers do not fit the kind and the options.' });
export const questionFiles = z.array(questionFile).min(1);
export type QuestionFile = z.infer<typeof questionFile>;

/** A question as drawn into an attempt: frozen with its answer, so that editing the bank never changes what was asked. */
export const drawnQuestion = z.object({
  questionId: z.string(),
  kind: z.enum(questionKinds),
  stem: z.string(),
  options: z.array(z.object({ key: z.string(), text: z.string() })),
  answer: z.array(z.string()),
  explanation: z.string(),
});
export type DrawnQuestion = z.infer<typeof drawnQuestion>;
