import { z } from 'zod';
import type { EvaluationForm } from './forms.schema.ts';

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
      comment: z.string().max(1000, { error: '评语最多 1000 字，请删短一些。' }).optional(),
    })
    .transform(
      ({ comment, ...answers }) =>
        ({ ...(answers as Record<string, number>), comment }) as Record<string, number> & {
          comment?: string;
        },
    );
}
