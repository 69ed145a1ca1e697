import type { FormAnswer } from '#app/lib/form-answer.ts';
import type { Mark } from './answer-files.server.ts';
import type { QuestionAtDesk } from './marking-desk.server.ts';

const MOST_WORDS = 1_000;

/** Names of the two fields of a question on the marking page, by its place on the paper. */
export const markFields = (place: number) => ({ right: `right${place}`, words: `words${place}` });

/** The marks in a sent form by question id, or everything that is missing, each with what to do. */
export function marksIn(
  questions: readonly Pick<QuestionAtDesk, 'questionId' | 'place'>[],
  fields: Readonly<Record<string, string>>,
): { ok: true; marks: Map<string, Mark> } | { ok: false; errors: FormAnswer['errors'] } {
  const marks = new Map<string, Mark>();
  const errors: FormAnswer['errors'] = [];
  for (const { questionId, place } of questions) {
    const names = markFields(place);
    const said = fields[names.right];
    const words = (fields[names.words] ?? '').replace(/\r\n/g, '\n').trim();
    if (said !== 'yes' && said !== 'no')
      errors.push({ field: names.right, message: `第 ${place} 题请选“对”或者“还不行”。` });
    if (said === 'no' && words === '')
      errors.push({ field: names.words, message: `第 ${place} 题还不行，请写几句，学员才知道差在哪里。` });
    if ([...words].length > MOST_WORDS)
      errors.push({ field: names.words, message: `第 ${place} 题的话最多 ${MOST_WORDS} 个字，请删短一些。` });
    marks.set(questionId, { right: said === 'yes', words });
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, marks };
}
