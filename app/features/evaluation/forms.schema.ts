import { z } from 'zod';
import { schools } from '#app/lib/vocabulary.ts';

const question = z.looseObject({
  key: z.string().min(1).max(32),
  label: z.string().min(1),
  prompt: z.string().min(1),
  weight: z.number().int().positive(),
});

/** An evaluation form as data (content/forms). Weights add up to 100; values are on a scale to 5. */
export const evaluationForm = z
  .looseObject({
    code: z.string().min(1).max(32),
    version: z.number().int().positive(),
    title: z.string().min(1).max(120),
    schools: z.array(z.enum(schools)).min(1),
    scale: z.enum(['five', 'faces']),
    choices: z.array(z.object({ value: z.number().int().min(1).max(5), label: z.string().min(1) })).min(2),
    questions: z.array(question).min(1),
    commentPrompt: z.string(),
    privacyNote: z.string(),
  })
  .refine(({ questions }) => questions.reduce((sum, { weight }) => sum + weight, 0) === 100, {
    error: 'Weights must add up to 100.',
  });
export const evaluationForms = z.array(evaluationForm).min(1);
export type EvaluationForm = z.infer<typeof evaluationForm>;

export const appraisalLevels = ['excellent', 'good', 'pass', 'improve'] as const;
export type AppraisalLevel = (typeof appraisalLevels)[number];

/** The rubric by which a teacher appraises a learner (content/forms/appraisal.json). */
export const appraisalRubric = z.looseObject({
  title: z.string(),
  schools: z.array(z.enum(schools)).min(1),
  excellentMaxPercent: z.number().int().min(1).max(100),
  levels: z
    .array(
      z.object({ key: z.enum(appraisalLevels), label: z.string(), points: z.number(), minimum: z.number() }),
    )
    .length(4),
  criteria: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      weight: z.number().int().positive(),
      descriptions: z.record(z.enum(appraisalLevels), z.string()),
    }),
  ),
  commentPrompt: z.string(),
  learnerNote: z.string(),
});
export type AppraisalRubric = z.infer<typeof appraisalRubric>;
