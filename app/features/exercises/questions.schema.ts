import { z } from 'zod';

export const questionKinds = ['single', 'multiple', 'true-false'] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** A question of a bank as authored in content/courses/<code>/questions.json. `objective` counts the course's objectives from 1. */
export const questionFile = z
  .strictObject({
    id: z.string().min(3).max(32),
    objective: z.number().int().min(1).max(9),
    kind: z.enum(questionKinds),
    stem: z.string().min(4).max(1000),
    options: z
      .array(z.strictObject({ key: z.string().regex(/^[A-H]$/), text: z.string().min(1).max(300) }))
      .min(2)
      .max(8),
    answer: z.array(z.string()).min(1),
    explanation: z.string().min(4).max(1000),
  })
  .refine(({ options, answer }) => answer.every((key) => options.some((option) => option.key === key)), {
    error: 'An answer is no option.',
  })
  .refine(({ kind, answer }) => (kind === 'multiple' ? answer.length >= 2 : answer.length === 1), {
    error: 'The number of answers does not fit the kind.',
  });
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
