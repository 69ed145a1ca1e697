import { z } from 'zod';
import { questionFiles } from './questions.schema.ts';

/**
 * A ready exercise (content/exercise-templates): the case to read and its questions, which become a pool of their own in the
 * bank of a course. `slug` names the pool. Every course has three objectives at least, so questions name one of those.
 */
export const exerciseTemplate = z
  .strictObject({
    slug: z.string().regex(/^[a-z-]{2,20}$/),
    title: z.string().min(4).max(60),
    summary: z.string().min(10).max(120),
    intro: z.string().min(50).max(2_000),
    drawCount: z.number().int().min(1).max(50),
    passMark: z.number().int().min(1).max(100),
    maxAttempts: z.number().int().min(1).max(20),
    questions: questionFiles,
  })
  .refine(({ slug, questions }) => questions.every(({ id }) => id.startsWith(`${slug}-`)), {
    error: 'The id of a question begins with the slug.',
  })
  .refine(({ questions }) => questions.every(({ objective }) => objective <= 3), {
    error: 'A question names an objective that a course may not have.',
  })
  .refine(({ questions, drawCount }) => drawCount <= questions.length, {
    error: 'More are drawn than there are.',
  });
export type ExerciseTemplate = z.output<typeof exerciseTemplate>;
