import { z } from 'zod';
import type { EvaluationForm } from './forms.schema.ts';

/** Characters of a comment, on a ballot as on an appraisal. */
export const MOST_COMMENT = 1000;

/** What a ballot's form posts: one choice for each question and a comment. Messages are shown to the person. */
export function ballotForm(form: EvaluationForm) {
  const values = form.choices.map(({ value }) => String(value));
  const questions = Object.fromEntries(
    form.questions.map(({ key, label }) => [
      key,
      z
        .string({ error: `“${label}”还没有选。` })
        .refine((value) => values.includes(value), { error: `“${label}”请从列出的选项里选一个。` })
        .transform(Number),
    ]),
  );
  return z
    .object({
      ...questions,
      comment: z
        .string()
        .max(MOST_COMMENT, { error: `评语最多 ${MOST_COMMENT} 字，请删短一些。` })
        .optional(),
    })
    .transform(
      ({ comment, ...answers }) =>
        ({ ...(answers as Record<string, number>), comment }) as Record<string, number> & {
          comment?: string;
        },
    );
}
